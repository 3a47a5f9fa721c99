import { eq, inArray, sql } from 'drizzle-orm';
import { invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { companyDay } from '../platform/company-day.ts';
import { balance, stateOn, type Currency, type InvoiceState } from './invoice.ts';
import { canPayInvoice, canSeeInvoice } from './invoice.policy.ts';
import { nextDueOn, received } from './invoice-sums.ts';
import { getIssuer } from './issuer.ts';
import { bankDetailsTogether, type BankDetails } from './requisites.ts';

/** Invoices of one company and currency that can be paid together. Amounts in minor units. */
export interface Quote {
  customerId: string;
  currency: Currency;
  total: number;
  invoices: { number: string; title: string; due: number; nextDueOn: string; state: InvoiceState }[];
  bank: BankDetails | null;
  canPayOnline: boolean;
}

/**
 * What paying these invoices together comes to, one quote per currency, and which of them need no payment. What is not the
 * viewer's is left out without a word. Two queries however many there are.
 */
export async function quoteTogether(
  ctx: Ctx<UserViewer>,
  numbers: readonly string[],
): Promise<{ quotes: Quote[]; nothingDue: string[] }> {
  const wanted = [...new Set(numbers)];
  const rows = await ctx.db.read
    .select({ invoice: invoices, received: sql<number>`${received}`, nextDueOn: sql<string>`${nextDueOn}` })
    .from(invoices)
    .where(wanted.length === 1 ? eq(invoices.number, wanted[0] ?? '') : inArray(invoices.number, wanted));
  const issuer = await getIssuer(ctx.db.read);
  const today = companyDay(ctx.clock);
  const quotes: Quote[] = [];
  const nothingDue: string[] = [];
  for (const number of wanted) {
    const row = rows.find(({ invoice }) => invoice.number === number);
    if (!row || !canSeeInvoice(ctx.viewer, row.invoice)) continue;
    const { customerId, currency, title, total, status } = row.invoice;
    const { due } = balance(total, row.received);
    if (!canPayInvoice(ctx.viewer, { customerId, status, due })) {
      nothingDue.push(number);
      continue;
    }
    let quote = quotes.find((each) => each.customerId === customerId && each.currency === currency);
    if (!quote) {
      const canPayOnline = ctx.platform.payments !== null;
      quote = { customerId, currency, total: 0, invoices: [], bank: null, canPayOnline };
      quotes.push(quote);
    }
    quote.total += due;
    const state = stateOn({ status, dueOn: row.nextDueOn }, today);
    quote.invoices.push({ number, title, due, nextDueOn: row.nextDueOn, state });
  }
  for (const quote of quotes) {
    const asked = { numbers: quote.invoices.map(({ number }) => number), currency: quote.currency, due: quote.total };
    quote.bank = bankDetailsTogether(issuer, asked);
  }
  return { quotes, nothingDue };
}
