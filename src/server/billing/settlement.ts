import { type InvoiceStatus } from './invoice.ts';

/**
 * What money does, decided without a database. The verbs load what is needed, ask here and store the answer; the property
 * test plays the same functions through ten thousand stories (tests/server/billing/money.property.test.ts). All amounts are
 * minor units of one currency.
 *
 * Of each payment that brought money, always: what counts for invoices + what became credit + what was given back = amount.
 */

/** An invoice as money sees it; `counted` is the sum of its counted allocations. */
export interface Account {
  id: string;
  status: InvoiceStatus;
  total: number;
  counted: number;
}

/** An amount asked for, or counted towards, one invoice. */
export interface Share {
  invoiceId: string;
  amount: number;
}

export interface Move {
  invoiceId: string;
  from: InvoiceStatus;
  to: InvoiceStatus;
}

/** Written off is not forgiven: money that comes all the same is welcome. */
const takesMoney = (status: InvoiceStatus): boolean => status === 'open' || status === 'uncollectible';

const dueOf = ({ status, total, counted }: Account): number => (takesMoney(status) ? Math.max(0, total - counted) : 0);

/** The status that the sum of its money leads an invoice to. A paid one opens again when money was given back. */
export function statusByMoney({ status, total, counted }: Account): InvoiceStatus {
  if (takesMoney(status)) return counted >= total ? 'paid' : status;
  return status === 'paid' && counted < total ? 'open' : status;
}

function movesOf(accounts: readonly Account[], added: readonly Share[]): Move[] {
  return accounts.flatMap((account) => {
    const sum = added.reduce((all, share) => (share.invoiceId === account.id ? all + share.amount : all), 0);
    const to = statusByMoney({ ...account, counted: account.counted + sum });
    return to === account.status ? [] : [{ invoiceId: account.id, from: account.status, to }];
  });
}

export interface Received {
  /** What counts for which invoice. */
  counts: Share[];
  /** What an invoice did not need of what came for it: the customer's credit. */
  credits: Share[];
  moves: Move[];
}

/** Money has come for these invoices. Each takes what it still needs; the rest becomes credit, and nothing is lost. */
export function receive(accounts: readonly Account[], asked: readonly Share[]): Received {
  const counts: Share[] = [];
  const credits: Share[] = [];
  for (const { invoiceId, amount } of asked) {
    const account = accounts.find(({ id }) => id === invoiceId);
    const counted = Math.min(amount, account ? dueOf(account) : 0);
    counts.push({ invoiceId, amount: counted });
    if (amount > counted) credits.push({ invoiceId, amount: amount - counted });
  }
  return { counts, credits, moves: movesOf(accounts, counts) };
}

/** May this be asked of a payer now: something for each, never more than is due, nothing for what is not open? */
export function isAskable(accounts: readonly Account[], asked: readonly Share[]): boolean {
  return (
    asked.length > 0 &&
    asked.every(({ invoiceId, amount }) => {
      const account = accounts.find(({ id }) => id === invoiceId);
      return account?.status === 'open' && amount > 0 && amount <= dueOf(account);
    })
  );
}

/** How much of a customer's credit goes to an invoice: what there is, at most what is due. Zero when it takes none. */
export const creditFor = (account: Account, credit: number): number =>
  account.status === 'open' ? Math.max(0, Math.min(credit, dueOf(account))) : 0;

/** What of one payment still counts for an invoice and is not being given back already. */
export interface Pot {
  invoiceId: string;
  left: number;
}

export interface RefundPlan {
  shares: Share[];
  /** Taken from the customer's credit. */
  credit: number;
}

/**
 * Where a refund of one payment is taken from: first what lies as credit, then its invoices, the last one first; or only one
 * invoice. Null when there is not that much left of the payment. `credit` is what of this payment became credit and has not
 * been spent.
 */
export function planRefund(
  pots: readonly Pot[],
  credit: number,
  amount: number,
  onlyFrom: string | null = null,
): RefundPlan | null {
  if (amount <= 0) return null;
  const fromCredit = onlyFrom === null ? Math.min(Math.max(0, credit), amount) : 0;
  let rest = amount - fromCredit;
  const shares: Share[] = [];
  for (const pot of [...pots].reverse()) {
    if (onlyFrom !== null && pot.invoiceId !== onlyFrom) continue;
    const taken = Math.min(rest, Math.max(0, pot.left));
    if (taken > 0) shares.push({ invoiceId: pot.invoiceId, amount: taken });
    rest -= taken;
  }
  return rest === 0 ? { shares, credit: fromCredit } : null;
}

/** What is left of a payment to give back. */
export const refundable = (pots: readonly Pot[], credit: number): number =>
  Math.max(0, credit) + pots.reduce((sum, pot) => sum + Math.max(0, pot.left), 0);

/** The money is gone: its invoices may open again. */
export const movesAfterRefund = (accounts: readonly Account[], shares: readonly Share[]): Move[] =>
  movesOf(
    accounts,
    shares.map(({ invoiceId, amount }) => ({ invoiceId, amount: -amount })),
  );

/** The refund failed: what it had reserved of an invoice that is void by now has nowhere to go but to credit. */
export const creditAfterFailedRefund = (accounts: readonly Account[], shares: readonly Share[]): Share[] =>
  shares.filter(({ invoiceId }) => accounts.find(({ id }) => id === invoiceId)?.status === 'void');
