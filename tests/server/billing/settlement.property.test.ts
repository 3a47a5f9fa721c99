import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  getInvoice,
  reconcilePayments,
  recordBankTransfer,
  refundPayment,
  startInvoicePayment,
  startPayment,
  useCredit,
  voidInvoice,
} from '#server/billing/index.ts';
import { creditEntries, paymentAllocations, payments, refunds } from '#db/schema/billing.ts';
import { events } from '#db/schema/events.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import { decideAt, openShop, type Shop } from './shop.ts';

const TOTAL = 10_000;

type Step =
  | { do: 'tab' | 'pay' | 'leave' | 'decline' | 'cancel' | 'expire' | 'release' | 'reconcile' | 'wait' }
  | { do: 'several' | 'credit' | 'void' | 'endRefunds' | 'failRefunds' }
  | { do: 'transfer' | 'part' | 'refund'; amount: number }
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
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('transfer' as const, 'part' as const, 'refund' as const),
      amount: fc.integer({ min: 1, max: 12_000 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'several' as const,
        'several' as const,
        'credit' as const,
        'credit' as const,
        'void' as const,
        'endRefunds' as const,
        'failRefunds' as const,
      ),
    }),
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
async function live(
  shop: Shop,
  [owner, accountant]: readonly [UserViewer, UserViewer],
  [number, other]: readonly [string, string],
  steps: readonly Step[],
): Promise<void> {
  const { sandbox } = shop;
  sandbox.switches.refunds = 'later';
  let transfers = 0;
  const urls: string[] = [];
  for (const step of steps) {
    const url = urls.at(-1);
    if (step.do === 'tab') {
      const started = await startInvoicePayment(shop.as(owner), { number });
      if (started.ok && started.value.url.startsWith(sandbox.url)) urls.push(started.value.url);
    } else if (step.do === 'part' || step.do === 'several') {
      const wish =
        step.do === 'part'
          ? { numbers: [number], pay: 'part' as const, amount: step.amount }
          : { numbers: [other, number] };
      const started = await startPayment(shop.as(accountant), wish);
      if (started.ok && started.value.url.startsWith(sandbox.url)) urls.push(started.value.url);
    } else if (step.do === 'credit') {
      await Promise.all([useCredit(shop.as(owner), { number }), useCredit(shop.as(accountant), { number })]);
    } else if (step.do === 'void') {
      await voidInvoice(shop.system, { number: other });
    } else if (step.do === 'refund') {
      const paid = (await getInvoice(shop.as(owner), number))?.payments.find(({ status }) => status === 'succeeded');
      if (paid) {
        const { amount } = step;
        await refundPayment(shop.system, { paymentId: paid.id, amount, reason: 'other', reference: String(amount) });
      }
    } else if (step.do === 'endRefunds') sandbox.endRefunds('succeeded');
    else if (step.do === 'failRefunds') sandbox.endRefunds('failed');
    else if (step.do === 'transfer') {
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

it('no order of tabs, members, notices, transfers, refunds and accidents pays twice or loses a kopeck', async () => {
  const shop = await openShop();
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 14 }), async (steps) => {
        await shop.db.write(async (tx) => {
          await tx.delete(creditEntries);
          await tx.delete(paymentAllocations);
          await tx.delete(refunds);
          await tx.delete(payments);
          await tx.delete(events);
        });
        const customerId = await shop.customer();
        const people = [await shop.member(customerId, 'owner'), await shop.member(customerId, 'accountant')] as const;
        const numbers = [await shop.invoice(customerId, TOTAL), await shop.invoice(customerId, TOTAL / 4)] as const;
        await live(shop, people, numbers, steps);

        let counted = 0;
        for (const number of numbers) {
          const invoice = await getInvoice(shop.as(people[0]), number);
          if (!invoice) throw new Error('the owner sees the invoice');
          counted += invoice.paid;
          expect(invoice.paid + invoice.due).toBe(invoice.total);
          if (invoice.status !== 'void') {
            expect(invoice.status).toBe(invoice.due === 0 ? 'paid' : 'open');
          }
        }
        const made = await shop.db.read.select().from(payments);
        const given = await shop.db.read.select().from(refunds);
        const entries = await shop.db.read.select().from(creditEntries);
        const sum = (rows: readonly { amount: number }[]) => rows.reduce((all, { amount }) => all + amount, 0);
        const cash = made.filter(({ status, method }) => status === 'succeeded' && method !== 'credit');
        const ofCash = given.filter(({ paymentId }) => cash.some(({ id }) => id === paymentId));
        const waiting = ofCash.filter(({ status }) => status === 'pending').map(({ id }) => id);
        const reserved = -sum(
          entries.filter(({ source, refundId }) => source === 'refund' && waiting.includes(refundId ?? '')),
        );
        const gone = sum(ofCash.filter(({ status }) => status === 'succeeded'));
        expect(sum(entries)).toBeGreaterThanOrEqual(0);
        expect(counted + sum(entries) + gone + reserved).toBe(sum(cash));
        for (const payment of cash) {
          const back = ofCash.filter(({ paymentId, status }) => paymentId === payment.id && status !== 'failed');
          expect(sum(back)).toBeLessThanOrEqual(payment.amount);
        }
        const succeeded = made.filter(({ status }) => status === 'succeeded');
        expect(await published(shop, 'payment.succeeded')).toBe(succeeded.length);
        // Online payments alone never bring more than was asked for.
        const steady = !steps.some((each) => each.do === 'void');
        if (steady && succeeded.every(({ method }) => method === 'card')) {
          expect(entries.filter(({ source }) => source === 'excess')).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  } finally {
    await shop.close();
  }
}, 120_000);

const published = async (shop: Shop, type: string): Promise<number> =>
  (await shop.db.read.select().from(events)).filter((event) => event.type === type).length;
