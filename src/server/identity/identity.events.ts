import { defineEvent } from '../platform/events.ts';

/** `userId` is null when nobody has that address: the work looks the same from outside. */
export const passwordResetRequested = defineEvent<{ userId: string | null }>('password_reset.requested');
/** Somebody was given a way in and has to set a password. */
export const personInvited = defineEvent<{ userId: string }>('person.invited');
/** Somebody of ours has left. */
export const personDeactivated = defineEvent<{ userId: string }>('person.deactivated');
export const passwordChanged = defineEvent<{ userId: string }>('password.changed');
