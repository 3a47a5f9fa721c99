import { z } from 'zod';
import { readLocale } from './_locale.ts';
import { chosenPath } from '#components/billing/addresses.ts';
import { parseAmount } from '#content/amount.ts';
import { linkPath, payByLink, payChoices } from '#server/billing/index.ts';
import { endpoint, fail } from '#server/http/index.ts';

/** Starts paying what the payer chose of the linked invoice: on to the provider's page. */
export const POST = endpoint({
  who: 'anyone',
  params: z.object({ token: z.string().max(100), locale: readLocale }),
  input: z.object({ pay: z.enum(payChoices).default('all'), amount: z.string().trim().max(40).default('') }),
  limit: 'payment',
  back: ({ token, locale }) => linkPath(token, locale),
  async handle({ ctx, params: { token, locale }, input: { pay, amount }, wantsJson }) {
    const part = pay === 'part' ? parseAmount(amount) : undefined;
    const started =
      part === null
        ? fail('invalid_input', 'payment.notAnAmount', { fields: { amount: 'payment.notAnAmount' } })
        : await payByLink(ctx, { token, locale, pay, amount: part });
    if (started.ok) return new Response(null, { status: 303, headers: { location: started.value.url } });
    const wrong = started.error.fields?.['amount'];
    if (wantsJson || wrong === undefined) return started;
    // Back to the form with what was typed.
    const location = chosenPath(linkPath(token, locale), { pay, amount, wrong });
    return new Response(null, { status: 303, headers: { location } });
  },
});
