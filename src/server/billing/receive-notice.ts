import type { Ctx } from '../context.ts';
import { systemViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { findNotice } from './payment.queries.ts';
import { settleRefunds } from './push-refund.ts';
import { settlePayment, takeNotice, type Settlement } from './settle-payment.ts';

/**
 * Takes in what the payment provider sent. The signature must hold for the exact bytes; after that the notice is no more
 * than a reason to look at the checkout. Refused as `unavailable` when the provider cannot be asked: it sends it again.
 */
export async function receiveNotice(
  ctx: Ctx,
  input: { rawBody: string; signature: string | null },
): Promise<Result<{ outcome: Settlement | 'refunded' | 'ignored' }>> {
  const provider = ctx.platform.payments;
  if (!provider) return fail('not_found', 'error.notFound');
  const notice = input.signature === null ? null : provider.verify(input.rawBody, input.signature);
  if (!notice) return fail('bad_signature', 'payment.badSignature');
  if (await findNotice(ctx.db.read, { id: notice.id })) return ok({ outcome: 'repeated' });
  const system = { ...ctx, viewer: systemViewer('settle a payment the provider told of') };
  if (notice.checkoutId !== null) return settlePayment(system, { checkoutId: notice.checkoutId, notice });
  if (notice.intentId !== null) return settleRefunds(system, { intentId: notice.intentId, notice });
  await ctx.db.write((tx) => takeNotice(system, tx, notice));
  return ok({ outcome: 'ignored' });
}
