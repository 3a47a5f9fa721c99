import { canFollow, type OrderEvent, type OrderEventType } from './order.ts';
import type { OrderDetails } from './order.presenter.ts';

/** One of each kind, that differs from whatever has been told: only whether it may come now counts. */
const samples: Record<OrderEventType, (at: Date) => OrderEvent> = {
  accepted: (at) => ({ at, note: null, type: 'accepted' }),
  drawings_approved: (at) => ({ at, note: null, type: 'drawings_approved' }),
  production_started: (at) => ({ at, note: null, type: 'production_started' }),
  production_step: (at) => ({ at, note: null, type: 'production_step', step: 1, steps: 0, stepName: '' }),
  delayed: (at) => ({ at, note: null, type: 'delayed', newDate: '', reason: '' }),
  ready: (at) => ({ at, note: null, type: 'ready' }),
  handed_to_carrier: (at) => ({ at, note: null, type: 'handed_to_carrier', carrier: '', trackingUrl: null }),
  delivered: (at) => ({ at, note: null, type: 'delivered' }),
  installed: (at) => ({ at, note: null, type: 'installed' }),
  canceled: (at) => ({ at, note: null, type: 'canceled' }),
};

/** What may happen to an order next, for whoever records it; the usual next step first. */
export function nextEvents(order: OrderDetails, at: Date): OrderEventType[] {
  const { state, events } = order;
  const promise = { promisedOn: state.expectedOn, withInstallation: state.stages.includes('installation') };
  const types = (Object.keys(samples) as OrderEventType[]).filter(
    (type) => canFollow(promise, events, samples[type](at)) === 'yes',
  );
  return types.sort((a, b) => Number(b === state.next) - Number(a === state.next));
}
