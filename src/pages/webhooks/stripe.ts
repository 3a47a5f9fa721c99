import { receiveNotice } from '#server/billing/index.ts';
import { endpoint, json, jsonFailure } from '#server/http/index.ts';

const LIMIT = 256 * 1024;

/** What the payment provider tells us. Its proof is the signature over the exact bytes; anything else is refused. */
export const POST = endpoint({
  who: 'anyone',
  async handle({ ctx, locale, context: { request } }) {
    if (Number(request.headers.get('content-length') ?? 0) > LIMIT) {
      return jsonFailure({ code: 'too_large', message: 'error.tooLarge' }, locale);
    }
    const received = await receiveNotice(ctx, {
      rawBody: await request.text(),
      signature: request.headers.get('stripe-signature'),
    });
    return received.ok ? json(received.value) : jsonFailure(received.error, locale);
  },
});
