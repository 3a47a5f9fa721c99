import { canSeeField } from '../customers/index.ts';
import type { Viewer } from '../identity/index.ts';
import type { OrderEvent } from './order.ts';
import type { OrderDetails, OrderSummary } from './order.presenter.ts';

/**
 * An order without what the company does not show this viewer. Whatever leaves this module for a reader goes through here: the
 * page, the list, the search and the assistant then know no more than each other.
 */
export function summaryFor(viewer: Viewer, order: OrderSummary): OrderSummary {
  const shows = shownTo(viewer, order.customerId);
  const { state } = order;
  return {
    ...order,
    total: shows.prices ? order.total : null,
    latest: order.latest && shows.event(order.latest) ? shows.strip(order.latest) : null,
    state: {
      ...state,
      progress: shows.steps ? state.progress : null,
      tracking: shows.tracking ? state.tracking : null,
    },
  };
}

export function detailsFor(viewer: Viewer, order: OrderDetails): OrderDetails {
  const shows = shownTo(viewer, order.customerId);
  const events = order.events.filter(shows.event).map(shows.strip);
  return {
    ...order,
    ...summaryFor(viewer, order),
    latest: events.at(-1) ?? null,
    events,
    lines: order.lines.map((line) => (shows.prices ? line : { ...line, unitPrice: null, amount: null })),
  };
}

function shownTo(viewer: Viewer, customerId: string) {
  const steps = canSeeField(viewer, customerId, 'order.steps');
  const tracking = canSeeField(viewer, customerId, 'order.tracking');
  return {
    prices: canSeeField(viewer, customerId, 'order.prices'),
    steps,
    tracking,
    event: (event: OrderEvent): boolean => steps || event.type !== 'production_step',
    strip: (event: OrderEvent): OrderEvent =>
      tracking || event.type !== 'handed_to_carrier' ? event : { ...event, carrier: '', trackingUrl: null },
  };
}
