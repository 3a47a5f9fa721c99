import { canMove, type InvoiceStatus } from '#server/billing/invoice.ts';
import { decide } from '#server/billing/payment.ts';
import {
  creditAfterFailedRefund,
  creditFor,
  isAskable,
  movesAfterRefund,
  planRefund,
  receive,
  type Account,
  type Move,
  type Pot,
  type Share,
} from '#server/billing/settlement.ts';

interface Row {
  paymentId: number;
  invoiceId: string;
  kind: 'payment' | 'refund' | 'void';
  state: 'pending' | 'counted' | 'dropped';
  amount: number;
  refundId: number | null;
}
interface Payment {
  id: number;
  method: 'card' | 'bank_transfer' | 'credit';
  status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  amount: number;
  shares: Share[];
  /** How it stands at the provider, whatever we know of it. */
  checkout: 'open' | 'paid' | 'expired';
}
interface Refund {
  id: number;
  paymentId: number;
  amount: number;
  status: 'pending' | 'succeeded' | 'failed';
  credit: number;
}

/** The books in memory: the tables that the verbs write, changed by the very decisions the verbs ask for. */
export class Books {
  readonly invoices = new Map<string, { total: number; status: InvoiceStatus }>();
  readonly rows: Row[] = [];
  readonly payments: Payment[] = [];
  readonly refunds: Refund[] = [];
  readonly credits: { paymentId: number; amount: number }[] = [];

  constructor(totals: readonly number[]) {
    totals.forEach((total, index) => this.invoices.set(`i${String(index)}`, { total, status: 'open' }));
  }

  counted(invoiceId: string): number {
    return this.#sum((row) => row.invoiceId === invoiceId && row.state === 'counted');
  }

  due(invoiceId: string): number {
    return (this.invoices.get(invoiceId)?.total ?? 0) - this.counted(invoiceId);
  }

  get credit(): number {
    return this.credits.reduce((sum, { amount }) => sum + amount, 0);
  }

  /** Starts paying; what is in the way is closed first, unless the payer was quicker. */
  start(shares: readonly Share[]): void {
    if (!isAskable(this.#accounts(), shares)) return;
    const inTheWay = this.payments.filter(
      ({ status, shares: asked }) =>
        status === 'pending' && asked.some((one) => shares.some((other) => other.invoiceId === one.invoiceId)),
    );
    for (const payment of inTheWay) {
      const same =
        payment.shares.length === shares.length &&
        payment.shares.every((one) =>
          shares.some((other) => other.invoiceId === one.invoiceId && other.amount === one.amount),
        );
      if (same) return;
      this.#expire(payment);
      this.settle(payment.id);
    }
    if (isAskable(this.#accounts(), shares)) this.#add('card', 'pending', shares);
  }

  /** The payer pays at the provider: possible as long as the checkout is open. We hear of it later, or never. */
  payAtProvider(id: number): void {
    const payment = this.payments[id];
    if (payment?.method === 'card' && payment.checkout === 'open') payment.checkout = 'paid';
  }

  expireAtProvider(id: number): void {
    const payment = this.payments[id];
    if (payment?.method === 'card') this.#expire(payment);
  }

  /** A notice, a repeat of it, a late one, reconciliation: all only make us look. */
  settle(id: number): void {
    const payment = this.payments[id];
    if (payment?.method !== 'card') return;
    const decision = decide(
      { id: String(id), amount: payment.amount, currency: 'RUB' },
      {
        id: 'cs',
        paymentId: String(id),
        status: payment.checkout === 'open' ? 'open' : payment.checkout === 'paid' ? 'complete' : 'expired',
        paid: payment.checkout === 'paid',
        amount: payment.amount,
        currency: 'RUB',
        url: null,
        intentId: null,
      },
    );
    if (decision === 'paid' && payment.status !== 'succeeded') this.#book(payment);
    if (decision === 'closed' && payment.status === 'pending') {
      payment.status = 'canceled';
      for (const row of this.rows) if (row.paymentId === id && row.state === 'pending') row.state = 'dropped';
    }
  }

  transfer(invoiceId: string, amount: number): void {
    this.#book(this.#add('bank_transfer', 'pending', [{ invoiceId, amount }]));
    this.#closeOutdated();
  }

  useCredit(invoiceId: string): void {
    const account = this.#accounts().find(({ id }) => id === invoiceId);
    const amount = account ? creditFor(account, this.credit) : 0;
    if (amount === 0) return;
    const payment = this.#add('credit', 'pending', [{ invoiceId, amount }]);
    this.credits.push({ paymentId: payment.id, amount: -amount });
    this.#book(payment);
    this.#closeOutdated();
  }

  refund(paymentId: number, amount: number, onlyFrom: string | null): void {
    const payment = this.payments[paymentId];
    if (payment?.status !== 'succeeded') return;
    const plan = planRefund(this.#pots(paymentId), this.#spendable(payment), amount, onlyFrom);
    if (!plan) return;
    const id = this.refunds.length;
    this.refunds.push({ id, paymentId, amount, status: 'pending', credit: plan.credit });
    for (const share of plan.shares) {
      const { invoiceId } = share;
      this.rows.push({ paymentId, invoiceId, kind: 'refund', state: 'pending', amount: -share.amount, refundId: id });
    }
    if (plan.credit > 0) this.credits.push({ paymentId, amount: -plan.credit });
    if (payment.method !== 'card') this.endRefund(id, 'succeeded');
  }

  endRefund(id: number, status: 'succeeded' | 'failed'): void {
    const refund = this.refunds[id];
    if (refund?.status !== 'pending') return;
    refund.status = status;
    const { paymentId } = refund;
    const shares: Share[] = [];
    const before = this.#accounts();
    for (const row of this.rows) {
      if (row.refundId !== id || row.state !== 'pending') continue;
      row.state = status === 'succeeded' ? 'counted' : 'dropped';
      shares.push({ invoiceId: row.invoiceId, amount: -row.amount });
    }
    if (status === 'succeeded') {
      this.#move(movesAfterRefund(before, shares));
      if (this.payments[paymentId]?.method === 'credit') this.credits.push({ paymentId, amount: refund.amount });
      return;
    }
    for (const share of creditAfterFailedRefund(before, shares)) this.#release(paymentId, share);
    if (refund.credit > 0) this.credits.push({ paymentId, amount: refund.credit });
  }

  end(invoiceId: string, status: 'void' | 'uncollectible'): void {
    const invoice = this.invoices.get(invoiceId);
    if (!invoice || !canMove(invoice.status, status)) return;
    invoice.status = status;
    if (status === 'void') {
      for (const { id, status: state } of this.payments) {
        const left = this.#pots(id).find((pot) => pot.invoiceId === invoiceId)?.left ?? 0;
        if (state === 'succeeded' && left > 0) this.#release(id, { invoiceId, amount: left });
      }
    }
    this.#closeOutdated();
  }

  #release(paymentId: number, { invoiceId, amount }: Share): void {
    this.rows.push({ paymentId, invoiceId, kind: 'void', state: 'counted', amount: -amount, refundId: null });
    this.credits.push({ paymentId, amount });
  }

  #expire(payment: Payment): void {
    if (payment.checkout === 'open') payment.checkout = 'expired';
  }

  #closeOutdated(): void {
    for (const payment of this.payments) {
      if (payment.status !== 'pending' || isAskable(this.#accounts(), payment.shares)) continue;
      this.#expire(payment);
      this.settle(payment.id);
    }
  }

  #add(method: Payment['method'], status: 'pending', shares: readonly Share[]): Payment {
    const amount = shares.reduce((sum, share) => sum + share.amount, 0);
    const payment: Payment = {
      id: this.payments.length,
      method,
      status,
      amount,
      shares: [...shares],
      checkout: 'open',
    };
    this.payments.push(payment);
    for (const share of shares) {
      this.rows.push({ ...share, paymentId: payment.id, kind: 'payment', state: 'pending', refundId: null });
    }
    return payment;
  }

  #book(payment: Payment): void {
    payment.status = 'succeeded';
    const { counts, credits, moves } = receive(this.#accounts(), payment.shares);
    for (const { invoiceId, amount } of counts) {
      const row = this.rows.find((one) => one.paymentId === payment.id && one.invoiceId === invoiceId);
      if (row) Object.assign(row, { state: 'counted', amount });
    }
    for (const { amount } of credits) this.credits.push({ paymentId: payment.id, amount });
    this.#move(moves);
  }

  #move(moves: readonly Move[]): void {
    for (const { invoiceId, to } of moves) {
      const invoice = this.invoices.get(invoiceId);
      if (invoice) invoice.status = to;
    }
  }

  #accounts(): Account[] {
    return [...this.invoices].map(([id, invoice]) => ({ id, ...invoice, counted: this.counted(id) }));
  }

  #pots(paymentId: number): Pot[] {
    return (this.payments[paymentId]?.shares ?? []).map(({ invoiceId }) => ({
      invoiceId,
      left: this.#sum((row) => row.paymentId === paymentId && row.invoiceId === invoiceId && row.state !== 'dropped'),
    }));
  }

  #spendable(payment: Payment): number {
    if (payment.method === 'credit') return 0;
    const fed = this.credits.reduce((sum, { paymentId, amount }) => (paymentId === payment.id ? sum + amount : sum), 0);
    return Math.max(0, Math.min(this.credit, fed));
  }

  #sum(which: (row: Row) => boolean): number {
    return this.rows.reduce((sum, row) => (which(row) ? sum + row.amount : sum), 0);
  }
}
