import { defineEvent } from '../platform/events.ts';

/** A scanner objected to an upload. */
export const fileQuarantined = defineEvent<{ fileId: string; byUserId: string | null }>('file.quarantined');

/** Somebody decided about a file in quarantine. */
export const fileCleared = defineEvent<DecidedFile>('file.cleared');
export const fileRejected = defineEvent<DecidedFile>('file.rejected');

interface DecidedFile {
  fileId: string;
  /** Who had sent it; null for the system. */
  uploadedBy: string | null;
  byUserId: string | null;
}
