import { dayIn, daysBetween } from '#content/format.ts';
import type { InvoiceSummary } from '../billing/index.ts';
import { isWaiting, type DocumentSummary } from '../documents/index.ts';
import type { OrderState, OrderSummary } from '../orders/index.ts';
import { COMPANY_TIME_ZONE } from '../platform/company-day.ts';
import type { Item, orderStages } from '../scenarios/index.ts';
import type { TaskSummary } from '../tasks/index.ts';
import { mayRescheduleFree, rescheduleUntil } from './reschedule.ts';

type StageName = (typeof orderStages)[number];

const stageAfter: Partial<Record<NonNullable<OrderState['next']>, StageName>> = {
  accepted: 'accepted',
  drawings_approved: 'accepted',
  production_started: 'drawings',
  production_step: 'production',
  ready: 'production',
  handed_to_carrier: 'ready',
  delivered: 'onTheWay',
  installed: 'delivered',
};

function stageOf(state: OrderState): StageName {
  if (state.status === 'canceled') return 'canceled';
  if (state.status === 'completed') return state.stages.includes('installation') ? 'installed' : 'delivered';
  return (state.next && stageAfter[state.next]) ?? 'accepted';
}

/** An order as scenarios speak about it (scenarios/vocabulary.ts). */
export function orderItem(order: OrderSummary, now: { day: string; hour: number }): Item {
  const { state } = order;
  const stage = stageOf(state);
  const promisedOn = state.delay?.promisedOn ?? state.expectedOn;
  // Past its day without another one: late by today's date.
  const daysLate = daysBetween(promisedOn, order.overdue ? now.day : state.expectedOn);
  return {
    number: order.number,
    title: order.title,
    stage,
    promisedOn,
    expectedOn: state.expectedOn,
    late: order.late,
    overdue: order.overdue,
    daysLate: order.late ? daysLate : 0,
    // Said inside a sentence, which brings its own full stop.
    delayReason: state.delay?.reason.replace(/[\s.]+$/u, '') ?? null,
    stepName: state.progress?.name ?? null,
    carrier: state.tracking?.carrier ?? null,
    changeable: stage === 'accepted' || stage === 'drawings',
    freeReschedule: mayRescheduleFree(state.expectedOn, now),
    rescheduleUntil: rescheduleUntil(state.expectedOn),
    path: `/cabinet/orders/${order.number}`,
  };
}

/** A document as scenarios speak about it. */
export const documentItem = (document: DocumentSummary): Item => ({
  id: document.id,
  title: document.title,
  kind: document.kind,
  waiting: isWaiting(document.state),
  changedOn: dayIn(document.changedAt, COMPANY_TIME_ZONE),
  path: `/cabinet/documents/${document.id}`,
});

/** A task as scenarios speak about it. */
export const taskItem = (task: TaskSummary): Item => ({
  id: task.id,
  title: task.title,
  state: task.turn === null ? 'done' : task.turn === 'customer' ? 'waiting' : 'underWay',
  dueOn: task.dueOn,
  overdue: task.overdue,
  path: `/cabinet/tasks/${task.id}`,
});

/** An invoice as scenarios speak about it. */
export function invoiceItem(invoice: InvoiceSummary): Item {
  const { currency, state } = invoice;
  const unpaid = state === 'due' || state === 'overdue';
  return {
    number: invoice.number,
    title: invoice.title,
    state: unpaid ? (invoice.pending ? 'processing' : 'unpaid') : state === 'paid' ? 'paid' : 'void',
    total: { amount: invoice.total, currency },
    left: { amount: invoice.due, currency },
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    overdue: state === 'overdue',
    daysOverdue: state === 'overdue' ? -invoice.daysLeft : 0,
    paidOn: invoice.paidAt ? invoice.paidAt.toISOString().slice(0, 10) : null,
    path: `/cabinet/invoices/${invoice.number}`,
  };
}
