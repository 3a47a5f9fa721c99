export { countLateOrders } from './late-orders.ts';
export { stages, type OrderEvent, type OrderEventType, type OrderState, type Stage } from './order.ts';
export { orderPlaced, orderProgressed } from './order.events.ts';
export { canRecordOrders, canSeeOrder } from './order.policy.ts';
export type { OrderDetails, OrderSummary } from './order.presenter.ts';
export { getOrder, listOrders, type OrderFilter, type OrderList } from './order.queries.ts';
export { newOrder, newOrderEvent, orderNumber, type NewOrder, type NewOrderEvent } from './order.schema.ts';
export { placeOrder } from './place-order.ts';
export { recordOrderEvent } from './record-order-event.ts';
