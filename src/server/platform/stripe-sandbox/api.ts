import { createHash } from 'node:crypto';
import type { Refund, RefundStore } from './refund-store.ts';
import type { CheckoutSession, SessionLine, SessionStore } from './session-store.ts';

export interface Books {
  sessions: SessionStore;
  refunds: RefundStore;
  /** Null when not that much of the charge is left. */
  makeRefund(session: CheckoutSession, amount: number, metadata: Record<string, string>): Refund | null;
}

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
export function answerApi(books: Books, secretKey: string, request: ApiRequest): ApiAnswer {
  if (!isAuthorized(request.headers.authorization, secretKey)) {
    return failure(401, 'invalid_request_error', 'Invalid API Key provided.');
  }
  const { sessions: store } = books;
  if (request.path.startsWith('/v1/refunds')) return answerRefunds(books, request);
  const [, id, action] = /^\/v1\/checkout\/sessions(?:\/([^/]+)(?:\/([^/]+))?)?$/.exec(request.path) ?? [];
  if (id === undefined && request.method === 'POST' && request.path === '/v1/checkout/sessions') {
    const find = (known: string) => store.find(known)?.session;
    return once(store, request, find, () => create(store, new URLSearchParams(request.body)));
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

/** The same key and request give the same object again. */
function once(
  store: SessionStore,
  request: ApiRequest,
  find: (id: string) => unknown,
  make: () => ApiAnswer,
): ApiAnswer {
  const key = request.headers.idempotencyKey;
  const digest = createHash('sha256').update(`${request.path} ${request.body}`).digest('hex');
  const known = key === undefined ? null : store.remembered(key, digest);
  if (known === 'conflict') {
    const message = 'Keys for idempotent requests can only be used with the same parameters they were first used with.';
    return failure(400, 'idempotency_error', message);
  }
  if (known) return { status: 200, body: find(known.id), headers: { 'idempotent-replayed': 'true' } };
  const made = make();
  if (key !== undefined && made.status === 200) store.remember(key, digest, (made.body as { id: string }).id);
  return made;
}

function create(store: SessionStore, form: URLSearchParams): ApiAnswer {
  const successUrl = form.get('success_url') ?? '';
  if (form.get('mode') !== 'payment') return missing('mode');
  if (!URL.canParse(successUrl)) return missing('success_url');
  const lines: SessionLine[] = [];
  const currency = form.get('line_items[0][price_data][currency]') ?? '';
  for (let index = 0; index === 0 || form.has(`line_items[${String(index)}][quantity]`); index++) {
    const item = `line_items[${String(index)}]`;
    const price = `${item}[price_data]`;
    const amount = Number(form.get(`${price}[unit_amount]`)) * Number(form.get(`${item}[quantity]`));
    if (!Number.isSafeInteger(amount) || amount <= 0) return missing(`${price}[unit_amount]`);
    const same = form.get(`${price}[currency]`) === currency;
    if (!same || !/^[a-z]{3}$/.test(currency)) return missing(`${price}[currency]`);
    lines.push({ amount, description: form.get(`${price}[product_data][name]`) ?? '' });
  }
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  const cancelUrl = form.get('cancel_url');
  const session = store.create(
    {
      amount_subtotal: total,
      amount_total: total,
      currency,
      client_reference_id: form.get('client_reference_id'),
      metadata: metadataOf(form),
      customer_email: form.get('customer_email'),
      success_url: successUrl,
      cancel_url: cancelUrl !== null && URL.canParse(cancelUrl) ? cancelUrl : null,
      locale: form.get('locale'),
    },
    lines,
  );
  return { status: 200, body: session };
}

function answerRefunds(books: Books, request: ApiRequest): ApiAnswer {
  const { refunds, sessions } = books;
  const id = /^\/v1\/refunds\/([^/]+)$/.exec(request.path)?.[1];
  if (request.method === 'GET' && id !== undefined) {
    const refund = refunds.find(id);
    return refund
      ? { status: 200, body: refund }
      : failure(404, 'invalid_request_error', `No such refund: '${id}'`, 'resource_missing');
  }
  if (request.method === 'GET') {
    const data = refunds.of(request.query.get('payment_intent') ?? '').reverse();
    return { status: 200, body: { object: 'list', data, has_more: false, url: '/v1/refunds' } };
  }
  const form = new URLSearchParams(request.body);
  return once(
    sessions,
    request,
    (known) => refunds.find(known),
    () => {
      const intent = form.get('payment_intent') ?? '';
      const session = sessions.byIntent(intent);
      if (!session) {
        return failure(404, 'invalid_request_error', `No such payment_intent: '${intent}'`, 'resource_missing');
      }
      const amount = form.has('amount') ? Number(form.get('amount')) : session.amount_total;
      if (!Number.isSafeInteger(amount) || amount <= 0) return missing('amount');
      const refund = books.makeRefund(session, amount, metadataOf(form));
      if (refund) return { status: 200, body: refund };
      const message = 'Refund amount is greater than unrefunded amount on charge.';
      return failure(400, 'invalid_request_error', message, 'amount_too_large', 'amount');
    },
  );
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
