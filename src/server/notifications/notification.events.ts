import { defineEvent } from '../platform/events.ts';

/** A person is to be told by mail, now. */
export const notificationMailDue = defineEvent<{ notificationId: string }>('notification.mail-due');
/** A digest was put together and is to be sent. */
export const digestDue = defineEvent<{ digestId: string }>('digest.due');
