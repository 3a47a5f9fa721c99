import type { UserViewer, Viewer } from '../identity/index.ts';
import { defineEvent } from '../platform/events.ts';
import type { OrderEventType } from './order.ts';

/** Which order, whose it is, and who told us; null for the systems of the shop. */
export interface AboutOrder {
  orderId: string;
  customerId: string;
  number: string;
  byUserId: UserViewer['userId'] | null;
}

export const orderPlaced = defineEvent<AboutOrder>('order.placed');
/** Another promised day or address, as agreed. */
export const orderTermsChanged = defineEvent<AboutOrder>('order.terms_changed');
/** Something happened to an order; `type` says what. */
export const orderProgressed = defineEvent<AboutOrder & { type: OrderEventType }>('order.progressed');
/** Published beside `order.progressed` when a later day was announced. */
export const orderDelayed = defineEvent<AboutOrder>('order.delayed');
export const shipmentHandedOver = defineEvent<AboutOrder & { shipmentId: string }>('shipment.handed-over');
/** Who carries it, or how to follow it, was corrected. */
export const shipmentChanged = defineEvent<AboutOrder & { shipmentId: string }>('shipment.changed');
export const shipmentDelivered = defineEvent<AboutOrder & { shipmentId: string }>('shipment.delivered');

export const aboutOrder = (viewer: Viewer, order: { id: string; customerId: string; number: string }): AboutOrder => ({
  orderId: order.id,
  customerId: order.customerId,
  number: order.number,
  byUserId: viewer.kind === 'user' ? viewer.userId : null,
});
