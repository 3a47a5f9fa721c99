import { z } from 'zod';
import type { WordKey } from '#content/words.ts';
import { amountOf, totalOf } from './invoice.ts';

const say = (key: WordKey) => key;

/** Invoice numbers as they stand in addresses and on paper. */
export const invoiceNumber = z.string().trim().min(1).max(40);

const day = z.iso.date(say('error.invalidField'));
const text = (max: number) => z.string().trim().min(1, say('error.required')).max(max, say('error.tooLong'));
/** 999 999 999,99: what a SEPA transfer can carry, and far below 2^53 whatever it is multiplied with. */
const MAX_TOTAL = 99_999_999_999;

export const newInvoice = z
  .object({
    number: invoiceNumber,
    customerId: z.string().min(1, say('task.error.customer')).max(40),
    orderNumber: z.string().trim().min(1).max(40).optional(),
    title: text(200),
    currency: z.enum(['RUB', 'EUR', 'USD']),
    /** Basis points: 2200 = 22 %. */
    taxRate: z.number().int().min(0).max(10_000),
    issuedOn: day,
    dueOn: day,
    lines: z
      .array(
        z.object({
          description: text(200),
          quantity: z.number().int().min(-1_000_000).max(1_000_000),
          unit: z.string().trim().max(20),
          unitPrice: z.number().int().min(0).max(MAX_TOTAL),
        }),
      )
      .min(1, say('error.required'))
      .max(500, say('error.tooLong')),
    /** Paid in parts: in the order of their days, together the total, the last one on `dueOn`. */
    instalments: z
      .array(z.object({ dueOn: day, amount: z.number().int().min(1).max(MAX_TOTAL) }))
      .min(2)
      .max(36)
      .optional(),
  })
  .refine((invoice) => invoice.dueOn >= invoice.issuedOn, { path: ['dueOn'], message: say('error.invalidField') })
  .refine(({ lines }) => lines.every((line) => Math.abs(amountOf(line)) <= MAX_TOTAL) && isSum(totalOf(lines)), {
    path: ['lines'],
    message: say('error.invalidField'),
  })
  .refine((invoice) => isPlan(invoice), { path: ['instalments'], message: say('invoice.planWrong') });
const isPlan = ({
  instalments: plan,
  lines,
  dueOn,
}: {
  instalments?: Part[] | undefined;
  lines: Priced[];
  dueOn: string;
}) =>
  plan === undefined ||
  (plan.every((part, index) => index === 0 || part.dueOn > (plan[index - 1]?.dueOn ?? '')) &&
    plan.at(-1)?.dueOn === dueOn &&
    plan.reduce((sum, part) => sum + part.amount, 0) === totalOf(lines));
interface Part {
  dueOn: string;
  amount: number;
}
type Priced = Parameters<typeof amountOf>[0];
const isSum = (amount: number): boolean => amount > 0 && amount <= MAX_TOTAL;
export type NewInvoice = z.infer<typeof newInvoice>;

export const newTransfer = z.object({
  number: invoiceNumber,
  amount: z.number().int().min(1).max(MAX_TOTAL),
  currency: z.enum(['RUB', 'EUR', 'USD']),
  /** Number of the payment order: the same one is booked once. */
  reference: text(60),
});
export type NewTransfer = z.infer<typeof newTransfer>;

export const refundReasons = ['returned_goods', 'mistake', 'duplicate', 'goodwill', 'other'] as const;
export const newRefund = z.object({
  /** Made with the form: a second press is the same refund. */
  refundId: z.uuid().optional(),
  paymentId: z.uuid(),
  amount: z.number().int().min(1).max(MAX_TOTAL),
  /** Only from this invoice; otherwise from credit first, then from the payment's invoices, the last one first. */
  number: invoiceNumber.optional(),
  reason: z.enum(refundReasons, say('refund.reason.choose')),
  /** Required for what had come by bank: number of our payment order. */
  reference: text(60).optional(),
});
export type NewRefund = z.infer<typeof newRefund>;
