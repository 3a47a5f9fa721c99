import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Books } from './books.ts';

const TOTALS = [10_000, 2_500, 777];
const ids = TOTALS.map((_, index) => `i${String(index)}`);
const invoice = fc.constantFrom(...ids);
const amount = fc.oneof(fc.integer({ min: 1, max: 12_000 }), fc.constantFrom(...TOTALS));
/** Which payment or refund: taken round the number there is. */
const which = fc.nat({ max: 11 });

type Step = (books: Books) => void;
const at = <T>(list: readonly T[], index: number): number => (list.length === 0 ? -1 : index % list.length);
const step: fc.Arbitrary<Step> = fc.oneof(
  // Two tabs and two members are two starts; in full, a part, or several at once.
  {
    weight: 4,
    arbitrary: invoice.map((id): Step => (books) => {
      books.start([{ invoiceId: id, amount: books.due(id) }]);
    }),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(invoice, amount).map(([invoiceId, part]): Step => (books) => {
      books.start([{ invoiceId, amount: part }]);
    }),
  },
  {
    weight: 2,
    arbitrary: fc.subarray(ids, { minLength: 2 }).map((several): Step => (books) => {
      books.start(several.map((invoiceId) => ({ invoiceId, amount: books.due(invoiceId) })));
    }),
  },
  {
    weight: 4,
    arbitrary: which.map((index): Step => (books) => {
      books.payAtProvider(at(books.payments, index));
    }),
  },
  {
    weight: 1,
    arbitrary: which.map((index): Step => (books) => {
      books.expireAtProvider(at(books.payments, index));
    }),
  },
  // Notices that come, come twice, in another order, or not at all until we look ourselves.
  {
    weight: 5,
    arbitrary: which.map((index): Step => (books) => {
      books.settle(at(books.payments, index));
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(invoice, amount).map(([id, money]): Step => (books) => {
      books.transfer(id, money);
    }),
  },
  {
    weight: 2,
    arbitrary: invoice.map((id): Step => (books) => {
      books.useCredit(id);
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(which, amount, fc.option(invoice, { nil: null }))
      .map(([index, money, from]): Step => (books) => {
        books.refund(at(books.payments, index), money, from);
      }),
  },
  {
    weight: 1,
    arbitrary: which.map((index): Step => (books) => {
      const id = at(books.payments, index);
      books.refund(id, books.payments[id]?.amount ?? 0, null);
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(which, fc.constantFrom('succeeded' as const, 'failed' as const))
      .map(([index, status]): Step => (books) => {
        books.endRefund(at(books.refunds, index), status);
      }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(invoice, fc.constantFrom('void' as const, 'uncollectible' as const))
      .map(([id, status]): Step => (books) => {
        books.end(id, status);
      }),
  },
);

/** Plain comparisons: an `expect` for each of a million sums would take longer than the stories. */
const hold = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};

function check(books: Books): void {
  for (const [id, { total, status }] of books.invoices) {
    const paid = books.counted(id);
    hold(paid + books.due(id) === total, 'paid and due make the total');
    hold(paid >= 0 && paid <= total, 'never less than nothing, never more than the total');
    hold(status !== 'open' || paid < total, 'open while something is due');
    hold(status !== 'paid' || paid === total, 'paid when all has come');
    // Of one invoice, no two payments are ever under way.
    const asking = books.payments.filter(
      (payment) => payment.status === 'pending' && payment.shares.some((share) => share.invoiceId === id),
    );
    hold(asking.length <= 1, 'one payment under way at a time');
  }
  hold(books.credit >= 0, 'credit is never spent twice');
  const given = (paymentId: number, state: (status: string) => boolean) =>
    books.refunds.reduce((sum, one) => (one.paymentId === paymentId && state(one.status) ? sum + one.amount : sum), 0);
  let moneyIn = 0;
  let gone = 0;
  let onItsWay = 0;
  for (const { id, method, status, amount: came } of books.payments) {
    if (status !== 'succeeded' || method === 'credit') continue;
    moneyIn += came;
    gone += given(id, (state) => state === 'succeeded');
    hold(given(id, (state) => state !== 'failed') <= came, 'no more goes back than came');
  }
  for (const refund of books.refunds) if (refund.status === 'pending') onItsWay += refund.credit;
  const allocated = ids.reduce((sum, id) => sum + books.counted(id), 0);
  hold(allocated + books.credit + gone + onItsWay === moneyIn, 'all that came is somewhere');
}

it('no sequence of payments, refunds, voids, credit and notices loses a kopeck, in 12 000 stories', () => {
  let stories = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 30 }), (steps) => {
      stories++;
      const books = new Books(TOTALS);
      for (const act of steps) {
        act(books);
        check(books);
      }
      // At the end we look at everything once more, as reconciliation does: all that was charged is booked.
      for (const { id } of books.payments) books.settle(id);
      check(books);
      const charged = books.payments.filter(({ checkout, method }) => method === 'card' && checkout === 'paid');
      expect(charged.every(({ status }) => status === 'succeeded')).toBe(true);
    }),
    { numRuns: 12_000 },
  );
  expect(stories).toBeGreaterThanOrEqual(10_000);
});

it('online payments alone never take more than the invoices ask for', () => {
  const online: fc.Arbitrary<Step> = fc.oneof(
    fc.tuple(invoice, amount).map(([invoiceId, part]): Step => (books) => {
      books.start([{ invoiceId, amount: Math.min(part, books.due(invoiceId)) }]);
    }),
    fc.subarray(ids, { minLength: 1 }).map((several): Step => (books) => {
      books.start(several.map((invoiceId) => ({ invoiceId, amount: books.due(invoiceId) })));
    }),
    which.map((index): Step => (books) => {
      books.payAtProvider(at(books.payments, index));
    }),
    which.map((index): Step => (books) => {
      books.settle(at(books.payments, index));
    }),
  );
  fc.assert(
    fc.property(fc.array(online, { minLength: 5, maxLength: 40 }), (steps) => {
      const books = new Books(TOTALS);
      for (const act of steps) act(books);
      for (const { id } of books.payments) books.settle(id);
      check(books);
      expect(books.credit).toBe(0);
    }),
    { numRuns: 3_000 },
  );
});
