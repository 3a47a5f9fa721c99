import { defineEvent } from '../platform/events.ts';

/** A scanner objected to an upload. */
export const fileQuarantined = defineEvent<{ fileId: string; byUserId: string | null }>('file.quarantined');
