import { defineEvent } from '../platform/events.ts';

/** What may be begun has changed: a scenario has a new published version, is under review or put back, or has none any more. */
export const scenarioPublished = defineEvent<{ key: string; version: number | null }>('scenario.published');
/** Another editor is asked to read a draft. */
export const scenarioSubmitted = defineEvent<{ key: string; version: number; byUserId: string | null }>(
  'scenario.submitted',
);
/** A draft came back to its author. */
export const scenarioReturned = defineEvent<{
  key: string;
  version: number;
  authorId: string | null;
  byUserId: string | null;
}>('scenario.returned');
/** A scenario was put under review: whoever answers for it has to look. */
export const scenarioQuestioned = defineEvent<{ key: string; version: number; byUserId: string | null }>(
  'scenario.questioned',
);
