import { addresses } from '#components/layouts/addresses.ts';

export const newsPath = (id: string): string => `${addresses.cabinet.news}/${id}`;
export const newsReadPath = (id: string): string => `${newsPath(id)}/read`;
export const allNewsReadPath = `${addresses.cabinet.news}/read`;
export const newsPage = (page: number): string =>
  page > 1 ? `${addresses.cabinet.news}?page=${String(page)}` : addresses.cabinet.news;
/** The feed of one person, with its secret. */
export const feedPath = (token: string): string => `/news/feed/${token}.xml`;

export const postPath = (id: string): string => `${addresses.desk.news}/${id}`;
export const newPostPath = `${addresses.desk.news}/new`;
export function postListPath(choice: { filter?: string | undefined; page?: number | undefined }): string {
  const query = new URLSearchParams();
  if (choice.filter !== undefined && choice.filter !== 'all') query.set('state', choice.filter);
  if (choice.page !== undefined && choice.page > 1) query.set('page', String(choice.page));
  return query.size === 0 ? addresses.desk.news : `${addresses.desk.news}?${query.toString()}`;
}
