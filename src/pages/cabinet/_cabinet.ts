import type { AstroGlobal } from 'astro';
import type { CabinetSection, CabinetShell, SectionCount, ShellViewer } from '#components/layouts/shell.ts';
import type { Words } from '#content/words.ts';
import { countWaitingInvoices } from '#server/billing/index.ts';
import { countUnreadConversations } from '#server/conversations/index.ts';
import { countWaitingDocuments } from '#server/documents/index.ts';
import { canManageColleagues, listMyCustomers, type CustomerOfMine } from '#server/customers/index.ts';
import { openPage, type Page } from '#server/http/index.ts';
import { countLateOrders } from '#server/orders/index.ts';
import { countUnreadNews } from '#server/news/index.ts';
import { countWaitingTasks } from '#server/tasks/index.ts';

export interface CabinetPage extends Omit<Page<'customer'>, 'shell'> {
  shell: CabinetShell;
  /** Whose cabinet is shown; null for a person who belongs to no customer. */
  customer: CustomerOfMine | null;
}

/** The guard of every cabinet page, with the frame around it: whose cabinet it is and what waits in each section. */
export async function openCabinet(astro: AstroGlobal): Promise<CabinetPage | Response> {
  const page = await openPage(astro, 'customer');
  if (page instanceof Response) return page;
  const { ctx, t, shell } = page;
  const customers = await listMyCustomers(ctx);
  const invoices = await countWaitingInvoices(ctx);
  const orders = await countLateOrders(ctx);
  const messages = await countUnreadConversations(ctx);
  const waiting: Partial<Record<CabinetSection, SectionCount>> = {};
  if (invoices && invoices.unpaid > 0) {
    const label = t('cabinet.count.invoices', { count: invoices.unpaid });
    waiting.invoices = { count: invoices.unpaid, label, urgent: invoices.overdue > 0 };
  }
  if (orders !== null && orders > 0) {
    waiting.orders = { count: orders, label: t('cabinet.count.orders', { count: orders }) };
  }
  const tasks = await countWaitingTasks(ctx);
  if (tasks && tasks.waiting > 0) {
    const label = t('cabinet.count.tasks', { count: tasks.waiting });
    waiting.tasks = { count: tasks.waiting, label, urgent: tasks.overdue > 0 };
  }
  Object.assign(waiting, messagesCount(messages, t));
  const news = await countUnreadNews(ctx);
  if (news !== null && news > 0) waiting.news = { count: news, label: t('cabinet.count.news', { count: news }) };
  const documents = await countWaitingDocuments(ctx);
  if (documents !== null && documents > 0) {
    waiting.documents = { count: documents, label: t('cabinet.count.documents', { count: documents }) };
  }
  const sections: CabinetSection[] = ['home'];
  if (invoices) sections.push('invoices');
  if (orders !== null) sections.push('orders');
  if (documents !== null) sections.push('documents');
  if (tasks) sections.push('tasks');
  if (messages !== null) sections.push('messages');
  if (news !== null) sections.push('news');
  if (ctx.viewer.customerId !== null && canManageColleagues(ctx.viewer, ctx.viewer.customerId)) sections.push('people');
  return {
    ...page,
    customer: customers.find((each) => each.current) ?? null,
    shell: {
      ...shell,
      // `openPage` let in a signed-in person, so there is someone to show.
      viewer: shell.viewer as ShellViewer,
      customers: customers.map((each) => toChoice(each, t)),
      counts: waiting,
      sections,
    },
  };
}

/** What the navigation says of unread conversations; nothing when there are none. */
export const messagesCount = (count: number | null, t: Words): Partial<Record<'messages', SectionCount>> =>
  count === null || count === 0 ? {} : { messages: { count, label: t('cabinet.count.messages', { count }) } };

function toChoice({ id, kind, name, role, current }: CustomerOfMine, t: Words): CabinetShell['customers'][number] {
  return { id, name, kind, current, detail: t(`cabinet.role.${role}`) };
}
