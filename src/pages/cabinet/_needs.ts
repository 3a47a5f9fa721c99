import type { Found, Needs } from '#components/cabinet/agenda.ts';
import { countWaitingInvoicesOf, listInvoices, MOST_TOGETHER, type ListedInvoiceView } from '#server/billing/index.ts';
import { countWaitingConversationsOf, listConversationsWaitingForMe } from '#server/conversations/index.ts';
import { countWaitingDocumentsOf, listDocuments } from '#server/documents/index.ts';
import type { Page } from '#server/http/index.ts';
import { countUnreadNews, listUnreadNews } from '#server/news/index.ts';
import { countLateOrdersOf, listOrders } from '#server/orders/index.ts';
import { countWaitingTasks, countWaitingTasksOf, listTasksWaitingForMe } from '#server/tasks/index.ts';

type HomeCtx = Page<'customer'>['ctx'];

/** As many lines of one source as still read as "now". */
const INVOICES = 10;
const OTHERS = 5;

export interface Home {
  needs: Needs;
  /** Invoices that can be paid together, the most pressing first. */
  payable: ListedInvoiceView[];
}

/** What needs the viewer now in the cabinet that is shown: 18 queries, however much it is. */
export async function openNeeds(ctx: HomeCtx): Promise<Home> {
  const unpaid = await listInvoices(ctx, { filter: 'unpaid', sort: 'due', descending: false, perPage: MOST_TOGETHER });
  const late = await listOrders(ctx, { filter: 'late', sort: 'expected', descending: false, perPage: OTHERS });
  const tasks = await listTasksWaitingForMe(ctx, OTHERS);
  const waitingTasks = await countWaitingTasks(ctx);
  const conversations = await listConversationsWaitingForMe(ctx, OTHERS);
  const documents = await listDocuments(ctx, { filter: 'waiting', perPage: OTHERS });
  const fresh = await listDocuments(ctx, { filter: 'new', perPage: 3 });
  const news = await listUnreadNews(ctx, 3);
  const unreadNews = await countUnreadNews(ctx);
  return {
    needs: {
      invoices: unpaid && { shown: unpaid.invoices.slice(0, INVOICES), total: unpaid.total },
      lateOrders: late && { shown: late.orders, total: late.total },
      tasks: found(tasks, waitingTasks?.waiting),
      conversations: conversations && { shown: conversations.conversations, total: conversations.total },
      documents: documents && { shown: documents.documents, total: documents.total },
      newDocuments: fresh && { shown: fresh.documents, total: fresh.total },
      news: found(news, unreadNews),
    },
    payable: unpaid?.invoices.filter((invoice) => invoice.payable) ?? [],
  };
}

const found = <T>(shown: T[] | null, total: number | null | undefined): Found<T> | null =>
  shown && { shown, total: total ?? shown.length };

/**
 * How much waits in the viewer's other cabinets, by customer: invoices, late orders, documents, tasks, messages. Those where
 * nothing waits are left out. No query for who has one cabinet, else five.
 */
export async function countElsewhere(ctx: HomeCtx): Promise<Map<string, number>> {
  const { memberships, customerId } = ctx.viewer;
  const ids = memberships.map((member) => member.customerId).filter((id) => id !== customerId);
  const sums = new Map<string, number>();
  if (ids.length === 0) return sums;
  const counts = [
    countWaitingInvoicesOf,
    countLateOrdersOf,
    countWaitingDocumentsOf,
    countWaitingTasksOf,
    countWaitingConversationsOf,
  ];
  for (const count of counts) {
    for (const [id, waiting] of await count(ctx, ids)) sums.set(id, (sums.get(id) ?? 0) + waiting);
  }
  return sums;
}
