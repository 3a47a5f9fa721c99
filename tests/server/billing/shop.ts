import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openInvoice, createInvoice, receiveNotice, type NewInvoice } from '#server/billing/index.ts';
import { addMember, createCustomer, viewerOfUser } from '#server/customers/index.ts';
import { createUser, systemViewer, type MemberRole, type Role, type UserViewer } from '#server/identity/index.ts';
import type { Ctx } from '#server/context.ts';
import { createStripe } from '#server/platform/stripe.ts';
import { startSandbox, type Sandbox } from '#server/platform/stripe-sandbox/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';

export const SECRET_KEY = 'sk_test_shop_secret';
export const WEBHOOK_SECRET = 'whsec_shop_secret';

export interface Shop extends TestDatabase {
  sandbox: Sandbox;
  system: Ctx;
  /** What the webhook address answered, in order. */
  answers: number[];
  person(role: Role): Promise<string>;
  member(customerId: string, role: MemberRole): Promise<UserViewer>;
  customer(name?: string): Promise<string>;
  invoice(customerId: string, total: number, more?: Partial<NewInvoice>): Promise<string>;
  as(viewer: UserViewer): Ctx<UserViewer>;
}

const unwrap = <T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

/** A database with the sandbox behind the real SDK, and the application's webhook address on a real port. */
export async function openShop(): Promise<Shop> {
  const answers: number[] = [];
  let world: TestDatabase | null = null;
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      if (!world) throw new Error('not open yet');
      const rawBody = Buffer.concat(chunks).toString('utf8');
      const signature = request.headers['stripe-signature'];
      const ctx = world.ctx({ kind: 'visitor', visitorHash: null, locale: 'ru' });
      const result = await receiveNotice(ctx, { rawBody, signature: typeof signature === 'string' ? signature : null });
      const status = result.ok ? 200 : result.error.code === 'bad_signature' ? 400 : 503;
      answers.push(status);
      response.writeHead(status).end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const webhookUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/webhooks/stripe`;
  const sandbox = await startSandbox({
    port: 0,
    webhookUrl,
    webhookSecret: WEBHOOK_SECRET,
    secretKey: SECRET_KEY,
    retryDelaysMs: [5, 20],
  });
  const payments = createStripe({
    STRIPE_SECRET_KEY: SECRET_KEY,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    STRIPE_API_URL: sandbox.url,
  });
  const database = await openTestDatabase({ payments });
  world = database;
  const system = database.ctx(systemViewer('a test'));
  let counter = 0;
  const person = async (role: Role) => {
    const email = `person${String(++counter)}@shop.example`;
    return unwrap(await createUser(system, { email, name: `Person ${String(counter)}`, role, locale: 'ru' })).userId;
  };
  return {
    ...database,
    sandbox,
    system,
    answers,
    person,
    member: async (customerId, role) => {
      const userId = await person('customer');
      unwrap(await addMember(system, { customerId, userId, role }));
      const viewer = await viewerOfUser(database.db, userId);
      if (!viewer) throw new Error('a member is a viewer');
      return viewer;
    },
    customer: async (name = 'Northern Wind') =>
      unwrap(await createCustomer(system, { kind: 'company', name, locale: 'ru' })).customerId,
    invoice: async (customerId, total, more = {}) => {
      const number = more.number ?? `T-${String(++counter)}`;
      unwrap(
        await createInvoice(system, {
          number,
          customerId,
          title: 'Chairs',
          currency: 'RUB',
          taxRate: 2200,
          issuedOn: '2026-11-10',
          dueOn: '2026-11-24',
          lines: [{ description: 'Chair', quantity: 1, unit: 'pc', unitPrice: total }],
          ...more,
        }),
      );
      unwrap(await openInvoice(system, { number }));
      return number;
    },
    as: (viewer) => database.ctx(viewer),
    close: async () => {
      await sandbox.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}

/** What the payer does on the provider's page. */
export async function decideAt(url: string, outcome: 'pay' | 'decline' | 'leave' | 'cancel'): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' });
}
