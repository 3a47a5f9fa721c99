import { defineEvent } from '../platform/events.ts';

/** `userId` is null when nobody has that address: the work looks the same from outside. */
export const passwordResetRequested = defineEvent<{ userId: string | null }>('password_reset.requested');
/** Somebody was given a way in and has to set a password. */
export const personInvited = defineEvent<{ userId: string }>('person.invited');
/** Somebody of ours has left. */
export const personDeactivated = defineEvent<{ userId: string }>('person.deactivated');
export const passwordChanged = defineEvent<{ userId: string }>('password.changed');
export const secondFactorEnabled = defineEvent<{ userId: string }>('second_factor.enabled');
export const secondFactorDisabled = defineEvent<{ userId: string }>('second_factor.disabled');
export const recoveryCodesRenewed = defineEvent<{ userId: string }>('recovery_codes.renewed');
/** Somebody signed in with one; it works no more. */
export const recoveryCodeUsed = defineEvent<{ userId: string }>('recovery_code.used');
export const passkeyAdded = defineEvent<{ userId: string }>('passkey.added');
export const passkeyRemoved = defineEvent<{ userId: string }>('passkey.removed');
export const emailChangeRequested = defineEvent<{ userId: string; changeId: string }>('email_change.requested');
export const emailChanged = defineEvent<{ userId: string; changeId: string }>('email.changed');
export const newDeviceSignedIn = defineEvent<{ userId: string }>('new_device.signed_in');
/** The person is nobody any more: what nobody could forget in the same transaction is forgotten now. */
export const personErased = defineEvent<{ userId: string }>('person.erased');
