import { addresses } from '#components/layouts/addresses.ts';

/** Where documents stand: in a customer's cabinet, or at the desk of our people. */
export type DocumentPlace = 'cabinet' | 'desk';
const base: Record<DocumentPlace, string> = { cabinet: addresses.cabinet.documents, desk: addresses.desk.documents };

export const documentPath = (id: string, place: DocumentPlace = 'cabinet'): string => `${base[place]}/${id}`;

/** The form for a new document; `about` names what it belongs to, e.g. `order:2418`. */
export const newDocumentPath = (place: DocumentPlace = 'cabinet', query: Record<string, string> = {}): string => {
  const text = new URLSearchParams(query).toString();
  return `${base[place]}/new${text === '' ? '' : `?${text}`}`;
};

/** Files that a scanner objected to, for our people. */
export const quarantinePath = `${base.desk}/quarantine`;

/** The file of a version; both sides download it here. */
export const documentFilePath = (id: string, version: number): string =>
  `${documentPath(id)}/versions/${String(version)}/file`;
export const signingSheetPath = (id: string, version: number): string =>
  `${documentPath(id)}/versions/${String(version)}/sheet`;

export interface DocumentChoice {
  filter?: string | undefined;
  search?: string | undefined;
  customerId?: string | undefined;
  page?: number | undefined;
}

/** The list; what is usual is left out of the address. */
export function documentListPath(choice: DocumentChoice = {}, place: DocumentPlace = 'cabinet'): string {
  const query = new URLSearchParams();
  if (choice.search) query.set('q', choice.search);
  if (choice.filter !== undefined && choice.filter !== 'all') query.set('show', choice.filter);
  if (choice.customerId) query.set('customer', choice.customerId);
  if (choice.page !== undefined && choice.page > 1) query.set('page', String(choice.page));
  return query.size === 0 ? base[place] : `${base[place]}?${query.toString()}`;
}
