import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  creditOf,
  getStatement,
  listInvoices,
  recordBankTransfer,
  refundPayment,
  statementPdf,
  statementTable,
  useCredit,
  voidInvoice,
  writeOffInvoice,
} from '#server/billing/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { countQueries } from '#support/count-queries.ts';
import { readPdf } from '#support/read-pdf.ts';
import { wholeTable } from '#support/whole-table.ts';
import { openShop, type Shop } from './shop.ts';

const DAY = 86_400_000;
const reader = { locale: 'ru', timeZone: 'Europe/Moscow' } as const;
const always = { from: '2026-01-01', to: '2027-12-31' };
let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

type Step = ['issue', number] | ['pay' | 'void' | 'writeOff' | 'credit', number, number] | ['refund', number, number];
const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.tuple(fc.constant('issue' as const), fc.integer({ min: 1, max: 500 })),
  fc.tuple(fc.constantFrom('pay' as const, 'credit' as const), fc.nat(5), fc.integer({ min: 1, max: 700 })),
  fc.tuple(fc.constant('refund' as const), fc.nat(5), fc.integer({ min: 1, max: 300 })),
  fc.tuple(fc.constantFrom('void' as const, 'writeOff' as const), fc.nat(5), fc.constant(0)),
);

async function play(customerId: string, owner: UserViewer, steps: readonly Step[]): Promise<void> {
  const numbers: string[] = [];
  const paid: { number: string; paymentId: string }[] = [];
  for (const [index, [kind, which, amount = 0]] of steps.entries()) {
    shop.clock.set(new Date(Date.parse('2026-06-01T21:30:00Z') + index * 3 * DAY));
    const day = shop.clock.now().toISOString().slice(0, 10);
    if (kind === 'issue') {
      numbers.push(await shop.invoice(customerId, which, { issuedOn: day, dueOn: '2026-12-31' }));
      continue;
    }
    const number = numbers[which % Math.max(1, numbers.length)];
    if (number === undefined) continue;
    if (kind === 'pay') {
      const reference = `${customerId}-${String(index)}`;
      const result = await recordBankTransfer(shop.system, { number, amount, currency: 'RUB', reference });
      if (result.ok) paid.push({ number, paymentId: result.value.paymentId });
    }
    if (kind === 'credit') await useCredit(shop.as(owner), { number });
    if (kind === 'void') await voidInvoice(shop.system, { number });
    if (kind === 'writeOff') await writeOffInvoice(shop.system, { number });
    const payment = paid[which % Math.max(1, paid.length)];
    if (kind === 'refund' && payment) {
      await refundPayment(shop.system, { ...payment, amount, reason: 'other', reference: `r-${String(index)}` });
    }
  }
}

it('adds up for every story and every period: opening and movements make closing, and closing is what is due less credit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 14 }),
      fc.nat(50),
      fc.nat(50),
      async (steps, start, length) => {
        const customerId = await shop.customer();
        const owner = await shop.member(customerId, 'owner');
        await play(customerId, owner, steps);
        const ctx = shop.as(owner);
        const dayAt = (days: number) => new Date(Date.parse('2026-05-25') + days * DAY).toISOString().slice(0, 10);
        const periods = [always, { from: dayAt(start), to: dayAt(start + length) }];
        for (const period of periods) {
          for (const part of (await getStatement(ctx, period))?.currencies ?? []) {
            expect(part.opening + part.lines.reduce((sum, line) => sum + line.amount, 0)).toBe(part.closing);
            expect(part.opening + part.charged - part.settled).toBe(part.closing);
            expect(part.lines.at(-1)?.balance ?? part.opening).toBe(part.closing);
          }
        }
        // Two periods that follow each other meet.
        const middle = dayAt(start);
        const closing = (statement: Awaited<ReturnType<typeof getStatement>>) => statement?.currencies[0]?.closing ?? 0;
        const first = await getStatement(ctx, { from: always.from, to: middle });
        const rest = await getStatement(ctx, { from: dayAt(start + 1), to: always.to });
        if (first?.currencies[0] && rest?.currencies[0]) expect(rest.currencies[0].opening).toBe(closing(first));

        const due = (await listInvoices(ctx))?.totals[0]?.due ?? 0;
        const credit = (await creditOf(ctx))?.[0]?.amount ?? 0;
        const whole = await getStatement(ctx, always);
        expect(closing(whole)).toBe(due - credit);
        if (whole?.currencies[0]) expect(whole.currencies[0]).toMatchObject({ due, credit });
      },
    ),
    { numRuns: 40 },
  );
});

it('counts a payment on the day it came where the company works', async () => {
  const customerId = await shop.customer();
  const owner = await shop.member(customerId, 'owner');
  const number = await shop.invoice(customerId, 100);
  // 00:30 on 1 December in Moscow.
  shop.clock.set('2026-11-30T21:30:00Z');
  await recordBankTransfer(shop.system, { number, amount: 100, currency: 'RUB', reference: 'night' });
  const ctx = shop.as(owner);
  const november = await getStatement(ctx, { from: '2026-11-01', to: '2026-11-30' });
  expect(november?.currencies[0]).toMatchObject({ closing: 100, settled: 0 });
  const december = await getStatement(ctx, { from: '2026-12-01', to: '2026-12-31' });
  expect(december?.currencies[0]).toMatchObject({ opening: 100, closing: 0 });
  expect(december?.currencies[0]?.lines[0]).toMatchObject({ day: '2026-12-01', amount: -100, balance: 0 });
});

it('says the same on paper and in the table, never mixes currencies and takes eight queries at most', async () => {
  const customerId = await shop.customer('ООО «Северный ветер»');
  const owner = await shop.member(customerId, 'owner');
  await shop.invoice(customerId, 1_250_00, { number: 'СЧ-7', title: 'Столы' });
  await shop.invoice(customerId, 40_00, { number: 'СЧ-8', currency: 'EUR' });
  await recordBankTransfer(shop.system, { number: 'СЧ-7', amount: 250_00, currency: 'RUB', reference: '77' });
  const ctx = shop.as(owner);
  const text = readPdf((await statementPdf(ctx, always, reader))?.bytes ?? new Uint8Array()).join('\n');
  for (const words of ['Акт сверки', 'ООО «Северный ветер»', 'СЧ-7: Столы', 'п/п № 77', '1 000,00 ₽', '40,00 €']) {
    expect(text).toContain(words);
  }
  const table = await wholeTable(await statementTable(ctx, always, reader));
  expect(new Set(table?.rows.map((row) => row[5]))).toEqual(new Set(['RUB', 'EUR']));
  expect(await countQueries(ctx, (counting) => getStatement(counting, always))).toBeLessThanOrEqual(8);
});

it('is nothing to another customer and to a member without invoices', async () => {
  const customerId = await shop.customer();
  const stranger = await shop.member(await shop.customer(), 'owner');
  const colleague = await shop.member(customerId, 'member');
  expect(await getStatement(shop.as(stranger), always, { customerId })).toBeNull();
  expect(await getStatement(shop.as(colleague), always)).toBeNull();
});
