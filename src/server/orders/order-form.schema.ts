import { z } from 'zod';
import { parseAmount } from '#content/amount.ts';
import { linesOf } from '../platform/line-fields.ts';
import { newOrder, newOrderEvent, newShipment, shipmentChange } from './order.schema.ts';

/** What a new line offers by itself: it does not make a line. */
export const offeredInOrderLine = ['quantity'] as const;

/** What is typed, without what was left empty. */
const typed = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== ''),
  );
const whole = (text: unknown): number => (typeof text === 'string' && text !== '' ? Number(text) : Number.NaN);

/** An order as its form sends it. An empty number is one to be given. */
export const orderForm = z.preprocess(
  (raw) => {
    const values = raw as Record<string, unknown>;
    return {
      ...typed(values),
      number: typeof values['number'] === 'string' ? values['number'].trim() : '',
      withInstallation: values['withInstallation'] === 'on',
      lines: linesOf(values, offeredInOrderLine).map((line) => ({
        description: line['description'] ?? '',
        detail: line['detail']?.trim() || undefined,
        quantity: whole(line['quantity']?.trim()),
        unitPrice: parseAmount(line['price'] ?? '') ?? Number.NaN,
      })),
    };
  },
  newOrder.safeExtend({ number: z.string().trim().max(40) }),
);
export type OrderInput = z.infer<typeof orderForm>;

/** What happened, as its form sends it: numbers as digits, nothing for what was left empty. */
export const orderEventForm = z.preprocess((raw) => {
  const values = typed(raw as Record<string, unknown>);
  return { ...values, step: whole(values['step']), steps: whole(values['steps']) };
}, newOrderEvent);

const QUANTITY = /^quantity\.(\d{1,3})$/u;
/** What goes with a shipment, as its form sends it: `quantity.2` for the second line of the order; nothing and 0 stay. */
export const shipmentForm = z.preprocess(
  (raw) => {
    const values = typed(raw as Record<string, unknown>);
    const lines = Object.entries(values).flatMap(([name, value]) => {
      const [, position] = QUANTITY.exec(name) ?? [];
      return position === undefined || value === '0' ? [] : [{ position: Number(position), quantity: whole(value) }];
    });
    return { ...values, lines };
  },
  newShipment.omit({ number: true }),
);

const change = z.preprocess((raw) => typed(raw as Record<string, unknown>), shipmentChange);
/** What is done with one shipment, told apart by `act`. */
export const shipmentAct = z.union([
  z.object({ act: z.enum(['delivered', 'discard']) }),
  z.intersection(z.object({ act: z.literal('change') }), change),
]);

/** When an order is to leave and where it goes. */
export const orderTerms = z.object({
  promisedOn: newOrder.shape.promisedOn,
  address: z
    .string()
    .trim()
    .max(300, 'error.tooLong')
    .transform((text) => (text === '' ? null : text)),
});
export type OrderTerms = z.infer<typeof orderTerms>;
