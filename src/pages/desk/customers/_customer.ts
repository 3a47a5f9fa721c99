import type { AstroGlobal } from 'astro';
import type { DeskShell } from '#components/layouts/shell.ts';
import { getCustomerCard, type CustomerCard } from '#server/customers/index.ts';
import { deskShell, notFound, openPage, type Page } from '#server/http/index.ts';

export interface CustomerPage extends Omit<Page<'staff'>, 'shell'> {
  shell: DeskShell;
  customer: CustomerCard;
}

/** The guard of every page about one customer: for staff who look after customers, and only of a customer there is. */
export async function openCustomer(astro: AstroGlobal): Promise<CustomerPage | Response> {
  const page = await openPage(astro, 'staff');
  if (page instanceof Response) return page;
  const customer = await getCustomerCard(page.ctx, astro.params.id ?? '');
  return customer ? { ...page, shell: deskShell(page.shell, page.ctx), customer } : notFound(astro);
}
