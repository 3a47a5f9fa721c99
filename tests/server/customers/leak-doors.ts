import { unzipSync } from 'fflate';
import { agendaOf, beyondAgenda } from '#components/cabinet/agenda.ts';
import { transcriptOf } from '#components/conversations/transcript.ts';
import { wordsFor } from '#content/words.ts';
import { performLookUp } from '#server/assistant/look-ups.ts';
import {
  countWaitingInvoices,
  findByLink,
  getInvoice,
  getPayment,
  getStatement,
  invoicePdf,
  invoiceTable,
  listInvoiceLinks,
  listInvoices,
  pdfByLink,
  quoteTogether,
  receiptPdf,
  statementPdf,
  statementTable,
} from '#server/billing/index.ts';
import {
  countUnreadConversations,
  getAttachment,
  getThread,
  listConversationsWaitingForMe,
  listMyConversations,
  listThreads,
} from '#server/conversations/index.ts';
import { listMyCustomers, sectionsOf } from '#server/customers/index.ts';
import {
  countWaitingDocuments,
  getDocument,
  getDocumentFile,
  listDocuments,
  listDocumentsAbout,
} from '#server/documents/index.ts';
import type { Ctx } from '#server/context.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { countUnreadNews, getNewsPost, listNews, listNewsSince, listUnreadNews, openFeed } from '#server/news/index.ts';
import { takeAlong } from '#server/my-data/index.ts';
import { getBell, listNotifications } from '#server/notifications/index.ts';
import { countLateOrders, getOrder, listOrders, orderTable } from '#server/orders/index.ts';
import { countWaitingTasks, getTask, getTaskFile, listTasks, listTasksWaitingForMe } from '#server/tasks/index.ts';
import { readPdf } from '#support/read-pdf.ts';
import { wholeTable } from '#support/whole-table.ts';
import { openNeeds } from '../../../src/pages/cabinet/_needs.ts';
import { openSubject } from '../../../src/pages/cabinet/_subject.ts';
import { marks, type Things } from './leak-world.ts';

export type Door = (ctx: Ctx<UserViewer>, things: Things) => Promise<unknown>;

const reader = { locale: 'ru', timeZone: 'Europe/Moscow' } as const;
const period = { from: '2026-01-01', to: '2026-12-31' };
const item = (number: string) => ({ number });
/** What something is about, as a page names it. */
const about = (ctx: Ctx<UserViewer>, subject: Parameters<typeof openSubject>[1] | null) =>
  subject && openSubject({ ctx, t: wordsFor('ru') }, subject);
const words = [...new Set(Object.values(marks).flat())];

/** Every door through which something of a customer leaves, by name. */
export const doors: Record<string, Door> = {
  'the page of an invoice': (ctx, { invoice }) => getInvoice(ctx, invoice),
  'an invoice as PDF': (ctx, { invoice }) => invoicePdf(ctx, invoice, reader),
  'the list of invoices': (ctx) => listInvoices(ctx),
  'invoices as CSV': (ctx) => wholeTable(invoiceTable(ctx, {}, reader)),
  'invoices of an order': (ctx, { customerId, order }) => listInvoices(ctx, { customerId, orderNumber: order }),
  'paying several at once': (ctx, { invoice }) => quoteTogether(ctx, [invoice]).then(({ quotes }) => quotes),
  'the page of a payment, and how it stands': (ctx, { invoice, payment }) =>
    getPayment(ctx, { number: invoice, paymentId: payment }),
  'a receipt': (ctx, { invoice, payment }) => receiptPdf(ctx, { number: invoice, paymentId: payment }, reader),
  'the statement': (ctx) => getStatement(ctx, period),
  'the statement as CSV': async (ctx) => wholeTable(await statementTable(ctx, period, reader)),
  'the statement as PDF': (ctx) => statementPdf(ctx, period, reader),
  'an invoice by link': async (ctx, { link }) => (await findByLink(ctx, link))?.invoice,
  'an invoice by link as PDF': (ctx, { link }) => pdfByLink(ctx, link, reader),
  'links of an invoice': async (ctx, { invoice }) => (await listInvoiceLinks(ctx, invoice)).map(() => invoice),
  'the page of an order': (ctx, { order }) => getOrder(ctx, order),
  'the page of an order at work': (ctx, { atWork }) => getOrder(ctx, atWork),
  'the list of orders': (ctx) => listOrders(ctx),
  'orders as CSV': (ctx) => wholeTable(orderTable(ctx, {}, 'ru')),
  'the page of a document': async (ctx, { document }) => {
    const found = await getDocument(ctx, document);
    return found && [found, await about(ctx, found.subject)];
  },
  'a file of a document': (ctx, { document }) => getDocumentFile(ctx, document, 1),
  'the list of documents': (ctx) => listDocuments(ctx),
  'documents of an order': (ctx, { customerId, order }) =>
    listDocumentsAbout(ctx, customerId, { kind: 'order', key: order }),
  'the page of a task': async (ctx, { task }) => {
    const found = await getTask(ctx, task);
    return found && [found, await about(ctx, found.subject)];
  },
  'a file of a task': (ctx, { task, taskFile }) => getTaskFile(ctx, { taskId: task, fileId: taskFile }),
  'the list of tasks': (ctx) => listTasks(ctx),
  'tasks that wait': (ctx) => listTasksWaitingForMe(ctx),
  'a conversation, its fragment, its stream and its JSON': (ctx, { conversation }) =>
    getThread(ctx, conversation, { locale: 'ru' }),
  'a conversation as text': async (ctx, { conversation }) => {
    const thread = await getThread(ctx, conversation, { locale: 'ru' });
    return thread && transcriptOf(thread, 'ru', 'Europe/Moscow');
  },
  'a file of a conversation': (ctx, { conversation, messageFile }) =>
    getAttachment(ctx, { conversationId: conversation, fileId: messageFile }),
  'the list of messages': (ctx) => listMyConversations(ctx),
  'messages that wait': (ctx) => listConversationsWaitingForMe(ctx),
  'the conversations of the chat': (ctx) => listThreads(ctx),
  'a post of the news': (ctx, { post }) => getNewsPost(ctx, post),
  'the list of news': (ctx) => listNews(ctx),
  'news for the home page': (ctx) => listUnreadNews(ctx),
  'news of a digest': (ctx) => listNewsSince(ctx, new Date(0)),
  'the feed of news': async (ctx, { feed }) => (await openFeed(ctx, feed))?.posts,
  'the bell': (ctx) => getBell(ctx, 'ru'),
  'the list of notifications': (ctx) => listNotifications(ctx, { locale: 'ru' }),
  'the home page': async (ctx) => {
    const { needs } = await openNeeds(ctx);
    const now = agendaOf(needs, { locale: 'ru', timeZone: 'UTC' });
    return [await listMyCustomers(ctx), now, beyondAgenda(needs, 'ru')];
  },
  'the search of the cabinet, for every word there is': async (ctx) => {
    const found: unknown[] = [];
    for (const search of words) {
      found.push(await listInvoices(ctx, { search }), await listOrders(ctx, { search }));
      found.push(await listDocuments(ctx, { search }), await listTasks(ctx, { search }));
      found.push(await listMyConversations(ctx, { search }));
    }
    return found;
  },
  'the archive a person takes along': async (ctx) => {
    const taken = await takeAlong(ctx);
    const pieces: Uint8Array[] = [];
    if (taken.ok) for await (const piece of taken.value) pieces.push(piece);
    const files = Object.entries(unzipSync(Buffer.concat(pieces)));
    return files.map(([name, bytes]) => `${name} ${Buffer.from(bytes).toString('utf8')}`).join('\n');
  },
  'what the assistant looks up': async (ctx, { invoice, order, atWork }) => [
    await performLookUp(ctx, { lookUp: 'orders.current', parameters: {} }, [order]),
    await performLookUp(ctx, { lookUp: 'orders.all', parameters: {} }),
    await performLookUp(ctx, { lookUp: 'invoices.unpaid', parameters: {} }),
    await performLookUp(ctx, { lookUp: 'invoices.recent', parameters: {} }),
    await performLookUp(ctx, { lookUp: 'order.fresh', parameters: { order: item(order) } }),
    await performLookUp(ctx, { lookUp: 'order.fresh', parameters: { order: item(atWork) } }),
    await performLookUp(ctx, { lookUp: 'invoice.fresh', parameters: { invoice: item(invoice) } }),
  ],
};

/** What the frame of every page counts beside its sections; null where there is no such section. */
export const counts = {
  invoices: countWaitingInvoices,
  orders: countLateOrders,
  documents: countWaitingDocuments,
  tasks: countWaitingTasks,
  messages: countUnreadConversations,
  news: countUnreadNews,
} as const;

export { sectionsOf };

const isPaper = (value: object): value is { bytes: Uint8Array; name: string } => 'bytes' in value;

/** What a door gives out, as one text without spaces and the points of numbers. */
export function textOf(value: unknown): string {
  const said =
    typeof value !== 'object' || value === null
      ? String(value)
      : isPaper(value)
        ? `${value.name} ${readPdf(value.bytes).join('\n')}`
        : JSON.stringify(value);
  return said.replace(/[\s.,]/gu, '');
}

/** The words of a list that stand in a text. */
export const found = (text: string, list: readonly string[]): string[] =>
  list.filter((mark) => text.includes(mark.replace(/[\s.,]/gu, '')));
