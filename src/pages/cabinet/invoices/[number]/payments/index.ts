import { z } from 'zod';
import { invoicePath } from '#components/billing/addresses.ts';
import { invoiceNumber, startInvoicePayment } from '#server/billing/index.ts';
import { endpoint, json } from '#server/http/index.ts';

/** Starts paying an invoice online: on to the provider's page, the same one for every tab. */
export const POST = endpoint({
  who: 'customer',
  params: z.object({ number: invoiceNumber }),
  limit: 'payment',
  back: ({ number }) => invoicePath(number),
  async handle({ ctx, params, wantsJson }) {
    const started = await startInvoicePayment(ctx, params);
    if (!started.ok) return started;
    const { url } = started.value;
    return wantsJson ? json(started.value, 201) : new Response(null, { status: 303, headers: { location: url } });
  },
});
