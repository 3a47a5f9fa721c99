import { formatDay } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { IconName, Tone } from '#components/ui/icon-name.ts';
import type { OrderEvent, OrderSummary } from '#server/orders/index.ts';

export interface OrderWords {
  tone: Tone;
  icon: IconName;
  word: string;
}

/** How an order stands, in color, sign and word. `long` says both dates of a delay: for headings. */
export function orderWords(order: OrderSummary, locale: Locale, long = false): OrderWords {
  const t = wordsFor(locale);
  const { state } = order;
  const day = (value: string) => formatDay(value, locale, 'day');
  if (state.status === 'canceled') return { tone: 'neutral', icon: 'ban', word: t('order.state.canceled') };
  if (state.status === 'completed') return { tone: 'positive', icon: 'circle-check', word: t('order.state.completed') };
  if (order.overdue) return { tone: 'danger', icon: 'circle-alert', word: t('order.state.overdue') };
  if (state.delay) {
    const date = day(state.delay.newDate);
    const word = long
      ? t('order.state.lateLong', { date, promised: day(state.delay.promisedOn) })
      : t('order.state.late', { date });
    return { tone: 'warning', icon: 'calendar-clock', word };
  }
  if (state.status === 'placed') return { tone: 'neutral', icon: 'hourglass', word: t('order.state.placed') };
  if (state.now === 'delivery') return { tone: 'info', icon: 'truck', word: t('order.state.onTheWay') };
  if (state.now === 'installation') return { tone: 'info', icon: 'package-check', word: t('order.state.delivered') };
  return { tone: 'info', icon: 'clock', word: t('order.state.shipsOn', { date: day(state.expectedOn) }) };
}

/** The stages as the track draws them. */
export function trackOf({ state }: OrderSummary, locale: Locale) {
  const t = wordsFor(locale);
  return state.stages.map((stage, index) => ({
    label:
      stage === 'assembly' && state.now === 'assembly' && state.progress
        ? t('order.stage.progress', {
            name: t('order.stage.assembly'),
            step: state.progress.step,
            steps: state.progress.steps,
          })
        : t(`order.stage.${stage}`),
    state: stage === state.now ? ('now' as const) : index < state.done ? ('done' as const) : ('next' as const),
  }));
}

export function eventTitle(event: OrderEvent, locale: Locale): string {
  const t = wordsFor(locale);
  switch (event.type) {
    case 'production_step':
      return t('order.event.production_step', { name: event.stepName, step: event.step, steps: event.steps });
    case 'delayed':
      return t('order.event.delayed', { date: formatDay(event.newDate, locale, 'day') });
    case 'handed_to_carrier':
      return event.carrier === null
        ? t('order.event.handedOver')
        : t('order.event.handed_to_carrier', { carrier: event.carrier });
    default:
      return t(`order.event.${event.type}`);
  }
}

/** For a phrase after a colon. */
export const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
