import { lineLabels } from '#components/billing/invoice-labels.ts';
import type { Words } from '#content/words.ts';

/** What the fields of a new order are called where its errors are listed, by name. */
export function orderLabels(t: Words, count: number): Record<string, string> {
  return {
    customerId: t('invoice.edit.customer'),
    title: t('order.edit.title'),
    number: t('invoice.edit.number'),
    placedOn: t('order.edit.placedOn'),
    promisedOn: t('order.edit.promisedOn'),
    address: t('order.edit.address'),
    ...lineLabels(t, count, {
      description: t('order.line.item'),
      detail: t('order.line.detail'),
      quantity: t('order.line.quantity'),
      unitPrice: t('invoice.line.price'),
    }),
  };
}
