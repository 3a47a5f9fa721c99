import type { Words } from '#content/words.ts';

/** What the fields of an invoice are called where its errors are listed, by name; «Строка 2, Цена» for one of a line. */
export function invoiceLabels(t: Words, count: number): Record<string, string> {
  return {
    customerId: t('invoice.edit.customer'),
    title: t('invoice.edit.title'),
    number: t('invoice.edit.number'),
    orderNumber: t('invoice.edit.order'),
    issuedOn: t('invoice.edit.issuedOn'),
    dueOn: t('invoice.edit.dueOn'),
    taxRate: t('invoice.edit.taxRate'),
    parts: t('invoice.edit.parts'),
    ...lineLabels(t, count, {
      description: t('invoice.line.description'),
      quantity: t('invoice.line.quantity'),
      unit: t('invoice.edit.unit'),
      unitPrice: t('invoice.line.price'),
    }),
  };
}

/** `lines.1.quantity` → «Строка 2, Кол-во», for each line that is drawn. */
export function lineLabels(t: Words, count: number, fields: Readonly<Record<string, string>>): Record<string, string> {
  const lines = Array.from({ length: count }, (_, index) =>
    Object.entries(fields).map(([field, label]) => [
      `lines.${String(index)}.${field}`,
      `${t('invoice.edit.line', { number: index + 1 })}, ${label}`,
    ]),
  );
  return Object.fromEntries(lines.flat()) as Record<string, string>;
}
