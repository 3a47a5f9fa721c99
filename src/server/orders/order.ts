/** What can happen to an order. The events are the truth; everything else about its progress is their fold. */
export type OrderEvent = { at: Date; note: string | null } & (
  | { type: 'accepted' }
  | { type: 'drawings_approved' }
  | { type: 'production_started' }
  | { type: 'production_step'; step: number; steps: number; stepName: string }
  | { type: 'delayed'; newDate: string; reason: string }
  | { type: 'ready' }
  /** `carrier` is null where the company does not show it. */
  | { type: 'handed_to_carrier'; carrier: string | null; trackingUrl: string | null }
  | { type: 'delivered' }
  | { type: 'installed' }
  | { type: 'canceled' }
);
export type OrderEventType = OrderEvent['type'];

/** The stages a customer follows, in order. */
export const stages = ['drawings', 'cutting', 'assembly', 'shipment', 'delivery', 'installation'] as const;
export type Stage = (typeof stages)[number];

export interface OrderPromise {
  /** Day of shipment promised when the order was placed, `YYYY-MM-DD`. */
  promisedOn: string;
  withInstallation: boolean;
}

export interface OrderState {
  status: 'placed' | 'active' | 'completed' | 'canceled';
  /** The stages this order has, in order. */
  stages: Stage[];
  /** How many of them are over. */
  done: number;
  /** The stage work is going on in; null between stages and at the end. */
  now: Stage | null;
  /** What is expected to happen next; null when nothing is. */
  next: OrderEventType | null;
  /** Day of shipment as known now: the promise, or the last new date. */
  expectedOn: string;
  /** Set while the shipment is later than promised and has not happened. */
  delay: { promisedOn: string; newDate: string; reason: string } | null;
  /** How far the work in the shop is. */
  progress: { step: number; steps: number; name: string } | null;
  /** Null before it left, and where the company does not show it. */
  tracking: { carrier: string; url: string | null } | null;
  /** Left the shop: the promised day no longer matters. */
  shipped: boolean;
}

const START: Pick<OrderState, 'done' | 'now' | 'progress' | 'tracking' | 'shipped' | 'delay'> = {
  done: 0,
  now: null,
  progress: null,
  tracking: null,
  shipped: false,
  delay: null,
};

/** Where an order stands: the fold of what happened, oldest first. */
export function foldOrder(promise: OrderPromise, events: readonly OrderEvent[]): OrderState {
  const own = promise.withInstallation ? [...stages] : stages.filter((stage) => stage !== 'installation');
  const start: OrderState = {
    ...START,
    status: 'placed',
    stages: own,
    next: 'accepted',
    expectedOn: promise.promisedOn,
  };
  return events.reduce((state, event) => apply(promise, state, event), start);
}

function apply(promise: OrderPromise, state: OrderState, event: OrderEvent): OrderState {
  const at = (done: number, now: Stage | null, next: OrderEventType): OrderState => ({
    ...state,
    status: 'active',
    done,
    now,
    next,
  });
  switch (event.type) {
    case 'accepted':
      return at(0, 'drawings', 'drawings_approved');
    case 'drawings_approved':
      return at(1, null, 'production_started');
    case 'production_started':
      return at(1, 'cutting', 'production_step');
    case 'production_step': {
      const progress = { step: event.step, steps: event.steps, name: event.stepName };
      return { ...at(2, 'assembly', event.step < event.steps ? 'production_step' : 'ready'), progress };
    }
    case 'delayed':
      return {
        ...state,
        expectedOn: event.newDate,
        delay: { promisedOn: promise.promisedOn, newDate: event.newDate, reason: event.reason },
      };
    case 'ready':
      return { ...at(3, 'shipment', 'handed_to_carrier'), progress: null };
    case 'handed_to_carrier': {
      const tracking = event.carrier === null ? null : { carrier: event.carrier, url: event.trackingUrl };
      return { ...at(4, 'delivery', 'delivered'), tracking, shipped: true, delay: null };
    }
    case 'delivered':
      if (!promise.withInstallation) return finished(state);
      return { ...at(5, 'installation', 'installed'), shipped: true, delay: null };
    case 'installed':
      return finished(state);
    case 'canceled':
      return { ...state, status: 'canceled', now: null, next: null, delay: null, progress: null };
  }
}

const finished = (state: OrderState): OrderState => ({
  ...state,
  status: 'completed',
  done: state.stages.length,
  now: null,
  next: null,
  delay: null,
  shipped: true,
});

/** The shipment should have happened by today and has not. */
export const isOverdue = (state: OrderState, today: string): boolean =>
  !state.shipped && (state.status === 'active' || state.status === 'placed') && state.expectedOn < today;

/** Late: overdue, or a later day than the promised one has been announced. */
export const isLate = (state: OrderState, today: string): boolean => state.delay !== null || isOverdue(state, today);

/** Each step waits for the one before; work in the shop may repeat, a delay may be announced until the shipment. */
const after: Record<OrderEventType, readonly (OrderEventType | null)[]> = {
  accepted: [null],
  drawings_approved: ['accepted'],
  production_started: ['drawings_approved'],
  production_step: ['production_started', 'production_step'],
  delayed: ['accepted', 'drawings_approved', 'production_started', 'production_step', 'ready'],
  ready: ['production_started', 'production_step'],
  handed_to_carrier: ['ready'],
  delivered: ['handed_to_carrier'],
  installed: ['delivered'],
  canceled: [null, 'accepted', 'drawings_approved', 'production_started', 'production_step', 'ready'],
};

/**
 * Whether an event may follow what happened so far: `yes`, `repeated` when it is already there (harmless), `no` when the
 * order is not there yet, is over, or the event is older than the last one.
 */
export function canFollow(
  promise: OrderPromise,
  events: readonly OrderEvent[],
  event: OrderEvent,
): 'yes' | 'repeated' | 'no' {
  if (events.some((known) => sameFact(known, event))) return 'repeated';
  const { status } = foldOrder(promise, events);
  if (status === 'completed' || status === 'canceled') return 'no';
  const last = events.at(-1);
  if (last && event.at < last.at) return 'no';
  // A delay is beside the row of steps: what follows it follows the step before it.
  const step = events.findLast((known) => known.type !== 'delayed')?.type ?? null;
  if (event.type === 'production_step' && step === 'production_step') {
    const done = foldOrder(promise, events).progress;
    if (done && event.steps === done.steps && event.step < done.step) return 'no';
  }
  return after[event.type].includes(step) ? 'yes' : 'no';
}

function sameFact(known: OrderEvent, event: OrderEvent): boolean {
  if (known.type !== event.type) return false;
  if (known.type === 'production_step' && event.type === 'production_step') {
    return known.step === event.step && known.steps === event.steps && known.stepName === event.stepName;
  }
  if (known.type === 'delayed' && event.type === 'delayed') return known.newDate === event.newDate;
  return true;
}
