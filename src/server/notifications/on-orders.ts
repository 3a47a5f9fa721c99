import { canSeeField } from '../customers/index.ts';
import { getOrder, orderDelayed, orderProgressed, type OrderEventType } from '../orders/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import type { Kind } from './kinds.ts';
import { membersFor } from './receivers.ts';
import { systemCtx, type App } from './system-ctx.ts';
import { tell } from './tell.ts';

/** A delay is told by its own event, with both dates. */
const kindOf: Record<OrderEventType, Kind | null> = {
  accepted: 'order.accepted',
  drawings_approved: 'order.step',
  production_started: 'order.step',
  production_step: 'order.step',
  delayed: null,
  ready: 'order.ready',
  handed_to_carrier: 'order.handedOver',
  delivered: 'order.delivered',
  installed: 'order.step',
  canceled: 'order.canceled',
};

/** What happens to orders. That one was placed is told when it is accepted; shipments go with the events of their order. */
export const onOrders = (app: App): Subscription[] => [
  subscribe(orderProgressed, 'notifications.order-progressed', async ({ id, payload, createdAt: at }) => {
    const { number, customerId, byUserId, type } = payload;
    const kind = kindOf[type];
    if (kind === null) return;
    const ctx = systemCtx(app);
    const order = await getOrder(ctx, number);
    if (!order) return;
    const field = type === 'production_step' ? ('order.steps' as const) : undefined;
    const members = await membersFor(ctx, kind, {
      customerId,
      except: [byUserId],
      also: (viewer) => field === undefined || canSeeField(viewer, customerId, field),
    });
    // The step this is about: by now there may be a later one, which is told by its own event.
    const step = order.events.findLast((event) => event.type === 'production_step' && event.at <= at);
    const counted = field !== undefined && step?.type === 'production_step' ? step : null;
    const values = {
      number,
      title: order.title,
      step: type,
      done: counted?.step ?? 0,
      steps: counted?.steps ?? 0,
    };
    await tell(ctx, { key: id, kind, customerId, field, target: `order:${number}`, values, at }, members);
  }),
  subscribe(orderDelayed, 'notifications.order-delayed', async ({ id, payload, createdAt: at }) => {
    const { number, customerId, byUserId } = payload;
    const ctx = systemCtx(app);
    const order = await getOrder(ctx, number);
    // The latest day is the one that counts, also when this is told late.
    const delay = order?.events.findLast((event) => event.type === 'delayed');
    if (!order || !delay) return;
    const kind = 'order.delayed';
    const members = await membersFor(ctx, kind, { customerId, except: [byUserId] });
    const values = { number, title: order.title, day: { day: delay.newDate }, reason: delay.reason };
    await tell(ctx, { key: id, kind, customerId, target: `order:${number}`, values, at }, members);
  }),
];
