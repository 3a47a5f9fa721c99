import { addresses } from '#components/layouts/addresses.ts';

export const notificationsPath = (
  side: 'cabinet' | 'desk',
  query: { unread?: boolean; page?: number } = {},
): string => {
  const said = new URLSearchParams();
  if (query.unread) said.set('show', 'unread');
  if (query.page !== undefined && query.page > 1) said.set('page', String(query.page));
  return `/${side}/notifications${said.size > 0 ? `?${said.toString()}` : ''}`;
};
/** Takes the form of one notification, which leads on to what it is about, and the one that marks all as read. */
export const readPath = '/account/notifications/read';
export const preferencesPath = addresses.notifications;
