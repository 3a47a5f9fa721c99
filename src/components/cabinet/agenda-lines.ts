import { invoicePath } from '#components/billing/addresses.ts';
import { stateWords } from '#components/billing/invoice-state.ts';
import { messagesPath } from '#components/conversations/addresses.ts';
import { documentListPath, documentPath } from '#components/documents/addresses.ts';
import { addresses } from '#components/layouts/addresses.ts';
import { newsPath } from '#components/news/addresses.ts';
import { orderPath } from '#components/orders/addresses.ts';
import { taskPath } from '#components/tasks/addresses.ts';
import { dueWords, taskWords } from '#components/tasks/task-words.ts';
import { formatDate, formatDay, formatMoney } from '#content/format.ts';
import { readableName } from '#content/person-name.ts';
import { wordsFor } from '#content/words.ts';
import type { InvoiceSummary } from '#server/billing/index.ts';
import type { ConversationLine } from '#server/conversations/index.ts';
import type { DocumentSummary } from '#server/documents/index.ts';
import type { NewsSummary } from '#server/news/index.ts';
import type { OrderSummary } from '#server/orders/index.ts';
import type { TaskSummary } from '#server/tasks/index.ts';
import type { AgendaItem, Found, Reading } from './agenda.ts';

/** Characters of somebody's words that still read as one line. */
const QUOTE = 90;
const cut = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= QUOTE ? line : `${line.slice(0, QUOTE).replace(/\s+\S*$/, '')}…`;
};

export function ofInvoice(invoice: InvoiceSummary, { locale, timeZone }: Reading): AgendaItem {
  const t = wordsFor(locale);
  const { number, title, currency } = invoice;
  const { tone, icon, word } = stateWords(invoice, locale, { timeZone });
  const date = formatDay(invoice.nextDueOn, locale, 'day');
  const paid = formatMoney(invoice.paid, currency, locale);
  const overdue = invoice.state === 'overdue';
  const rest = invoice.paid > 0;
  const text = rest
    ? t(overdue ? 'invoice.agenda.restOverdue' : 'invoice.agenda.rest', { date, paid })
    : t(overdue ? 'invoice.agenda.overdue' : 'invoice.agenda.due', { date });
  return {
    tone,
    icon,
    when: word,
    title: t('invoice.agenda.title', { number, title }),
    text: invoice.pending ? t('invoice.agenda.unfinished', { text }) : text,
    href: invoicePath(number),
    sum: { amount: invoice.due, currency },
    action: t('invoice.pay'),
  };
}

export function ofOrder(order: OrderSummary, { locale }: Reading): AgendaItem {
  const t = wordsFor(locale);
  const { number, state } = order;
  const day = (value: string) => formatDay(value, locale, 'day');
  const common = { href: orderPath(number), sum: null, action: t('order.late.whatNow'), help: { number } };
  if (order.overdue || !state.delay) {
    return {
      ...common,
      tone: 'danger',
      icon: 'circle-alert',
      when: t('order.agenda.overdue'),
      title: t('order.agenda.overdueTitle', { number, date: day(state.expectedOn) }),
      text: order.title,
    };
  }
  const { newDate, promisedOn, reason } = state.delay;
  return {
    ...common,
    tone: 'warning',
    icon: 'calendar-clock',
    when: t('order.agenda.newDate'),
    title: t('order.agenda.title', { number, date: day(newDate), promised: day(promisedOn) }),
    text: reason,
  };
}

export function ofTask(task: TaskSummary, { locale }: Reading): AgendaItem {
  const t = wordsFor(locale);
  const state = taskWords(task, 'customer', locale);
  const due = dueWords(task, locale);
  const date = task.dueOn === null ? null : formatDay(task.dueOn, locale, 'day');
  const ours = date === null ? t('task.agenda.ours') : t('task.agenda.oursDue', { date });
  const when = due ?? state;
  const calm = when.tone === 'neutral';
  return {
    tone: calm ? 'info' : when.tone,
    icon: calm ? 'list-checks' : when.icon,
    when: when.word,
    title: task.title,
    text: task.askedBy === 'customer' ? t('task.agenda.yours') : ours,
    href: taskPath(task.id),
    sum: null,
    action: t('task.agenda.open'),
  };
}

export function ofConversation(conversation: ConversationLine, { locale, timeZone }: Reading): AgendaItem {
  const t = wordsFor(locale);
  const { id, number, subject, last, agentName } = conversation;
  const name = readableName(last?.name ?? agentName ?? '', locale);
  const date = formatDate(last?.at ?? conversation.updatedAt, locale, 'day', timeZone);
  const said = cut(last?.text ?? '');
  return {
    tone: 'info',
    icon: 'message-circle',
    when: t('message.agenda.waits'),
    title: subject ?? t('message.one', { number }),
    text: said === '' ? t('message.agenda.files', { name, date }) : t('message.agenda.said', { name, date, said }),
    href: messagesPath(id),
    sum: null,
    action: t('message.agenda.answer'),
  };
}

export function ofDocument(document: DocumentSummary, { locale, timeZone }: Reading): AgendaItem {
  const t = wordsFor(locale);
  const sign = document.state === 'waiting_signature';
  const date = formatDate(document.changedAt, locale, 'day', timeZone);
  return {
    tone: 'info',
    icon: sign ? 'file-pen' : 'circle-dot',
    when: t(sign ? 'document.agenda.sign' : 'document.agenda.accept'),
    title: document.title,
    text: t('document.agenda.text', { date }),
    href: documentPath(document.id),
    sum: null,
    action: t('document.agenda.open'),
  };
}

/** Everything new that asks for nothing, in one line. `total` is at least 1. */
export function ofNewDocuments({ shown, total }: Found<DocumentSummary>, { locale, timeZone }: Reading): AgendaItem {
  const t = wordsFor(locale);
  const [only] = total === 1 ? shown : [];
  return {
    tone: 'neutral',
    icon: 'file-text',
    when: t('document.agenda.new', { count: total }),
    title: only?.title ?? t('document.agenda.several', { count: total }),
    text: only
      ? t('document.agenda.text', { date: formatDate(only.changedAt, locale, 'day', timeZone) })
      : t('document.agenda.latest', { title: shown[0]?.title ?? '' }),
    href: only ? documentPath(only.id) : documentListPath({ filter: 'new' }),
    sum: null,
    action: t('document.agenda.look'),
  };
}

/** All unread news in one line. `total` is at least 1. */
export function ofNews({ shown, total }: Found<NewsSummary>, { locale }: Reading): AgendaItem {
  const t = wordsFor(locale);
  const [only] = total === 1 ? shown : [];
  return {
    tone: 'neutral',
    icon: 'newspaper',
    when: t('news.agenda.unread'),
    title: only?.title ?? t('news.agenda.several', { count: total }),
    text: only ? cut(only.excerpt) : t('news.agenda.latest', { title: shown[0]?.title ?? '' }),
    lang: only && only.locale !== locale ? only.locale : undefined,
    href: only ? newsPath(only.id) : addresses.cabinet.news,
    sum: null,
    action: t('news.agenda.read'),
  };
}
