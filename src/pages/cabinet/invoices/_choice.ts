import { z } from 'zod';
import type { InvoiceChoice } from '#components/billing/addresses.ts';
import { invoiceFilters, invoiceSorts, type InvoiceListOptions } from '#server/billing/index.ts';

const day = z.iso.date().optional().catch(undefined);

/** What the address of the list says. What it cannot mean is read as the usual list. */
const choice = z.object({
  state: z.enum(invoiceFilters).catch('all'),
  sort: z.enum(invoiceSorts).catch('issued'),
  order: z.enum(['asc', 'desc']).catch('desc'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  q: z.string().trim().max(100).catch(''),
  currency: z.enum(['RUB', 'EUR', 'USD']).optional().catch(undefined),
  from: day,
  to: day,
  orderNumber: z.string().trim().min(1).max(40).optional().catch(undefined),
});

/** The list an address asks for: for the server, and for the links of the page. */
export function readChoice(query: URLSearchParams): InvoiceListOptions & InvoiceChoice {
  const { state, order, q, ...rest } = choice.parse(Object.fromEntries(query));
  return { ...rest, filter: state, descending: order === 'desc', search: q };
}
