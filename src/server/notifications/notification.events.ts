import { defineEvent } from '../platform/events.ts';

/** A person is to be told by mail, now. */
export const notificationMailDue = defineEvent<{ notificationId: string }>('notification.mail-due');
/** A digest was put together and is to be sent. */
export const digestDue = defineEvent<{ digestId: string }>('digest.due');

/** News that was published, by the event that said so, and the customer up to whom everybody was told. */
export interface NewsPortion {
  postId: string;
  byUserId: string | null;
  publishedId: string;
  /** Milliseconds since 1970. */
  publishedAt: number;
  after: string;
}
/** The rest of the customers is to be told of news. */
export const newsPortionDue = defineEvent<NewsPortion>('notification.news-portion-due');
