import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { prepared, preparedOne } from '#db/prepared.ts';
import { payments, paymentWebhooks, type invoices } from '#db/schema/billing.ts';
import type { Tx } from '#db/write.ts';

export type PaymentRow = typeof payments.$inferSelect;
export type InvoiceRow = typeof invoices.$inferSelect;

/** What has really come in for an invoice, in minor units. Inside a transaction it is exact until the commit. */
export async function receivedOn(db: Reader | Tx, invoiceId: string): Promise<number> {
  const [row] = await db
    .select({ received: sql<number>`coalesce(sum(${payments.amount}), 0)` })
    .from(payments)
    .where(and(eq(payments.invoiceId, invoiceId), eq(payments.status, 'succeeded')));
  return row?.received ?? 0;
}

/** The card payment of an invoice that is under way; there is at most one. */
export async function pendingOn(db: Reader | Tx, invoiceId: string): Promise<PaymentRow | null> {
  const [row] = await db
    .select()
    .from(payments)
    .where(and(eq(payments.invoiceId, invoiceId), eq(payments.status, 'pending')));
  return row ?? null;
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

/** Card payments under way that were started before an instant, the oldest first. */
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
