import { addresses } from '#components/layouts/addresses.ts';

/** Where tasks stand: in a customer's cabinet, or at the desk of our people. */
export type TaskPlace = 'cabinet' | 'desk';

const base: Record<TaskPlace, string> = { cabinet: addresses.cabinet.tasks, desk: addresses.desk.tasks };

export const taskPath = (id: string, place: TaskPlace = 'cabinet'): string => `${base[place]}/${id}`;

export const taskFilesPath = (id: string, place: TaskPlace): string => `${taskPath(id, place)}/files`;
export const taskFilePath = (id: string, fileId: string, place: TaskPlace): string =>
  `${taskFilesPath(id, place)}/${fileId}`;

/** The form for a new task; `about` names what it is about, e.g. `order:2418`, `customer` for whom, at the desk. */
export function newTaskPath(about?: string, place: TaskPlace = 'cabinet', customer?: string): string {
  const query = new URLSearchParams();
  if (about !== undefined) query.set('about', about);
  if (customer !== undefined) query.set('customer', customer);
  return query.size === 0 ? `${base[place]}/new` : `${base[place]}/new?${query.toString()}`;
}

/** The list with a filter, an order, a search and a page; what is usual is left out of the address. */
export function taskListPath(
  choice: {
    filter?: string | undefined;
    sort?: string | undefined;
    search?: string | undefined;
    /** At the desk: only one customer's. */
    customer?: string | undefined;
    page?: number | undefined;
  },
  place: TaskPlace = 'cabinet',
): string {
  const query = new URLSearchParams();
  if (choice.search) query.set('q', choice.search);
  if (choice.filter !== undefined && choice.filter !== 'open') query.set('state', choice.filter);
  if (choice.sort !== undefined && choice.sort !== 'turn') query.set('sort', choice.sort);
  if (choice.customer) query.set('customer', choice.customer);
  if (choice.page !== undefined && choice.page > 1) query.set('page', String(choice.page));
  return query.size === 0 ? base[place] : `${base[place]}?${query.toString()}`;
}
