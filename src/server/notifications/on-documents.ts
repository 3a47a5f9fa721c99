import { peopleOfCustomer } from '../customers/index.ts';
import {
  documentAccepted,
  documentDeclined,
  documentOffered,
  documentSigned,
  documentUploaded,
  documentVersionAdded,
  noticeOfDocument,
  type AboutDocument,
} from '../documents/index.ts';
import { subscribe, type EventType, type Subscription } from '../platform/events.ts';
import { membersFor, sideOfPerson, staffFor } from './receivers.ts';
import { systemCtx, type App } from './system-ctx.ts';
import { tell } from './tell.ts';

interface Happened {
  id: string;
  payload: AboutDocument;
  createdAt: Date;
}

/** To the customer: a document, or a new version of one. What was taken back in the meantime is not announced. */
async function tellCustomer(app: App, kind: 'document.offered' | 'document.version', event: Happened): Promise<void> {
  const ctx = systemCtx(app);
  const { documentId, customerId, byUserId } = event.payload;
  const document = await noticeOfDocument(ctx, documentId);
  if (!document || document.withdrawn) return;
  const { title, asks, version } = document;
  const members = await membersFor(ctx, kind, { customerId, except: [byUserId] });
  const about = { kind, customerId, target: `document:${documentId}`, values: { title, asks, version } };
  await tell(ctx, { ...about, key: event.id, at: event.createdAt }, members);
}

/** To our side: what the customer sent or answered, told to whoever gave the document, else to their manager. */
async function tellStaff(app: App, what: string, { id, payload, createdAt: at }: Happened): Promise<void> {
  const ctx = systemCtx(app);
  const { documentId, customerId, byUserId } = payload;
  const document = await noticeOfDocument(ctx, documentId);
  if (!document) return;
  const { title, reason, createdBy, addedBy } = document;
  const { name: customer } = await peopleOfCustomer(ctx.db.read, customerId);
  const values = { title, customer, what, reason: reason ?? '', why: reason === null ? 'none' : 'said' };
  const staff = await staffFor(ctx, customerId, { except: [byUserId], involved: [createdBy, addedBy] });
  const about = { kind: 'customer.document', customerId, target: `document:${documentId}`, values } as const;
  await tell(ctx, { ...about, key: id, at }, staff);
}

const answers: readonly [EventType<AboutDocument & { version: number }>, string, string][] = [
  [documentAccepted, 'accepted', 'notifications.document-accepted'],
  [documentDeclined, 'declined', 'notifications.document-declined'],
  [documentSigned, 'signed', 'notifications.document-signed'],
];

/** Documents, told to the side that did not act. */
export const onDocuments = (app: App): Subscription[] => [
  subscribe(documentOffered, 'notifications.document-offered', (event) => tellCustomer(app, 'document.offered', event)),
  subscribe(documentVersionAdded, 'notifications.document-version', async (event) =>
    (await sideOfPerson(systemCtx(app), event.payload.byUserId)) === 'customer'
      ? tellStaff(app, 'version', event)
      : tellCustomer(app, 'document.version', event),
  ),
  subscribe(documentUploaded, 'notifications.document-uploaded', (event) => tellStaff(app, 'uploaded', event)),
  ...answers.map(([type, what, name]) => subscribe(type, name, (event) => tellStaff(app, what, event))),
];
