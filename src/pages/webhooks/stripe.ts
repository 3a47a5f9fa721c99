import { receiveNotice } from '#server/billing/index.ts';
import { endpoint, json, jsonFailure, readText } from '#server/http/index.ts';

/** What the payment provider tells us. Its proof is the signature over the exact bytes; anything else is refused. */
export const POST = endpoint({
  who: 'anyone',
  async handle({ ctx, locale, context: { request } }) {
    const rawBody = await readText(request);
    if (rawBody === null) return jsonFailure({ code: 'too_large', message: 'error.tooLarge' }, locale);
    const received = await receiveNotice(ctx, {
      rawBody,
      signature: request.headers.get('stripe-signature'),
    });
    return received.ok ? json(received.value) : jsonFailure(received.error, locale);
  },
});
