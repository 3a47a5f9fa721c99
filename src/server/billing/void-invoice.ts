import { and, eq, ne, sql } from 'drizzle-orm';
import { creditEntries, invoices, paymentAllocations } from '#db/schema/billing.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { invoiceVoided, invoiceWrittenOff } from './billing.events.ts';
import { canMove, type InvoiceStatus } from './invoice.ts';
import { canManageInvoices } from './invoice.policy.ts';
import { actorOf } from './move-invoices.ts';
import type { InvoiceRow } from './payment.queries.ts';

/**
 * Takes an invoice back. Money that had come for it becomes the customer's credit; what is being given back already is left
 * alone. A checkout that is still open is closed by the subscriber of the event.
 */
export const voidInvoice = (ctx: Ctx, input: { number: string }): Promise<Result<null>> =>
  end(ctx, input.number, 'void', async (tx, invoice) => {
    await releaseMoney(ctx, tx, invoice);
    await publish(ctx, tx, invoiceVoided({ invoiceId: invoice.id, byUserId: actorOf(ctx) }));
  });

/** Gives up on what is still due. What has come in stays; should the rest come one day, it is booked as usual. */
export const writeOffInvoice = (ctx: Ctx, input: { number: string }): Promise<Result<null>> =>
  end(ctx, input.number, 'uncollectible', (tx, invoice) =>
    publish(ctx, tx, invoiceWrittenOff({ invoiceId: invoice.id, byUserId: actorOf(ctx) })),
  );

async function end(
  ctx: Ctx,
  number: string,
  status: InvoiceStatus,
  then: (tx: Tx, invoice: InvoiceRow) => Promise<void>,
): Promise<Result<null>> {
  if (!canManageInvoices(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const [invoice] = await tx.select().from(invoices).where(eq(invoices.number, number));
    if (!invoice) return fail('not_found', 'error.notFound');
    if (invoice.status === status) return ok(null);
    const refused = fail('conflict', status === 'void' ? 'invoice.cannotVoid' : 'invoice.cannotWriteOff');
    if (!canMove(invoice.status, status)) return refused;
    const [ended] = await tx
      .update(invoices)
      .set({ status, paidAt: null })
      .where(and(eq(invoices.id, invoice.id), eq(invoices.status, invoice.status)))
      .returning({ id: invoices.id });
    if (!ended) return refused;
    await then(tx, invoice);
    return ok(null);
  });
}

async function releaseMoney(ctx: Ctx, tx: Tx, invoice: InvoiceRow): Promise<void> {
  const left = sql<number>`sum(${paymentAllocations.amount})`;
  const held = await tx
    .select({ paymentId: paymentAllocations.paymentId, left })
    .from(paymentAllocations)
    .where(
      and(
        eq(paymentAllocations.invoiceId, invoice.id),
        ne(paymentAllocations.state, 'dropped'),
        // An online payment under way has brought nothing yet.
        sql`not (${paymentAllocations.kind} = 'payment' and ${paymentAllocations.state} = 'pending')`,
      ),
    )
    .groupBy(paymentAllocations.paymentId)
    .having(sql`sum(${paymentAllocations.amount}) > 0`);
  for (const { paymentId, left: amount } of held) await releaseShare(ctx, tx, { invoice, paymentId, amount });
}

/** What of a payment counted for a void invoice becomes the customer's credit. */
export async function releaseShare(
  ctx: Ctx,
  tx: Tx,
  share: { invoice: Pick<InvoiceRow, 'id' | 'customerId' | 'currency'>; paymentId: string; amount: number },
): Promise<void> {
  const { invoice, paymentId, amount } = share;
  const made = { paymentId, invoiceId: invoice.id, createdAt: ctx.clock.now() };
  await tx
    .insert(paymentAllocations)
    .values({ ...made, id: ctx.ids.next(), position: 1, kind: 'void', state: 'counted', asked: 0, amount: -amount });
  const { customerId, currency } = invoice;
  await tx.insert(creditEntries).values({ ...made, id: ctx.ids.next(), customerId, currency, amount, source: 'void' });
}
