import { defineEvent } from '../platform/events.ts';

export const customerCreated = defineEvent<{ customerId: string }>('customer.created');
export const memberAdded = defineEvent<{ customerId: string; userId: string }>('member.added');
export const visibilityChanged = defineEvent<{ scope: string; target: string }>('visibility.changed');
