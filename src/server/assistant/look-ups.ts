import { getInvoice, listInvoices } from '../billing/index.ts';
import type { Ctx } from '../context.ts';
import { listDocuments } from '../documents/index.ts';
import { getOrder, listOrders } from '../orders/index.ts';
import { COMPANY_TIME_ZONE, companyDay } from '../platform/company-day.ts';
import { listTasks } from '../tasks/index.ts';
import { isLookUpName, type Effect, type LookUpName, type Value } from '../scenarios/index.ts';
import { documentItem, invoiceItem, orderItem, taskItem } from './items.ts';
import { within } from './within.ts';

type Parameters = Extract<Effect, { kind: 'lookUp' }>['parameters'];

/** As many as fit on buttons. */
const SHOWN = 8;

const hourFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: COMPANY_TIME_ZONE });
const nowAt = (ctx: Ctx) => ({ day: companyDay(ctx.clock), hour: Number(hourFormat.format(ctx.clock.now())) });

async function orders(ctx: Ctx, filter: 'active' | 'all'): Promise<Value | null> {
  const list = await listOrders(ctx, { filter, perPage: SHOWN });
  return list && list.orders.map((order) => orderItem(order, nowAt(ctx)));
}

async function invoices(ctx: Ctx, filter: 'unpaid' | 'all'): Promise<Value | null> {
  const sort = filter === 'unpaid' ? ('due' as const) : ('issued' as const);
  const list = await listInvoices(ctx, { filter, sort, descending: filter === 'all', perPage: SHOWN });
  return list && list.invoices.map(invoiceItem);
}

/** The number of the order or invoice a parameter holds. */
function numberOf(value: Value | undefined): string | null {
  const number =
    typeof value === 'object' && value !== null && !Array.isArray(value) && 'number' in value ? value.number : null;
  return typeof number === 'string' ? number : null;
}

/** Each look-up of the scenario language through the door that owns the data. Null: nothing this viewer may see. */
const performers: Record<LookUpName, (ctx: Ctx, parameters: Parameters) => Promise<Value | null>> = {
  'orders.current': (ctx) => orders(ctx, 'active'),
  'orders.all': (ctx) => orders(ctx, 'all'),
  'invoices.unpaid': (ctx) => invoices(ctx, 'unpaid'),
  'invoices.recent': (ctx) => invoices(ctx, 'all'),
  'documents.recent': async (ctx) => {
    const { viewer } = ctx;
    const list = viewer.kind === 'user' ? await listDocuments({ ...ctx, viewer }, { perPage: SHOWN }) : null;
    return list && list.documents.map(documentItem);
  },
  'tasks.open': async (ctx) => {
    const list = await listTasks(ctx, { filter: 'open', perPage: SHOWN });
    return list && list.tasks.map(taskItem);
  },
  'order.fresh': async (ctx, { order }) => {
    const number = numberOf(order);
    const found = number === null ? null : await getOrder(ctx, number);
    return found && orderItem(found, nowAt(ctx));
  },
  'invoice.fresh': async (ctx, { invoice }) => {
    const number = numberOf(invoice);
    const found = number === null ? null : await getInvoice(ctx, number);
    return found && invoiceItem(found);
  },
};

/** How many numbers of one message are tried. */
const TRIED = 2;

/** Orders that were named by number belong to the list even when they are not among the current or latest ones. */
async function withNamed(ctx: Ctx, found: Value, numbers: readonly string[]): Promise<Value> {
  if (!Array.isArray(found)) return found;
  const missing = [...new Set(numbers)].filter((number) => found.every((each) => each['number'] !== number));
  const named = await Promise.all(missing.slice(0, TRIED).map((number) => getOrder(ctx, number)));
  return [...named.filter((order) => order !== null).map((order) => orderItem(order, nowAt(ctx))), ...found];
}

/** A person does not wait longer for an answer. */
const LIMIT_MS = 5_000;

/**
 * Looks something up with the eyes of `ctx.viewer`. Null when it failed, took too long or is not theirs to see; a failure is
 * logged.
 */
export async function performLookUp(
  ctx: Ctx,
  { lookUp: name, parameters }: Pick<Extract<Effect, { kind: 'lookUp' }>, 'lookUp' | 'parameters'>,
  numbers: readonly string[] = [],
): Promise<Value | null> {
  if (!isLookUpName(name)) return null;
  try {
    const found = await within(LIMIT_MS, performers[name](ctx, parameters));
    return found !== null && name.startsWith('orders.') ? await withNamed(ctx, found, numbers) : found;
  } catch (error) {
    ctx.platform.log.error({ err: error, lookUp: name }, 'a look-up failed');
    return null;
  }
}
