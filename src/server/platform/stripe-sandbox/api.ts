import { createHash } from 'node:crypto';
import type { CheckoutSession, SessionStore } from './session-store.ts';

export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: { authorization?: string | undefined; idempotencyKey?: string | undefined };
  body: string;
}

export interface ApiAnswer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** Answers as `api.stripe.com` does, for the few calls the application makes. */
export function answerApi(store: SessionStore, secretKey: string, request: ApiRequest): ApiAnswer {
  if (!isAuthorized(request.headers.authorization, secretKey)) {
    return failure(401, 'invalid_request_error', 'Invalid API Key provided.');
  }
  const [, id, action] = /^\/v1\/checkout\/sessions(?:\/([^/]+)(?:\/([^/]+))?)?$/.exec(request.path) ?? [];
  if (id === undefined && request.method === 'POST' && request.path === '/v1/checkout/sessions') {
    return createOnce(store, request);
  }
  const stored = id === undefined ? null : store.find(id);
  if (!stored)
    return failure(404, 'invalid_request_error', `No such checkout.session: '${id ?? ''}'`, 'resource_missing');
  if (request.method === 'GET' && action === undefined) {
    return { status: 200, body: withExpanded(stored.session, request.query) };
  }
  if (request.method === 'POST' && action === 'expire') {
    if (!store.expire(stored.session)) {
      return failure(400, 'invalid_request_error', 'Only Checkout Sessions with a status in ["open"] can be expired.');
    }
    return { status: 200, body: stored.session };
  }
  return failure(404, 'invalid_request_error', `Unrecognized request URL (${request.method}: ${request.path}).`);
}

const isAuthorized = (authorization: string | undefined, secretKey: string): boolean =>
  authorization === `Bearer ${secretKey}` ||
  authorization === `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`;

function createOnce(store: SessionStore, request: ApiRequest): ApiAnswer {
  const key = request.headers.idempotencyKey;
  const digest = createHash('sha256').update(request.body).digest('hex');
  const known = key === undefined ? null : store.remembered(key, digest);
  if (known === 'conflict') {
    const message = 'Keys for idempotent requests can only be used with the same parameters they were first used with.';
    return failure(400, 'idempotency_error', message);
  }
  if (known) return { status: 200, body: known, headers: { 'idempotent-replayed': 'true' } };
  const made = create(store, new URLSearchParams(request.body));
  if (key !== undefined && made.status === 200) store.remember(key, digest, (made.body as CheckoutSession).id);
  return made;
}

function create(store: SessionStore, form: URLSearchParams): ApiAnswer {
  const item = 'line_items[0][price_data]';
  const amount = Number(form.get(`${item}[unit_amount]`)) * Number(form.get('line_items[0][quantity]'));
  const currency = form.get(`${item}[currency]`) ?? '';
  const successUrl = form.get('success_url') ?? '';
  if (form.get('mode') !== 'payment') return missing('mode');
  if (!Number.isSafeInteger(amount) || amount <= 0) return missing(`${item}[unit_amount]`);
  if (!/^[a-z]{3}$/.test(currency)) return missing(`${item}[currency]`);
  if (!URL.canParse(successUrl)) return missing('success_url');
  const cancelUrl = form.get('cancel_url');
  const session = store.create(
    {
      amount_subtotal: amount,
      amount_total: amount,
      currency,
      client_reference_id: form.get('client_reference_id'),
      metadata: metadataOf(form),
      customer_email: form.get('customer_email'),
      success_url: successUrl,
      cancel_url: cancelUrl !== null && URL.canParse(cancelUrl) ? cancelUrl : null,
      locale: form.get('locale'),
    },
    form.get(`${item}[product_data][name]`) ?? '',
  );
  return { status: 200, body: session };
}

const metadataOf = (form: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => {
      const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
      return key === undefined ? [] : [[key, value]];
    }),
  );

function withExpanded(session: CheckoutSession, query: URLSearchParams): unknown {
  const wanted = [...query].some(([name, value]) => name.startsWith('expand') && value === 'payment_intent');
  if (!wanted || session.payment_intent === null) return session;
  const { payment_intent: id, amount_total: amount, currency } = session;
  return { ...session, payment_intent: { id, object: 'payment_intent', status: 'succeeded', amount, currency } };
}

const missing = (param: string): ApiAnswer =>
  failure(400, 'invalid_request_error', `Missing or invalid parameter: ${param}.`, 'parameter_invalid', param);

const failure = (status: number, type: string, message: string, code?: string, param?: string): ApiAnswer => ({
  status,
  body: {
    error: { type, message, ...(code === undefined ? {} : { code }), ...(param === undefined ? {} : { param }) },
  },
});
