import { z } from 'zod';
import { chosenPath, invoicePath, paymentPath } from '#components/billing/addresses.ts';
import { parseAmount } from '#content/amount.ts';
import {
  invoiceNumber,
  payChoices,
  startInvoicePayment,
  useCredit,
  type StartedPayment,
} from '#server/billing/index.ts';
import { endpoint, fail, json, localTarget } from '#server/http/index.ts';

const input = z.object({
  pay: z.enum([...payChoices, 'credit']).default('all'),
  /** As typed, with `part`. */
  amount: z.string().trim().max(40).default(''),
  /** The page of ours the payer came from. */
  from: z.string().max(500).optional(),
});

/** Starts paying an invoice: on to the provider's page, the same one for every tab; or pays it from credit at once. */
export const POST = endpoint({
  who: 'customer',
  params: z.object({ number: invoiceNumber }),
  input,
  limit: 'payment',
  back: ({ number }) => invoicePath(number),
  async handle({ ctx, params: { number }, input: { pay, amount, from }, wantsJson }) {
    const returnTo = localTarget(from, '') || null;
    const goOn = (started: StartedPayment) =>
      wantsJson ? json(started, 201) : new Response(null, { status: 303, headers: { location: started.url } });
    if (pay === 'credit') {
      const used = await useCredit(ctx, { number, returnTo });
      if (!used.ok) return used;
      const { paymentId } = used.value;
      return goOn({ paymentId, url: paymentPath(number, paymentId) });
    }
    const part = pay === 'part' ? parseAmount(amount) : undefined;
    const started =
      part === null
        ? fail('invalid_input', 'payment.notAnAmount', { fields: { amount: 'payment.notAnAmount' } })
        : await startInvoicePayment(ctx, { number, pay, amount: part, returnTo });
    if (started.ok) return goOn(started.value);
    const wrong = started.error.fields?.['amount'];
    if (wantsJson || wrong === undefined) return started;
    // Back to the form with what was typed.
    return new Response(null, {
      status: 303,
      headers: { location: chosenPath(invoicePath(number), { pay, amount, wrong }) },
    });
  },
});
