import { defineEvent } from '../platform/events.ts';

/** `userId` is null when nobody has that address: the work looks the same from outside. */
export const passwordResetRequested = defineEvent<{ userId: string | null }>('password_reset.requested');
export const passwordChanged = defineEvent<{ userId: string }>('password.changed');
