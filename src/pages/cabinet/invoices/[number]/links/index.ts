import { z } from 'zod';
import { invoicePath } from '#components/billing/addresses.ts';
import { invoiceNumber, newInvoiceLink, shareInvoice } from '#server/billing/index.ts';
import { endpoint, json, seeOther } from '#server/http/index.ts';

/** Makes a link that shows the invoice without sign-in. */
export const POST = endpoint({
  who: 'customer',
  params: z.object({ number: invoiceNumber }),
  input: newInvoiceLink,
  limit: 'payment',
  back: ({ number }) => invoicePath(number),
  async handle({ ctx, params: { number }, input, wantsJson }) {
    const made = await shareInvoice(ctx, { number, days: input.days });
    if (!made.ok) return made;
    return wantsJson ? json(made.value, 201) : seeOther(`${invoicePath(number)}?done=invoice.link.made#links`);
  },
});
