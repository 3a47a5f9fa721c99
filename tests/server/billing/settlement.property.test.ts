import fc from 'fast-check';
import { expect, it } from 'vitest';
import { getInvoice, reconcilePayments, recordBankTransfer, startInvoicePayment } from '#server/billing/index.ts';
import { events } from '#db/schema/events.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import { decideAt, openShop, type Shop } from './shop.ts';

const TOTAL = 10_000;

type Step =
  | { do: 'tab' | 'pay' | 'leave' | 'decline' | 'cancel' | 'expire' | 'release' | 'reconcile' | 'wait' }
  | { do: 'transfer'; amount: number }
  | { do: 'switch'; copies: number; hold: boolean; silent: boolean; wrong: 'notice' | 'session' | null };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('tab' as const, 'pay' as const, 'leave' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'decline' as const,
        'cancel' as const,
        'expire' as const,
        'release' as const,
        'reconcile' as const,
        'wait' as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('transfer' as const), amount: fc.integer({ min: 1, max: 12_000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('switch' as const),
      copies: fc.integer({ min: 1, max: 3 }),
      hold: fc.boolean(),
      silent: fc.boolean(),
      wrong: fc.constantFrom(null, 'notice' as const, 'session' as const),
    }),
  },
);

/** Everything a payer, a second tab, the network and the bank can do, in any order. */
async function live(shop: Shop, owner: UserViewer, number: string, steps: readonly Step[]): Promise<void> {
  const { sandbox } = shop;
  let transfers = 0;
  const urls: string[] = [];
  for (const step of steps) {
    const url = urls.at(-1);
    if (step.do === 'tab') {
      const started = await startInvoicePayment(shop.as(owner), { number });
      if (started.ok && started.value.url.startsWith(sandbox.url)) urls.push(started.value.url);
    } else if (step.do === 'transfer') {
      const reference = String(++transfers);
      await recordBankTransfer(shop.system, { number, amount: step.amount, currency: 'RUB', reference });
    } else if (step.do === 'switch') {
      const { copies, hold, silent, wrong: wrongAmount } = step;
      Object.assign(sandbox.switches, { copies, hold, silent, wrongAmount });
    } else if (step.do === 'release') sandbox.release();
    else if (step.do === 'reconcile') await reconcilePayments({ ...shop.system, viewer: systemViewer('test') });
    else if (step.do === 'wait') shop.clock.advance(90_000);
    else if (step.do === 'expire' && url) await shop.platform.payments?.expire(url.slice(url.lastIndexOf('/') + 1));
    else if (step.do !== 'expire' && url) await decideAt(url, step.do);
    await sandbox.settled();
  }
  Object.assign(sandbox.switches, { hold: false, silent: false });
  sandbox.release();
  await sandbox.settled();
  shop.clock.advance(90_000);
  await reconcilePayments({ ...shop.system, viewer: systemViewer('test') });
}

it('no order of tabs, notices, transfers and accidents pays an invoice twice or loses a kopeck', async () => {
  const shop = await openShop();
  try {
    const customerId = await shop.customer();
    const owner = await shop.member(customerId, 'owner');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 14 }), async (steps) => {
        const number = await shop.invoice(customerId, TOTAL);
        const before = await published(shop, 'invoice.paid');
        const booked = await published(shop, 'payment.succeeded');
        await live(shop, owner, number, steps);

        const invoice = await getInvoice(shop.as(owner), number);
        if (!invoice) throw new Error('the owner sees the invoice');
        const succeeded = invoice.payments.filter((payment) => payment.status === 'succeeded');
        const received = succeeded.reduce((sum, payment) => sum + payment.amount, 0);
        expect(invoice.paid + invoice.due).toBe(TOTAL);
        expect(invoice.paid + invoice.excess).toBe(received);
        expect(invoice.status).toBe(invoice.due === 0 ? 'paid' : 'open');
        expect(await published(shop, 'invoice.paid')).toBe(before + (invoice.due === 0 ? 1 : 0));
        expect(await published(shop, 'payment.succeeded')).toBe(booked + succeeded.length);
        // Online payments alone never bring more than the invoice asked for.
        if (succeeded.every((payment) => payment.method === 'card')) expect(invoice.excess).toBe(0);
      }),
      { numRuns: 40 },
    );
  } finally {
    await shop.close();
  }
}, 120_000);

const published = async (shop: Shop, type: string): Promise<number> =>
  (await shop.db.read.select().from(events)).filter((event) => event.type === type).length;
