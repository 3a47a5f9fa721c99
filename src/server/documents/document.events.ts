import type { Viewer } from '../identity/index.ts';
import { defineEvent } from '../platform/events.ts';

/** Which document, whose it is, and who did it; null for the system. */
export interface AboutDocument {
  documentId: string;
  customerId: string;
  byUserId: string | null;
}

export const documentOffered = defineEvent<AboutDocument>('document.offered');
export const documentUploaded = defineEvent<AboutDocument>('document.uploaded');
export const documentVersionAdded = defineEvent<AboutDocument & { version: number }>('document.version-added');
export const documentAccepted = defineEvent<AboutDocument & { version: number }>('document.accepted');
export const documentDeclined = defineEvent<AboutDocument & { version: number }>('document.declined');
export const documentSigned = defineEvent<AboutDocument & { version: number }>('document.signed');
export const documentWithdrawn = defineEvent<AboutDocument>('document.withdrawn');
/** Somebody wants to sign and needs a code. The code itself is made when it is mailed. */
export const documentCodeRequested = defineEvent<{ documentId: string; versionId: string; userId: string }>(
  'document.code-requested',
);

export const aboutDocument = (viewer: Viewer, document: { id: string; customerId: string }): AboutDocument => ({
  documentId: document.id,
  customerId: document.customerId,
  byUserId: viewer.kind === 'user' ? viewer.userId : null,
});
