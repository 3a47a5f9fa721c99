import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROJECT_ROOT } from '../project-root.ts';
import { answerApi, type Books } from './api.ts';
import { checkoutPage, languageOf, messagePage, type Outcome } from './hosted-page.ts';
import { RefundStore, type Refund } from './refund-store.ts';
import { SessionStore, type Stored } from './session-store.ts';
import { quiet, WebhookSender, type Switches } from './webhooks.ts';

export { sign, type Switches } from './webhooks.ts';

export interface SandboxOptions {
  port: number;
  host?: string;
  /** Where notices go: `<ORIGIN>/webhooks/stripe`. */
  webhookUrl: string;
  webhookSecret: string;
  secretKey: string;
  /** How payers reach the hosted page; by default the address it listens on. */
  publicOrigin?: string;
  retryDelaysMs?: readonly number[];
}

export interface Sandbox {
  /** For STRIPE_API_URL. */
  url: string;
  /** What goes wrong, for tests. */
  switches: Switches;
  /** Delivers the notices that `switches.hold` kept back, the newest first. */
  release(): void;
  /** As when a person gives money back in Stripe's own panel. False when not that much is left. */
  refundAtProvider(checkoutId: string, amount: number): boolean;
  /** Ends the refunds that `switches.refunds` left on their way. */
  endRefunds(status: 'succeeded' | 'failed'): void;
  /** Resolves when every notice begun so far was accepted or given up. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const CSS = readFileSync(new URL('src/server/platform/stripe-sandbox/sandbox.css', PROJECT_ROOT));
const BODY_LIMIT = 64 * 1024;

/**
 * A stand-in for Stripe on this machine, for the demo and for tests: the calls of the API that we make, the hosted page with
 * the outcomes a payer can cause, and signed notices with retries. Nothing here ever runs in production.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const switches = quiet();
  const { retryDelaysMs = [500, 2_000, 10_000, 60_000] } = options;
  const webhooks = new WebhookSender({
    url: options.webhookUrl,
    secret: options.webhookSecret,
    retryDelaysMs,
    switches,
  });

  const server = createServer((request, response) => {
    void handle(request).then(
      (answer) => response.writeHead(answer.status, answer.headers).end(answer.body),
      () => response.writeHead(400).end(),
    );
  });

  async function handle(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', 'http://sandbox.invalid');
    const method = request.method ?? 'GET';
    const body = await readBody(request);
    if (url.pathname.startsWith('/v1/')) {
      const { authorization, 'idempotency-key': key } = request.headers;
      const headers = { authorization, idempotencyKey: Array.isArray(key) ? key[0] : key };
      const { pathname: path, searchParams: query } = url;
      const answer = answerApi(books, options.secretKey, { method, path, query, headers, body });
      const json = { 'content-type': 'application/json', 'request-id': 'req_sandbox', ...answer.headers };
      return { status: answer.status, headers: json, body: JSON.stringify(answer.body) };
    }
    if (url.pathname === '/sandbox.css') return { status: 200, headers: { 'content-type': 'text/css' }, body: CSS };
    const id = /^\/pay\/(\w+)$/.exec(url.pathname)?.[1];
    const stored = id === undefined ? null : store.find(id);
    if (!stored) return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found' };
    if (stored.session.status !== 'open') return page(stored, overPage(stored), 410);
    if (method !== 'POST') return page(stored, checkoutPage(stored, false));
    return decide(stored, new URLSearchParams(body).get('outcome') as Outcome | null);
  }

  function decide(stored: Stored, outcome: Outcome | null): Answer {
    const { session } = stored;
    if (outcome === 'cancel' && session.cancel_url !== null) return redirect(session.cancel_url);
    if (outcome === 'decline') return page(stored, checkoutPage(stored, true), 402);
    if (outcome !== 'pay' && outcome !== 'leave') return page(stored, checkoutPage(stored, false));
    if (switches.wrongAmount === 'session') session.amount_total += 1;
    store.complete(session);
    webhooks.send('checkout.session.completed', session);
    if (outcome === 'pay') return redirect(session.success_url);
    return page(stored, messagePage(languageOf(stored), 'sandbox.left', 'sandbox.leftText', null));
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, options.host ?? '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://${options.host ?? '127.0.0.1'}:${String(port)}`;
  const store = new SessionStore(options.publicOrigin ?? url, (session) => {
    webhooks.send('checkout.session.expired', session);
  });
  const refunds = new RefundStore();
  const books: Books = {
    sessions: store,
    refunds,
    makeRefund: (session, amount, metadata) => {
      const { payment_intent: intent, amount_total: charged, currency } = session;
      const status = switches.refunds === 'at once' ? 'succeeded' : 'pending';
      const refund = refunds.create({ amount, currency, payment_intent: intent ?? '', metadata, status }, charged);
      if (refund) tellOfRefund(refund);
      return refund;
    },
  };

  function tellOfRefund(refund: Refund): void {
    webhooks.tell(refund.status === 'pending' ? 'refund.created' : 'refund.updated', refund);
    if (refund.status === 'succeeded') {
      webhooks.tell('charge.refunded', { object: 'charge', payment_intent: refund.payment_intent });
    }
  }
  return {
    url,
    switches,
    release: () => {
      webhooks.release();
    },
    refundAtProvider: (checkoutId, amount) => {
      const session = store.find(checkoutId)?.session;
      return session !== undefined && books.makeRefund(session, amount, {}) !== null;
    },
    endRefunds: (status) => {
      for (const refund of refunds.pending()) {
        refund.status = status;
        tellOfRefund(refund);
      }
    },
    settled: () => webhooks.settled(),
    close: async () => {
      await webhooks.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

const redirect = (location: string): Answer => ({ status: 303, headers: { location }, body: '' });

function page({ session }: Stored, html: string, status = 200): Answer {
  // Chromium checks the redirect after the form as well.
  const targets = [session.success_url, session.cancel_url ?? session.success_url].map(
    (target) => new URL(target).origin,
  );
  const policy = `default-src 'none'; style-src 'self'; img-src data:; form-action 'self' ${[...new Set(targets)].join(' ')}`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
    },
    body: html,
  };
}

const overPage = (stored: Stored): string =>
  messagePage(languageOf(stored), 'sandbox.over', 'sandbox.overText', {
    href: stored.session.success_url,
    label: 'sandbox.back',
  });

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Error('body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
