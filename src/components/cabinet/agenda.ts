import { invoicePath } from '#components/billing/addresses.ts';
import { stateWords } from '#components/billing/invoice-state.ts';
import { orderPath } from '#components/orders/addresses.ts';
import type { IconName, Tone } from '#components/ui/icon-name.ts';
import { formatDay, formatMoney } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { InvoiceSummary } from '#server/billing/index.ts';
import type { OrderSummary } from '#server/orders/index.ts';

/** One thing that needs the reader now: when, what, how much, what to do. */
export interface AgendaItem {
  tone: Tone;
  icon: IconName;
  when: string;
  title: string;
  text: string;
  href: string;
  sum: { amount: number; currency: string } | null;
  action: string;
  /** The order that the assistant can begin with at once. */
  help?: { number: string } | undefined;
}

interface Needs {
  invoices: readonly InvoiceSummary[];
  orders: readonly OrderSummary[];
  locale: Locale;
  timeZone: string;
}

/** What needs the reader now, the most pressing first: overdue invoices, late orders, invoices that will be due. */
export function agendaOf({ invoices, orders, locale, timeZone }: Needs): AgendaItem[] {
  const bills = invoices.map((invoice) => ({ invoice, item: ofInvoice(invoice, locale, timeZone) }));
  return [
    ...bills.filter(({ invoice }) => invoice.state === 'overdue').map(({ item }) => item),
    ...orders.filter((order) => order.late).map((order) => ofOrder(order, locale)),
    ...bills.filter(({ invoice }) => invoice.state === 'due').map(({ item }) => item),
  ];
}

function ofInvoice(invoice: InvoiceSummary, locale: Locale, timeZone: string): AgendaItem {
  const t = wordsFor(locale);
  const { number, title, currency } = invoice;
  const { tone, icon, word } = stateWords(invoice, locale, { timeZone });
  const date = formatDay(invoice.dueOn, locale, 'day');
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

function ofOrder(order: OrderSummary, locale: Locale): AgendaItem {
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
