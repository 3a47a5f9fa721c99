import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { prepared, preparedOne } from '#db/prepared.ts';
import { creditEntries, paymentAllocations, payments, refunds } from '#db/schema/billing.ts';

const ofInvoice = eq(paymentAllocations.invoiceId, sql.placeholder('invoiceId'));
const portion = {
  state: paymentAllocations.state,
  asked: paymentAllocations.asked,
  amount: paymentAllocations.amount,
};

const paymentsOf = prepared((db) =>
  db
    .select({ payment: payments, portion })
    .from(paymentAllocations)
    .innerJoin(payments, eq(payments.id, paymentAllocations.paymentId))
    .where(and(ofInvoice, eq(paymentAllocations.kind, 'payment')))
    .orderBy(desc(payments.createdAt), desc(payments.id)),
);
// Kept in variables: Drizzle drops the table names of columns that stand directly in a selected expression.
const fromInvoice = sql`(select coalesce(-sum(${paymentAllocations.amount}), 0) from ${paymentAllocations}
  where ${paymentAllocations.refundId} = ${refunds.id} and ${ofInvoice})`;
const fromCredit = sql`(select coalesce(-sum(${creditEntries.amount}), 0) from ${creditEntries}
  where ${creditEntries.refundId} = ${refunds.id} and ${creditEntries.source} = 'refund'
    and ${payments.invoiceId} = ${sql.placeholder('invoiceId')})`;
/** What was too much and went back belongs to the invoice that its payment was begun at. */
const givenBack = sql`(${fromInvoice} + ${fromCredit})`;
const refundsOf = prepared((db) =>
  db
    .select({ refund: refunds, method: payments.method, amount: sql<number>`${givenBack}` })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(
      and(
        inArray(
          refunds.paymentId,
          db.select({ id: paymentAllocations.paymentId }).from(paymentAllocations).where(ofInvoice),
        ),
        sql`${givenBack} > 0`,
      ),
    )
    .orderBy(desc(refunds.createdAt), desc(refunds.id)),
);
const releasedOf = preparedOne((db) =>
  db
    .select({ sum: sql<number>`coalesce(-sum(${paymentAllocations.amount}), 0)` })
    .from(paymentAllocations)
    .where(and(ofInvoice, eq(paymentAllocations.kind, 'void'))),
);

/** Every payment that was begun for an invoice, what was given back of them, and what became credit: three queries. */
export async function moneyOn(db: Reader, invoiceId: string) {
  return {
    payments: await paymentsOf(db, { invoiceId }),
    refunds: await refundsOf(db, { invoiceId }),
    released: (await releasedOf(db, { invoiceId }))?.sum ?? 0,
  };
}
