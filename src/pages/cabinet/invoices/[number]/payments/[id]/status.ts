import { z } from 'zod';
import { getPayment, invoiceNumber } from '#server/billing/index.ts';
import { endpoint, json, jsonFailure } from '#server/http/index.ts';

/** How a payment stands, for the page that waits for it. Only reads. */
export const GET = endpoint({
  who: 'customer',
  params: z.object({ number: invoiceNumber, id: z.uuid() }),
  async handle({ ctx, params, locale }) {
    const payment = await getPayment(ctx, { number: params.number, paymentId: params.id });
    return payment
      ? json({ status: payment.status })
      : jsonFailure({ code: 'not_found', message: 'error.notFound' }, locale);
  },
});
