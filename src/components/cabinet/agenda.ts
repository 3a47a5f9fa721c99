import { invoiceListPath } from '#components/billing/addresses.ts';
import { messageListPath } from '#components/conversations/addresses.ts';
import { documentListPath } from '#components/documents/addresses.ts';
import { orderListPath } from '#components/orders/addresses.ts';
import { taskListPath } from '#components/tasks/addresses.ts';
import type { IconName, Tone } from '#components/ui/icon-name.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { ListedInvoiceView } from '#server/billing/index.ts';
import type { ConversationLine } from '#server/conversations/index.ts';
import type { DocumentSummary } from '#server/documents/index.ts';
import type { NewsSummary } from '#server/news/index.ts';
import type { OrderSummary } from '#server/orders/index.ts';
import type { TaskSummary } from '#server/tasks/index.ts';
import { ofConversation, ofDocument, ofInvoice, ofNewDocuments, ofNews, ofOrder, ofTask } from './agenda-lines.ts';

/** One thing that needs the reader now: when, what, how much, what to do. */
export interface AgendaItem {
  tone: Tone;
  icon: IconName;
  when: string;
  title: string;
  text: string;
  /** The language of title and text where it is not the reader's. */
  lang?: Locale | undefined;
  href: string;
  sum: { amount: number; currency: string } | null;
  action: string;
  /** The order that the assistant can begin with at once. */
  help?: { number: string } | undefined;
}

/** The most pressing of a source, and how many there are in all. */
export interface Found<T> {
  shown: readonly T[];
  total: number;
}

/** What waits for the reader, by source; null where the section is not theirs. */
export interface Needs {
  invoices: Found<ListedInvoiceView> | null;
  lateOrders: Found<OrderSummary> | null;
  tasks: Found<TaskSummary> | null;
  conversations: Found<ConversationLine> | null;
  documents: Found<DocumentSummary> | null;
  newDocuments: Found<DocumentSummary> | null;
  news: Found<NewsSummary> | null;
}

export interface Reading {
  locale: Locale;
  timeZone: string;
}

/**
 * What needs the reader now, the most pressing first: what is overdue, late orders, what will be due, what waits for an
 * answer, what is new. New documents and unread news are one line each, however many: looking through them is one thing to do.
 */
export function agendaOf(needs: Needs, reading: Reading): AgendaItem[] {
  const shown = <T>(found: Found<T> | null) => found?.shown ?? [];
  const invoices = shown(needs.invoices);
  const tasks = shown(needs.tasks);
  const bills = (state: 'overdue' | 'due') => invoices.filter((invoice) => invoice.state === state);
  return [
    ...bills('overdue').map((invoice) => ofInvoice(invoice, reading)),
    ...tasks.filter(({ overdue }) => overdue).map((task) => ofTask(task, reading)),
    ...shown(needs.lateOrders).map((order) => ofOrder(order, reading)),
    ...bills('due').map((invoice) => ofInvoice(invoice, reading)),
    ...shown(needs.conversations).map((conversation) => ofConversation(conversation, reading)),
    ...shown(needs.documents).map((document) => ofDocument(document, reading)),
    ...tasks.filter(({ overdue }) => !overdue).map((task) => ofTask(task, reading)),
    ...(needs.newDocuments && needs.newDocuments.total > 0 ? [ofNewDocuments(needs.newDocuments, reading)] : []),
    ...(needs.news && needs.news.total > 0 ? [ofNews(needs.news, reading)] : []),
  ];
}

/** What the agenda has no room for: how many more of what, and where they are. */
export function beyondAgenda(needs: Needs, locale: Locale): { label: string; href: string; count: number }[] {
  const t = wordsFor(locale);
  const sources = [
    { found: needs.invoices, kind: 'invoices', href: invoiceListPath({ filter: 'unpaid' }) },
    { found: needs.lateOrders, kind: 'orders', href: orderListPath({ filter: 'late' }) },
    { found: needs.conversations, kind: 'conversations', href: messageListPath({ filter: 'unread' }) },
    { found: needs.documents, kind: 'documents', href: documentListPath({ filter: 'waiting' }) },
    { found: needs.tasks, kind: 'tasks', href: taskListPath({ filter: 'ours' }) },
  ] as const;
  return sources.flatMap(({ found, kind, href }) => {
    const count = found ? found.total - found.shown.length : 0;
    return count > 0 ? [{ label: t(`cabinet.home.more.${kind}`, { count }), href, count }] : [];
  });
}
