import { and, eq, gte, isNotNull, lt, lte, ne, notInArray, sql } from 'drizzle-orm';
import { prepared } from '#db/prepared.ts';
import { creditEntries, invoices, payments, refunds } from '#db/schema/billing.ts';
import { dayIn } from '#content/format.ts';
import type { Ctx } from '../context.ts';
import { companyDay, companyMidnight, COMPANY_TIME_ZONE, dayAfter } from '../platform/company-day.ts';
import { received } from './invoice-sums.ts';
import type { Currency } from './invoice.ts';
import { canSeeInvoice } from './invoice.policy.ts';
import { drawUp, inOrder, type CurrencyStatement, type Movement } from './statement.ts';

export interface Period {
  /** First and last day, `YYYY-MM-DD`, as days where the company works. */
  from: string;
  to: string;
}

export interface Statement extends Period {
  customerId: string;
  /** One for each currency that has anything to tell. */
  currencies: CurrencyStatement[];
  /** The period holds more than a paper can: only sums are given, no lines. */
  tooLong: boolean;
}

/** As many movements as a paper holds. */
export const MOST_LINES = 5_000;

// A void invoice never was: neither it nor its end stands on a statement; what had been paid for it is credit.
const issued = and(
  eq(invoices.customerId, sql.placeholder('customerId')),
  notInArray(invoices.status, ['draft', 'void']),
);
// Credit is money that came before: spending it, or getting it back, moves nothing between the two sides.
const paid = and(
  eq(invoices.customerId, sql.placeholder('customerId')),
  eq(payments.status, 'succeeded'),
  ne(payments.method, 'credit'),
  isNotNull(payments.settledAt),
);
const returned = and(
  eq(invoices.customerId, sql.placeholder('customerId')),
  eq(refunds.status, 'succeeded'),
  ne(payments.method, 'credit'),
  isNotNull(refunds.settledAt),
);
const first = sql.placeholder('first');
const after = sql.placeholder('after');
const owed = sql<number>`case when ${invoices.status} = 'uncollectible' then ${received} else ${invoices.total} end`;
const total = sql`${invoices.total}`;

const invoicedBefore = prepared((db) =>
  db
    .select({ currency: invoices.currency, sum: sql<number>`coalesce(sum(${owed}), 0)` })
    .from(invoices)
    .where(and(issued, lt(invoices.issuedOn, sql.placeholder('from'))))
    .groupBy(invoices.currency),
);
const paidBefore = prepared((db) =>
  db
    .select({ currency: payments.currency, sum: sql<number>`-sum(${payments.amount})` })
    .from(invoices)
    .innerJoin(payments, eq(payments.invoiceId, invoices.id))
    .where(and(paid, lt(payments.settledAt, first)))
    .groupBy(payments.currency),
);
const returnedBefore = prepared((db) =>
  db
    .select({ currency: refunds.currency, sum: sql<number>`sum(${refunds.amount})` })
    .from(invoices)
    .innerJoin(payments, eq(payments.invoiceId, invoices.id))
    .innerJoin(refunds, eq(refunds.paymentId, payments.id))
    .where(and(returned, lt(refunds.settledAt, first)))
    .groupBy(refunds.currency),
);
const invoicesIn = prepared((db) =>
  db
    .select({
      day: invoices.issuedOn,
      number: invoices.number,
      title: invoices.title,
      currency: invoices.currency,
      amount: sql<number>`${total}`,
      lost: sql<number>`${total} - ${owed}`,
    })
    .from(invoices)
    .where(and(issued, gte(invoices.issuedOn, sql.placeholder('from')), lte(invoices.issuedOn, sql.placeholder('to'))))
    .orderBy(invoices.issuedOn, invoices.number)
    .limit(sql.placeholder('limit')),
);
const about = { number: invoices.number, title: invoices.title, method: payments.method };
const paymentsIn = prepared((db) =>
  db
    .select({
      ...about,
      at: payments.settledAt,
      reference: payments.reference,
      currency: payments.currency,
      amount: payments.amount,
    })
    .from(invoices)
    .innerJoin(payments, eq(payments.invoiceId, invoices.id))
    .where(and(paid, gte(payments.settledAt, first), lt(payments.settledAt, after)))
    .orderBy(payments.settledAt, payments.id)
    .limit(sql.placeholder('limit')),
);
const refundsIn = prepared((db) =>
  db
    .select({
      ...about,
      at: refunds.settledAt,
      reference: refunds.reference,
      currency: refunds.currency,
      amount: refunds.amount,
    })
    .from(invoices)
    .innerJoin(payments, eq(payments.invoiceId, invoices.id))
    .innerJoin(refunds, eq(refunds.paymentId, payments.id))
    .where(and(returned, gte(refunds.settledAt, first), lt(refunds.settledAt, after)))
    .orderBy(refunds.settledAt, refunds.id)
    .limit(sql.placeholder('limit')),
);
// What is being given back has not left yet: it is credit until the refund is done.
const since = sql`case when ${creditEntries.source} = 'refund' then ${refunds.settledAt} else ${creditEntries.createdAt} end`;
const creditAt = prepared((db) =>
  db
    .select({ currency: creditEntries.currency, sum: sql<number>`sum(${creditEntries.amount})` })
    .from(creditEntries)
    .leftJoin(refunds, eq(refunds.id, creditEntries.refundId))
    .where(and(eq(creditEntries.customerId, sql.placeholder('customerId')), sql`${since} < ${after}`))
    .groupBy(creditEntries.currency),
);

/**
 * What a customer owed at the beginning of a period, what changed it, and what they owed at its end; per currency. By
 * default of the customer whose cabinet is shown; null when invoices are not the viewer's. Seven queries, whatever the
 * period; where it is too long three more for each of its months.
 */
export async function getStatement(
  ctx: Ctx,
  period: Period,
  options: { customerId?: string } = {},
): Promise<Statement | null> {
  const customerId = options.customerId ?? (ctx.viewer.kind === 'user' ? ctx.viewer.customerId : null);
  if (!customerId || !canSeeInvoice(ctx.viewer, { customerId })) return null;
  const { read } = ctx.db;
  const given = {
    customerId,
    ...period,
    ...instantsOf(period),
  };
  const before = [
    ...(await invoicedBefore(read, given)),
    ...(await paidBefore(read, given)),
    ...(await returnedBefore(read, given)),
  ];
  const movements = await movementsOf(ctx, customerId, { ...period, limit: MOST_LINES + 1 });
  const credits = await creditAt(read, given);
  const sumOf = (rows: readonly { currency: Currency; sum: number }[], currency: Currency) =>
    rows.reduce((all, row) => (row.currency === currency ? all + row.sum : all), 0);
  const tooLong = movements.length > MOST_LINES;
  const told = new Set([...before, ...movements, ...credits].map(({ currency }) => currency));
  // Of more than was read just now only the sums are kept.
  const sums = tooLong ? await turnoverOf(ctx, customerId, period) : null;
  const all = sums ? [...new Set([...told, ...sums.map(({ currency }) => currency)])] : [...told];
  return {
    customerId,
    ...period,
    tooLong,
    currencies: (['RUB', 'EUR', 'USD'] as const)
      .filter((currency) => all.includes(currency))
      .map((currency) => {
        const ofIt = (movement: { currency: Currency }) => movement.currency === currency;
        const drawn = drawUp(
          currency,
          sumOf(before, currency),
          (sums ?? movements).filter(ofIt),
          sumOf(credits, currency),
        );
        return sums ? { ...drawn, lines: [] } : drawn;
      }),
  };
}

/** Everything that happened in a period, a month at a time and each month in order: what a table of any length is made of. */
export async function* movementsByMonth(ctx: Ctx, customerId: string, period: Period): AsyncGenerator<Movement[]> {
  for (const month of monthsOf(period)) yield inOrder(await movementsOf(ctx, customerId, { ...month, limit: ALL }));
}

/** What was added and what was taken in a period, as two movements for each currency. */
async function turnoverOf(ctx: Ctx, customerId: string, period: Period): Promise<Movement[]> {
  const sums = new Map<string, Movement>();
  for await (const month of movementsByMonth(ctx, customerId, period)) {
    for (const movement of month) {
      const key = `${movement.currency} ${Math.sign(movement.amount)}`;
      const sum = sums.get(key);
      if (sum) sum.amount += movement.amount;
      else sums.set(key, { ...movement });
    }
  }
  return [...sums.values()];
}

/** SQLite takes a negative limit for none (https://www.sqlite.org/lang_select.html#limitoffset). */
const ALL = -1;

async function movementsOf(
  ctx: Ctx,
  customerId: string,
  { from, to, limit }: Period & { limit: number },
): Promise<Movement[]> {
  const { read } = ctx.db;
  const given = { customerId, from, to, ...instantsOf({ from, to }), limit };
  return [
    ...(await invoicesIn(read, given)).flatMap(({ lost, ...row }): Movement[] => {
      const invoice = { ...row, kind: 'invoice', method: null, reference: null } as const;
      return lost > 0 ? [invoice, { ...invoice, kind: 'written_off', amount: -lost }] : [invoice];
    }),
    ...(await paymentsIn(read, given)).map((row): Movement => ({
      ...dated(row),
      kind: 'payment',
      amount: -row.amount,
    })),
    ...(await refundsIn(read, given)).map((row): Movement => ({ ...dated(row), kind: 'refund' })),
  ];
}

/** Where a period begins and where it is over, in milliseconds since the epoch. */
const instantsOf = ({ from, to }: Period) => ({
  first: companyMidnight(from).getTime(),
  after: companyMidnight(dayAfter(to)).getTime(),
});

/** A period cut at the ends of months. */
export function* monthsOf({ from, to }: Period): Generator<Period> {
  for (let first = from; first <= to;) {
    const next = new Date(`${first.slice(0, 7)}-01T00:00:00Z`);
    next.setUTCMonth(next.getUTCMonth() + 1);
    const begins = next.toISOString().slice(0, 10);
    next.setUTCDate(0);
    const last = next.toISOString().slice(0, 10);
    yield { from: first, to: last < to ? last : to };
    first = begins;
  }
}

function dated<T extends { at: Date | null }>({ at, ...row }: T): Omit<T, 'at'> & { day: string } {
  return { ...row, day: dayIn(at ?? new Date(0), COMPANY_TIME_ZONE) };
}

/** The day it is where the company works. */
export const today = (ctx: Ctx): string => companyDay(ctx.clock);
