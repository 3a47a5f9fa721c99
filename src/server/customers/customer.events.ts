import { defineEvent } from '../platform/events.ts';

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
export const memberAdded = defineEvent<{ customerId: string; userId: string }>('member.added');
export const visibilityChanged = defineEvent<{ scope: string; target: string }>('visibility.changed');
