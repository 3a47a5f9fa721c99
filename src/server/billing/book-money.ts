import { and, eq } from 'drizzle-orm';
import { invoices } from '#db/schema/billing.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { invoicePaid, paymentSucceeded } from './billing.events.ts';
import { statusAfter } from './invoice.ts';
import { receivedOn } from './payment.queries.ts';

/** After a payment became `succeeded` in this transaction: the invoice follows, and the facts are published once. */
export async function bookMoney(ctx: Ctx, tx: Tx, payment: { id: string; invoiceId: string }): Promise<void> {
  await publish(ctx, tx, paymentSucceeded({ paymentId: payment.id, invoiceId: payment.invoiceId }));
  const [invoice] = await tx.select().from(invoices).where(eq(invoices.id, payment.invoiceId));
  if (!invoice) return;
  const status = statusAfter(invoice.status, invoice.total, await receivedOn(tx, invoice.id));
  if (status === invoice.status) return;
  const changed = await tx
    .update(invoices)
    .set({ status, paidAt: ctx.clock.now() })
    .where(and(eq(invoices.id, invoice.id), eq(invoices.status, invoice.status)))
    .returning({ id: invoices.id });
  if (changed.length > 0) await publish(ctx, tx, invoicePaid({ invoiceId: invoice.id }));
}
