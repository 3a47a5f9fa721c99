import { formatDay, formatMoney } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor, type WordValues } from '#content/words.ts';
import type { HideableField, Section } from '../identity/index.ts';
import type { Kind } from './kinds.ts';

/** An amount in minor units, or a calendar day: said in the reader's language when it is shown. */
export type Value = string | number | { amount: number; currency: string } | { day: string };
export type Values = Record<string, Value>;

/** Something that happened, to be told to people. */
export interface Occurrence {
  /** Unique: the id of the event, or what day it is for which invoice. */
  key: string;
  kind: Kind;
  customerId: string | null;
  /** The section it belongs to where its group belongs to none. */
  section?: Section | undefined;
  /** The detail it tells, which the company may hide later. */
  field?: HideableField | undefined;
  /** Where it leads, `kind:key`; see `targetPath`. */
  target: string;
  values: Values;
  at: Date;
  /** Mail only when it is still unread then. */
  mailAfter?: Date | undefined;
}

/** What a notification says, in one language: a line, and a sentence on what it means or what comes next. */
export function sayNotification(kind: Kind, values: Values, locale: Locale): { title: string; text: string } {
  const t = wordsFor(locale);
  const said: WordValues = {};
  for (const [name, value] of Object.entries(values)) said[name] = sayValue(value, locale);
  return { title: t(`notification.kind.${kind}`, said), text: t(`notification.kind.${kind}.text`, said) };
}

function sayValue(value: Value, locale: Locale): string | number {
  if (typeof value !== 'object') return value;
  return 'day' in value ? formatDay(value.day, locale, 'day') : formatMoney(value.amount, value.currency, locale);
}
