import { and, asc, eq, inArray, isNull, lte, ne, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { prepared, preparedOne } from '#db/prepared.ts';
import { creditEntries, invoices, paymentAllocations, payments, paymentWebhooks } from '#db/schema/billing.ts';
import type { Tx } from '#db/write.ts';
import type { Currency } from './invoice.ts';
import type { Account, Pot, Share } from './settlement.ts';

export type PaymentRow = typeof payments.$inferSelect;
export type InvoiceRow = typeof invoices.$inferSelect;

const counted = sql<number>`coalesce(sum(${paymentAllocations.amount}), 0)`;

/** What counts for an invoice, in minor units. Inside a transaction it is exact until the commit. */
export async function receivedOn(db: Reader | Tx, invoiceId: string): Promise<number> {
  const [row] = await db
    .select({ counted })
    .from(paymentAllocations)
    .where(and(eq(paymentAllocations.invoiceId, invoiceId), eq(paymentAllocations.state, 'counted')));
  return row?.counted ?? 0;
}

/** Invoices with what counts for them. */
export async function accountsOf(db: Reader | Tx, invoiceIds: readonly string[]): Promise<(Account & InvoiceRow)[]> {
  const found: (Account & InvoiceRow)[] = [];
  for (const row of await db
    .select()
    .from(invoices)
    .where(inArray(invoices.id, [...new Set(invoiceIds)]))) {
    found.push({ ...row, counted: await receivedOn(db, row.id) });
  }
  return found;
}

/** What a payment asks for which invoice, in the order in which the payer saw them. */
export async function sharesOf(db: Reader | Tx, paymentId: string): Promise<Share[]> {
  return db
    .select({ invoiceId: paymentAllocations.invoiceId, amount: paymentAllocations.asked })
    .from(paymentAllocations)
    .where(and(eq(paymentAllocations.paymentId, paymentId), eq(paymentAllocations.kind, 'payment')))
    .orderBy(asc(paymentAllocations.position));
}

/** What of a payment still counts for each of its invoices and is not being given back. */
export async function potsOf(db: Reader | Tx, paymentId: string): Promise<Pot[]> {
  return db
    .select({ invoiceId: paymentAllocations.invoiceId, left: counted })
    .from(paymentAllocations)
    .where(and(eq(paymentAllocations.paymentId, paymentId), ne(paymentAllocations.state, 'dropped')))
    .groupBy(paymentAllocations.invoiceId)
    .orderBy(asc(sql`min(${paymentAllocations.position})`));
}

/** A customer's credit in one currency. */
export async function creditIn(db: Reader | Tx, customerId: string, currency: Currency): Promise<number> {
  const [row] = await db
    .select({ sum: sql<number>`coalesce(sum(${creditEntries.amount}), 0)` })
    .from(creditEntries)
    .where(and(eq(creditEntries.customerId, customerId), eq(creditEntries.currency, currency)));
  return row?.sum ?? 0;
}

/** What of one payment became credit and was not given back. Whether it was spent, only the customer's sum can tell. */
export async function creditFrom(db: Reader | Tx, paymentId: string): Promise<number> {
  const [row] = await db
    .select({ sum: sql<number>`coalesce(sum(${creditEntries.amount}), 0)` })
    .from(creditEntries)
    .where(eq(creditEntries.paymentId, paymentId));
  return row?.sum ?? 0;
}

/** Online payments under way that touch any of these invoices; at most one for each. */
export async function pendingOn(db: Reader | Tx, invoiceIds: readonly string[]): Promise<PaymentRow[]> {
  const touching = db
    .select({ id: paymentAllocations.paymentId })
    .from(paymentAllocations)
    .where(
      and(
        inArray(paymentAllocations.invoiceId, [...invoiceIds]),
        eq(paymentAllocations.kind, 'payment'),
        eq(paymentAllocations.state, 'pending'),
      ),
    );
  return db.select().from(payments).where(inArray(payments.id, touching)).orderBy(asc(payments.id));
}

export const findPayment = preparedOne((db) =>
  db
    .select()
    .from(payments)
    .where(eq(payments.id, sql.placeholder('id'))),
);

export const findPaymentByCheckout = preparedOne((db) =>
  db
    .select()
    .from(payments)
    .where(eq(payments.checkoutId, sql.placeholder('checkoutId'))),
);

export const findNotice = preparedOne((db) =>
  db
    .select({ id: paymentWebhooks.id })
    .from(paymentWebhooks)
    .where(eq(paymentWebhooks.id, sql.placeholder('id'))),
);

/** Online payments under way that were started before an instant, the oldest first. */
export const pendingSince = prepared((db) =>
  db
    .select()
    .from(payments)
    .where(and(eq(payments.status, 'pending'), lte(payments.createdAt, sql.placeholder('before'))))
    .orderBy(asc(payments.createdAt))
    .limit(200),
);

/** A payment that never got as far as the provider's page. */
export const neverOffered = (id: string) =>
  and(eq(payments.id, id), eq(payments.status, 'pending'), isNull(payments.checkoutId));
