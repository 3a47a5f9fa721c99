import { defineEvent } from '../platform/events.ts';

/** A scenario has a new published version, or none any more (`version: null`). */
export const scenarioPublished = defineEvent<{ key: string; version: number | null }>('scenario.published');
