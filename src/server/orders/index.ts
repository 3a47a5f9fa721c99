export { changeShipment, discardShipment } from './change-shipment.ts';
export { changeOrderTerms } from './change-order-terms.ts';
export type { ExpectedEvent } from './expected-events.ts';
export { countLateByCustomer } from './late-customers.queries.ts';
export { countLateOrders, countLateOrdersOf } from './late-orders.ts';
export { stages, type OrderEvent, type OrderEventType, type OrderState, type Stage } from './order.ts';
export {
  orderDelayed,
  orderPlaced,
  orderProgressed,
  orderTermsChanged,
  shipmentChanged,
  shipmentDelivered,
  shipmentHandedOver,
  type AboutOrder,
} from './order.events.ts';
export { canRecordOrders, canSeeOrder } from './order.policy.ts';
export type { OrderDetails, OrderLineView, OrderSummary } from './order.presenter.ts';
export {
  listOrders,
  orderFilters,
  orderSorts,
  type OrderFilter,
  type OrderList,
  type OrderListOptions,
  type OrderSort,
} from './order-list.queries.ts';
export { orderTable } from './order-csv.ts';
export { getOrder } from './order.queries.ts';
export {
  newOrder,
  newOrderEvent,
  newShipment,
  orderNumber,
  type NewOrder,
  type NewOrderEvent,
  type NewShipment,
} from './order.schema.ts';
export {
  listAllOrders,
  staffOrderFilters,
  type StaffOrder,
  type StaffOrderFilter,
  type StaffOrderList,
} from './staff-order-list.queries.ts';
export { nextEvents } from './next-events.ts';
export {
  offeredInOrderLine,
  orderEventForm,
  orderForm,
  orderTerms,
  shipmentAct,
  shipmentForm,
  type OrderInput,
  type OrderTerms,
} from './order-form.schema.ts';
export { nextOrderNumber, takeOrder } from './take-order.ts';
export { placeOrder } from './place-order.ts';
export { recordDelivery } from './record-delivery.ts';
export { recordOrderEvent } from './record-order-event.ts';
export { recordShipment } from './record-shipment.ts';
export { leftOf, type Shipment } from './shipment.ts';
export { forgetPerson } from './forget-person.ts';
