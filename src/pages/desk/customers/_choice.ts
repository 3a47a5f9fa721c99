import { z } from 'zod';
import { listDebtorIds } from '#server/billing/index.ts';
import { customerDebts, customerSorts, type CustomerListOptions } from '#server/customers/index.ts';
import type { Page } from '#server/http/index.ts';
import { countLateByCustomer } from '#server/orders/index.ts';

/** What the address of the list says. What it cannot mean is read as the usual list. */
const address = z.object({
  q: z.string().trim().max(200).catch(''),
  segment: z.string().max(40).catch(''),
  manager: z.string().max(40).catch(''),
  debt: z.enum(customerDebts).catch('any'),
  late: z.enum(['yes', '']).catch(''),
  sort: z.enum(customerSorts).catch('name'),
  order: z.enum(['asc', 'desc']).catch('asc'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

/**
 * The list an address asks for: as the links of the page say it, and as the server takes it. Other modules know who owes and
 * whose order is late; the list is asked for those among them.
 */
export async function readChoice(ctx: Page<'staff'>['ctx'], query: URLSearchParams) {
  const read = address.parse(Object.fromEntries(query));
  const choice = { ...read, late: read.late === 'yes', descending: read.order === 'desc' };
  const late = await countLateByCustomer(ctx);
  const owing = choice.debt === 'any' ? null : new Set(await listDebtorIds(ctx, choice.debt));
  const among = choice.late ? [...late.keys()].filter((id) => owing === null || owing.has(id)) : owing && [...owing];
  const asked: CustomerListOptions = {
    search: choice.q,
    segment: choice.segment || undefined,
    managerId: choice.manager || undefined,
    among: among ?? undefined,
    sort: choice.sort,
    descending: choice.descending,
    page: choice.page,
  };
  const filtered = choice.q !== '' || [choice.segment, choice.manager].some(Boolean) || among !== null;
  return { choice, asked, late, filtered };
}
