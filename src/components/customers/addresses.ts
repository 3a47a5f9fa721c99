import { addresses } from '#components/layouts/addresses.ts';

export const customersPath = addresses.desk.customers;
export const newCustomerPath = `${customersPath}/new`;

/** Parts of a customer's page, each with an address of its own. */
export const customerTabs = ['overview', 'messages', 'calls', 'people', 'settings'] as const;
export type CustomerTab = (typeof customerTabs)[number];

export const customerPath = (id: string, tab: CustomerTab = 'overview'): string =>
  tab === 'overview' ? `${customersPath}/${id}` : `${customersPath}/${id}/${tab}`;

/** Where a look at the cabinet begins. */
export const previewPath = (id: string): string => `${customersPath}/${id}/preview`;

/** Another staff page, with only what belongs to this customer. */
export const ofCustomer = (path: string, id: string): string =>
  `${path}?${new URLSearchParams({ customer: id }).toString()}`;

export interface CustomerListChoice {
  q?: string | undefined;
  segment?: string | undefined;
  manager?: string | undefined;
  debt?: string | undefined;
  late?: boolean | undefined;
  sort?: string | undefined;
  descending?: boolean | undefined;
  page?: number | undefined;
}

/** The list with its filters; what is usual is left out of the address. */
export const customerListPath = (choice: CustomerListChoice): string => withQuery(customersPath, choice);

/** The same rows as a table for spreadsheets. */
export const customerExportPath = (choice: CustomerListChoice): string =>
  withQuery(`${customersPath}/export`, { ...choice, page: undefined });

function withQuery(path: string, choice: CustomerListChoice): string {
  const query = new URLSearchParams();
  if (choice.q) query.set('q', choice.q);
  if (choice.segment) query.set('segment', choice.segment);
  if (choice.manager) query.set('manager', choice.manager);
  if (choice.debt !== undefined && choice.debt !== 'any') query.set('debt', choice.debt);
  if (choice.late) query.set('late', 'yes');
  if (choice.sort !== undefined && choice.sort !== 'name') query.set('sort', choice.sort);
  if (choice.descending) query.set('order', 'desc');
  if (choice.page !== undefined && choice.page > 1) query.set('page', String(choice.page));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** The same people at the desk. */
export const memberPath = (customerId: string, userId: string): string =>
  `${customerPath(customerId, 'people')}/${userId}`;

export const colleaguePath = (userId: string): string => `${addresses.cabinet.people}/${userId}`;
export const removalPath = (userId: string): string => `${colleaguePath(userId)}/removal`;
export const invitationPath = (id: string): string => `${addresses.cabinet.people}/invitations/${id}`;
