import { defineEvent } from '../platform/events.ts';

/** `byUserId` is who did it; null for the application itself. */
export const customerCreated = defineEvent<{ customerId: string }>('customer.created');
export const customerDetailsChanged = defineEvent<{ customerId: string; byUserId: string | null }>(
  'customer.details_changed',
);
/** Another manager or segment. */
export const customerCareChanged = defineEvent<{
  customerId: string;
  managerId: string | null;
  byUserId: string | null;
}>('customer.care_changed');
export const memberAdded = defineEvent<{ customerId: string; userId: string; byUserId: string | null }>('member.added');
export const memberRemoved = defineEvent<{ customerId: string; userId: string; byUserId: string | null }>(
  'member.removed',
);
export const memberRoleChanged = defineEvent<{ customerId: string; userId: string; byUserId: string | null }>(
  'member.role_changed',
);
/** Also when the mail is sent once more. Whether the address has an account is nobody's business: there is no `userId`. */
export const memberInvited = defineEvent<{ customerId: string; invitationId: string; byUserId: string }>(
  'member.invited',
);
export const visibilityChanged = defineEvent<{ scope: string; target: string }>('visibility.changed');
