import { inArray } from 'drizzle-orm';
import { invoices, payments } from '#db/schema/billing.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { systemViewer, type UserViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { storeShares } from './book-money.ts';
import { planOf } from './instalments.queries.ts';
import { balance } from './invoice.ts';
import { canPayInvoice, canSeeInvoice } from './invoice.policy.ts';
import { closeCheckout, offerCheckout } from './offer-checkout.ts';
import { amountOfChoice, type PayChoice } from './payment-choice.ts';
import { accountsOf, pendingOn, sharesOf, type PaymentRow } from './payment.queries.ts';
import type { Share } from './settlement.ts';

/** Enough for: an outdated checkout is closed, a new one is opened, another tab was quicker. */
const ATTEMPTS = 4;
/** As many as a checkout lists legibly. */
export const MOST_TOGETHER = 50;

export interface StartedPayment {
  paymentId: string;
  /** Where to send the payer: the provider's page, or ours when the money is already on its way. */
  url: string;
}

export interface PaymentWish {
  /** One or several, of one customer and in one currency. */
  numbers: readonly string[];
  /** For one invoice; several are paid in full. */
  pay?: PayChoice | undefined;
  /** The payer's own amount in minor units, with `pay: 'part'`. */
  amount?: number | undefined;
  /** The page of ours the payer is on. */
  returnTo?: string | null | undefined;
}

/**
 * Starts paying invoices online: all that is due, the next instalment, a part, or several at once. What each is asked for is
 * frozen in pending rows first; then, outside the write, the provider makes a checkout under the payment's id. A second tab,
 * a double click or another member who ask for the same get the same checkout; one that is over, or asks for something
 * else, is closed and replaced, so that of one invoice no two can ever be paid.
 */
export async function startPayment(ctx: Ctx<UserViewer>, wish: PaymentWish): Promise<Result<StartedPayment>> {
  if (!ctx.platform.payments) return fail('unavailable', 'payment.notConfigured');
  const system = { ...ctx, viewer: systemViewer('offer a checkout') };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const claim = await claimPayment(ctx, wish);
    if (!claim.ok) return claim;
    const { payment, inTheWay } = claim.value;
    const answer = inTheWay ? await closeCheckout(system, inTheWay) : await offerCheckout(system, payment);
    if (!answer.ok) return answer;
    if (answer.value !== null) return ok({ paymentId: (inTheWay ?? payment).id, url: answer.value });
  }
  return fail('conflict', 'payment.tryAgain');
}

/** Starts paying one invoice; see `startPayment`. */
export const startInvoicePayment = (
  ctx: Ctx<UserViewer>,
  { number, ...wish }: { number: string } & Omit<PaymentWish, 'numbers'>,
): Promise<Result<StartedPayment>> => startPayment(ctx, { ...wish, numbers: [number] });

type Claim = { payment: PaymentRow; inTheWay: null } | { payment: null; inTheWay: PaymentRow };

/** The payment under way that asks for exactly this, or a new one; or one that has to be closed before. */
async function claimPayment(ctx: Ctx<UserViewer>, wish: PaymentWish): Promise<Result<Claim>> {
  return ctx.db.write(async (tx): Promise<Result<Claim>> => {
    const asked = await sharesAsked(ctx, tx, wish);
    if (!asked.ok) return asked;
    const { shares, first } = asked.value;
    const [known] = await pendingOn(
      tx,
      shares.map(({ invoiceId }) => invoiceId),
    );
    if (known) {
      const same = isSame(await sharesOf(tx, known.id), shares);
      return ok(same ? { payment: known, inTheWay: null } : { payment: null, inTheWay: known });
    }
    const [payment] = await tx
      .insert(payments)
      .values({
        id: ctx.ids.next(),
        invoiceId: first.id,
        method: 'card',
        status: 'pending',
        amount: shares.reduce((sum, share) => sum + share.amount, 0),
        currency: first.currency,
        startedById: ctx.viewer.userId,
        email: ctx.viewer.email,
        locale: ctx.viewer.locale,
        returnTo: wish.returnTo ?? null,
        createdAt: ctx.clock.now(),
      })
      .returning();
    if (!payment) throw new Error('an inserted payment was not returned');
    await storeShares(ctx, tx, payment.id, shares);
    return ok({ payment, inTheWay: null });
  });
}

type Found = Awaited<ReturnType<typeof accountsOf>>[number];

async function sharesAsked(
  ctx: Ctx<UserViewer>,
  tx: Tx,
  wish: PaymentWish,
): Promise<Result<{ shares: Share[]; first: Found }>> {
  const numbers = [...new Set(wish.numbers)];
  const known = await tx.select({ id: invoices.id }).from(invoices).where(inArray(invoices.number, numbers));
  const found = await accountsOf(
    tx,
    known.map(({ id }) => id),
  );
  // In the order of the wish, so that two tabs ask for the same.
  const ordered = numbers.flatMap((number) => found.filter((invoice) => invoice.number === number));
  const [first] = ordered;
  if (!first || ordered.length < numbers.length || !ordered.every((each) => canSeeInvoice(ctx.viewer, each))) {
    return fail('not_found', 'error.notFound');
  }
  if (ordered.some((each) => each.customerId !== first.customerId)) return fail('conflict', 'payment.severalCustomers');
  if (ordered.some((each) => each.currency !== first.currency)) return fail('conflict', 'payment.mixedCurrencies');
  const shares: Share[] = [];
  for (const invoice of ordered) {
    const { paid, due } = balance(invoice.total, invoice.counted);
    if (!canPayInvoice(ctx.viewer, { ...invoice, due })) {
      return ordered.length === 1
        ? fail('conflict', 'payment.nothingDue')
        : fail('conflict', 'payment.nothingDueOf', { values: { number: invoice.number } });
    }
    const choice = ordered.length === 1 ? (wish.pay ?? 'all') : 'all';
    const plan = choice === 'instalment' ? await planOf(tx, { invoiceId: invoice.id }) : [];
    const amount = amountOfChoice({ currency: invoice.currency, due, paid, plan }, choice, wish.amount);
    if (!amount.ok) return amount;
    shares.push({ invoiceId: invoice.id, amount: amount.value });
  }
  return ok({ shares, first });
}

/** The order does not matter: two members may have ticked the same invoices from different lists. */
const isSame = (one: readonly Share[], other: readonly Share[]): boolean =>
  one.length === other.length &&
  one.every((share) => other.some((each) => each.invoiceId === share.invoiceId && each.amount === share.amount));
