import { and, eq } from 'drizzle-orm';
import { creditEntries, paymentAllocations } from '#db/schema/billing.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { paymentFailed, paymentSucceeded } from './billing.events.ts';
import { actorOf, moveInvoices } from './move-invoices.ts';
import { accountsOf, sharesOf, type PaymentRow } from './payment.queries.ts';
import { receive, type Share } from './settlement.ts';

type Booked = Pick<PaymentRow, 'id' | 'invoiceId' | 'currency'>;

/** Writes what a new payment asks for which invoice: until money comes, or, when it has come, for `bookMoney` to divide. */
export async function storeShares(
  ctx: Ctx,
  tx: Tx,
  paymentId: string,
  shares: readonly Share[],
  state: 'pending' | 'counted' = 'pending',
): Promise<void> {
  await tx.insert(paymentAllocations).values(
    shares.map(({ invoiceId, amount }, index) => ({
      id: ctx.ids.next(),
      paymentId,
      invoiceId,
      position: index + 1,
      kind: 'payment' as const,
      state,
      asked: amount,
      amount: state === 'pending' ? amount : 0,
      createdAt: ctx.clock.now(),
    })),
  );
}

/** After a payment became `succeeded` in this transaction: what it counts for, what becomes credit, which invoices follow. */
export async function bookMoney(ctx: Ctx, tx: Tx, payment: Booked): Promise<void> {
  const shares = await sharesOf(tx, payment.id);
  const accounts = await accountsOf(
    tx,
    shares.map(({ invoiceId }) => invoiceId),
  );
  const { counts, credits, moves } = receive(accounts, shares);
  for (const { invoiceId, amount } of counts) {
    await tx
      .update(paymentAllocations)
      .set({ state: 'counted', amount })
      .where(
        and(
          eq(paymentAllocations.paymentId, payment.id),
          eq(paymentAllocations.invoiceId, invoiceId),
          eq(paymentAllocations.kind, 'payment'),
        ),
      );
  }
  for (const { invoiceId, amount } of credits) {
    const account = accounts.find(({ id }) => id === invoiceId);
    if (!account) throw new Error('an allocation without its invoice');
    await tx.insert(creditEntries).values({
      id: ctx.ids.next(),
      customerId: account.customerId,
      currency: payment.currency,
      amount,
      source: 'excess',
      paymentId: payment.id,
      invoiceId,
      createdAt: ctx.clock.now(),
    });
  }
  await publish(ctx, tx, paymentSucceeded(told(ctx, payment, shares)));
  await moveInvoices(ctx, tx, moves);
}

/** After a payment ended without money in this transaction: it asks for nothing any more. */
export async function dropShares(ctx: Ctx, tx: Tx, payment: Booked): Promise<void> {
  await tx
    .update(paymentAllocations)
    .set({ state: 'dropped' })
    .where(and(eq(paymentAllocations.paymentId, payment.id), eq(paymentAllocations.state, 'pending')));
  await publish(ctx, tx, paymentFailed(told(ctx, payment, await sharesOf(tx, payment.id))));
}

const told = (ctx: Ctx, { id, invoiceId }: Booked, shares: readonly Share[]) => ({
  paymentId: id,
  invoiceId,
  invoiceIds: shares.map((share) => share.invoiceId),
  byUserId: actorOf(ctx),
});
