import { payments } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';
import { dropShares } from './book-money.ts';
import { neverOffered, pendingSince, type PaymentRow } from './payment.queries.ts';
import { reconcileRefunds } from './push-refund.ts';
import { settlePayment, type Settlement } from './settle-payment.ts';

/** A notice usually comes within seconds; after this long we look ourselves. */
const STALE_MS = 60_000;
/** A payment that has no checkout by now belongs to a process that died before the provider answered. */
const ABANDONED_MS = 10 * 60_000;

export type Reconciliation = Record<Settlement | 'abandoned' | 'unavailable' | 'refunds', number>;

/**
 * Repeats the settlement of payments and refunds that have waited too long, in case a notice was lost. Safe beside itself and beside
 * notices. Run by the application every few minutes and by `npm run payments:reconcile`.
 */
export async function reconcilePayments(
  ctx: Ctx<SystemViewer>,
  options: { staleMs?: number } = {},
): Promise<Reconciliation> {
  const report: Reconciliation = {
    paid: 0,
    mismatch: 0,
    closed: 0,
    waiting: 0,
    repeated: 0,
    unknown: 0,
    abandoned: 0,
    unavailable: 0,
    refunds: 0,
  };
  if (!ctx.platform.payments) return report;
  const now = ctx.clock.now().getTime();
  for (const payment of await pendingSince(ctx.db.read, { before: now - (options.staleMs ?? STALE_MS) })) {
    if (payment.checkoutId === null) {
      if (payment.createdAt.getTime() > now - ABANDONED_MS) report.waiting++;
      else if (await giveUp(ctx, payment)) report.abandoned++;
      continue;
    }
    const settled = await settlePayment(ctx, { checkoutId: payment.checkoutId });
    report[settled.ok ? settled.value.outcome : 'unavailable']++;
  }
  report.refunds = await reconcileRefunds(ctx, now - (options.staleMs ?? STALE_MS));
  return report;
}

function giveUp(ctx: Ctx<SystemViewer>, payment: PaymentRow): Promise<boolean> {
  return ctx.db.write(async (tx) => {
    const given = await tx
      .update(payments)
      .set({ status: 'failed', failureCode: 'provider_unavailable', settledAt: ctx.clock.now() })
      .where(neverOffered(payment.id))
      .returning({ id: payments.id });
    if (given.length > 0) await dropShares(ctx, tx, payment);
    return given.length > 0;
  });
}
