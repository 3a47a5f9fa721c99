import { defineEvent } from '../platform/events.ts';
import type { OrderEventType } from './order.ts';

export const orderPlaced = defineEvent<{ orderId: string }>('order.placed');
/** Something happened to an order; `type` says what. */
export const orderProgressed = defineEvent<{ orderId: string; type: OrderEventType }>('order.progressed');
