import { amountInField } from '#content/amount.ts';
import type { InvoiceDetails } from '#server/billing/index.ts';

/** A draft as values of the form that changes it. */
export function draftValues(invoice: InvoiceDetails): Record<string, string> {
  const { number, customerId, orderNumber, title, currency, issuedOn, dueOn, taxRate, lines } = invoice;
  const ofLines = lines.flatMap(({ description, quantity, unit, unitPrice }, index) => {
    const name = (field: string) => `lines.${String(index)}.${field}`;
    return [
      [name('description'), description],
      [name('quantity'), String(quantity)],
      [name('unit'), unit],
      [name('price'), amountInField(unitPrice)],
    ];
  });
  return {
    number,
    customerId,
    orderNumber: orderNumber ?? '',
    title,
    currency,
    issuedOn,
    dueOn,
    taxRate: String((taxRate ?? 0) / 100).replace('.', ','),
    parts: String(Math.max(1, invoice.instalments.length)),
    ...(Object.fromEntries(ofLines) as Record<string, string>),
  };
}
