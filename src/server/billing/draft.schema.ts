import { z } from 'zod';
import { parseAmount } from '#content/amount.ts';
import type { WordKey } from '#content/words.ts';
import { totalOf, type Instalment } from './invoice.ts';
import { linesOf } from '../platform/line-fields.ts';
import { newInvoice, newTransfer } from './invoice.schema.ts';

/** What a new line offers by itself: it does not make a line. */
export const offeredInLine = ['quantity', 'unit'] as const;

/** NaN for what is no number, so that the field itself is told to be wrong. */
const number = (text: string | undefined): number => {
  const bare = (text ?? '').trim().replace(',', '.');
  return bare === '' ? Number.NaN : Number(bare);
};
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/**
 * A draft as its form sends it: lines as `lines.0.price`, prices as people type them, the rate in percent. An empty number is
 * one to be given.
 */
export const draftForm = z.preprocess(
  (raw) => {
    const values = raw as Record<string, unknown>;
    const lines = linesOf(values, offeredInLine).map((line) => ({
      description: line['description'] ?? '',
      quantity: number(line['quantity']),
      unit: line['unit'] ?? '',
      unitPrice: parseAmount(line['price'] ?? '') ?? Number.NaN,
    }));
    return {
      ...values,
      number: text(values['number']),
      orderNumber: text(values['orderNumber']) || undefined,
      taxRate: Math.round(number(text(values['taxRate'])) * 100),
      lines,
      instalments: monthlyParts(totalOf(lines), Number(text(values['parts']) || 1), text(values['dueOn'])),
    };
  },
  newInvoice.safeExtend({ number: z.string().trim().max(40) }),
);
export type DraftInput = z.infer<typeof draftForm>;

/** How many equal parts a form offers. */
export const partCounts = [1, 2, 3, 4, 6, 12] as const;

/**
 * A total in equal parts, one a month, the last on the day the invoice is due; what does not divide goes with the last one.
 * Nothing for a single part, and while the total or the day is wrong: those are told by themselves.
 */
export function monthlyParts(total: number, count: number, dueOn: string): Instalment[] | undefined {
  const fits = (partCounts as readonly number[]).includes(count) && count > 1 && Number.isSafeInteger(total);
  if (!fits || total < count || !/^\d{4}-\d{2}-\d{2}$/u.test(dueOn)) return undefined;
  const share = Math.floor(total / count);
  return Array.from({ length: count }, (_, index) => ({
    dueOn: monthsBefore(dueOn, count - 1 - index),
    amount: index === count - 1 ? total - share * (count - 1) : share,
  }));
}

/** The same day some months earlier, or the last of a shorter month. */
function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** An amount as people type it, in minor units. */
export const typedAmount = z
  .string()
  .max(40)
  .transform((typed, issues) => {
    const amount = parseAmount(typed);
    if (amount !== null && amount > 0) return amount;
    issues.addIssue({ code: 'custom', message: 'invoice.transfer.amount.wrong' satisfies WordKey });
    return z.NEVER;
  });

/** A transfer as its form sends it: the amount as people type it; the invoice and its currency stand in the address. */
export const transferForm = z.object({
  part: z.literal('transfer'),
  amount: typedAmount,
  reference: newTransfer.shape.reference,
});
