import { formatDate, formatDay, type DateStyle } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { IconName, Tone } from '#components/ui/icon-name.ts';
import type { InvoiceSummary } from '#server/billing/index.ts';

export type StatedInvoice = Pick<InvoiceSummary, 'state' | 'daysLeft' | 'dueOn' | 'paidAt'>;

export interface StateWords {
  tone: Tone;
  icon: IconName;
  word: string;
}

/** How an invoice stands, in color, sign and word. `long` also says the date: for headings. */
export function stateWords(
  invoice: StatedInvoice,
  locale: Locale,
  options: { long?: boolean; timeZone: string },
): StateWords {
  const t = wordsFor(locale);
  const { long = false, timeZone } = options;
  const { state, daysLeft } = invoice;
  if (state === 'overdue') {
    const when = t('invoice.state.overdue', { days: -daysLeft });
    const date = formatDay(invoice.dueOn, locale, 'day');
    return { tone: 'danger', icon: 'circle-alert', word: long ? t('invoice.state.overdueLong', { date, when }) : when };
  }
  if (state === 'due') {
    const when = t('invoice.state.due', { days: daysLeft });
    const date = formatDay(invoice.dueOn, locale, 'day');
    return { tone: 'info', icon: 'clock', word: long ? t('invoice.state.dueLong', { date, when }) : when };
  }
  if (state === 'paid') {
    const style: DateStyle = long ? 'long' : 'short';
    const word = invoice.paidAt
      ? t('invoice.state.paidOn', { date: formatDate(invoice.paidAt, locale, style, timeZone) })
      : t('invoice.state.paid');
    return { tone: 'positive', icon: 'circle-check', word };
  }
  return { tone: 'neutral', icon: state === 'draft' ? 'file-pen' : 'ban', word: t(`invoice.state.${state}`) };
}
