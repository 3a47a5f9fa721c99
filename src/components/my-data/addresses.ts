import { addresses } from '../layouts/addresses.ts';
import type { CustomerKind, OwnKind } from '#server/my-data/index.ts';

export const exportPath = `${addresses.myData}/export`;

/** Erasing requests at the desk, a page of them. */
export const erasuresPath = (page = 1): string =>
  page === 1 ? '/desk/erasures' : `/desk/erasures?page=${String(page)}`;

/** Where a person looks at what is counted. Null where the page of data itself is all there is, or it lies within others. */
export const ownKindPath: Record<OwnKind, string | null> = {
  sessions: addresses.sessions,
  signIns: `${addresses.sessions}#history`,
  passkeys: `${addresses.security}#passkeys`,
  notifications: '/account/notifications',
  conversations: addresses.cabinet.messages,
  calls: null,
  drafts: addresses.cabinet.messages,
  votes: null,
};

export const customerKindPath: Record<CustomerKind, string> = {
  invoices: addresses.cabinet.invoices,
  orders: addresses.cabinet.orders,
  documents: addresses.cabinet.documents,
  tasks: addresses.cabinet.tasks,
};
