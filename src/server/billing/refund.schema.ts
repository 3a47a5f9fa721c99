import { z } from 'zod';
import { typedAmount } from './draft.schema.ts';
import { newRefund } from './invoice.schema.ts';

/** An empty field is one that was not filled in. */
const filled = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema);

/** A refund as its form sends it: the amount as people type it; the payment stands in the address. */
export const refundForm = z.object({
  refundId: z.uuid(),
  amount: typedAmount,
  number: filled(newRefund.shape.number),
  reason: newRefund.shape.reason,
  reference: filled(newRefund.shape.reference),
});
