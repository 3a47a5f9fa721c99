import { localePath, type Locale } from '#content/locales.ts';
import { wordsFor, isWordKey, type WordKey } from '#content/words.ts';
import { formatDate, formatDay, formatMoney, formatNumber } from '#content/format.ts';
import type { Item, Money, Value } from './scenario.ts';
import { fieldOf, itemTypes, sceneFields, type FieldType, type ItemName } from './vocabulary.ts';

/** Who is spoken with, when and in which language. */
export interface Scene {
  locale: Locale;
  timeZone: string;
  /** Where the application is seen, without a slash at the end: links are absolute, so that any reader can follow them. */
  origin: string;
  /** `YYYY-MM-DD` in that time zone. */
  today: string;
  person: {
    signedIn: boolean;
    name: string | null;
    email: string | null;
    phone: string | null;
    role: 'owner' | 'accountant' | 'member' | 'custom' | 'staff' | null;
  };
  customer: { name: string | null; kind: 'company' | 'person' | null; segments: readonly string[] };
  /** When people answer again (ISO); null while they do. */
  company: { opensAt: string | null };
}

/** What a name stands for: a plain value, one of some choices, an item or a list of items. */
export type Kind =
  { is: 'field'; type: FieldType } | { is: 'choice' } | { is: 'item'; item: ItemName } | { is: 'list'; item: ItemName };

/** What kind of value it is, in a word: text, number, flag, day, order, choice, list of order. */
export function nameOfKind(kind: Kind): string {
  if (kind.is === 'choice') return 'choice';
  if (kind.is === 'list') return `list of ${kind.item}`;
  if (kind.is === 'item') return kind.item;
  return typeof kind.type === 'object' ? 'text' : kind.type;
}

/** Value of `person.name`, `today` …; undefined when there is no such name. */
export function sceneValue(scene: Scene, path: string): Value | undefined {
  if (path === 'today') return scene.today;
  const [group = '', field = ''] = path.split('.');
  return groups[group]?.(scene)[field];
}

const groups: Partial<Record<string, (scene: Scene) => Partial<Record<string, Value>>>> = {
  person: ({ person, locale }) => ({ ...person, language: locale }),
  customer: ({ customer }) => ({ ...customer, segments: customer.segments.join(', ') }),
  company: ({ company }) => ({ open: company.opensAt === null, opensAt: company.opensAt }),
  page: ({ locale }) => pages(locale),
};

const pages = (locale: Locale): Record<string, string> => ({
  signIn: localePath(locale, '/sign-in'),
  orders: '/cabinet/orders',
  invoices: '/cabinet/invoices',
  documents: '/cabinet/documents',
  tasks: '/cabinet/tasks',
});

export function sceneKind(path: string): Kind | null {
  const [group = '', field = ''] = path.split('.');
  const fields: Readonly<Record<string, FieldType | Readonly<Record<string, FieldType>>>> = sceneFields;
  const found = Object.hasOwn(fields, group) ? fields[group] : undefined;
  if (found === undefined) return null;
  if (typeof found === 'string') return field === '' ? { is: 'field', type: found as FieldType } : null;
  const type = (found as Readonly<Record<string, FieldType>>)[field];
  return type === undefined ? null : { is: 'field', type };
}

export const isMoney = (value: Value | undefined): value is Money =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  typeof value['amount'] === 'number' &&
  'currency' in value;

/** A plain value as it is written; nothing for what is not plain. */
export const textOf = (value: Value | undefined): string =>
  value === null || value === undefined || typeof value === 'object' ? '' : String(value);

/** Says a field's value to the reader; an absent one is said as nothing. `style` is a date style or a list of plural forms. */
export function sayField(value: Value | undefined, type: FieldType, scene: Scene, style?: string): string {
  if (value === null || value === undefined) return '';
  const { locale } = scene;
  if (isMoney(value)) return formatMoney(value.amount, value.currency, locale);
  if (typeof type === 'object') {
    const key = `${type.words}${textOf(value)}`;
    return isWordKey(key) ? wordsFor(locale)(key) : textOf(value);
  }
  if (type === 'day' && typeof value === 'string') return formatDay(value, locale, dateStyle(style, value, scene));
  if (type === 'link') return /^https?:/.test(textOf(value)) ? textOf(value) : `${scene.origin}${textOf(value)}`;
  if (type === 'instant' && typeof value === 'string')
    return formatDate(new Date(value), locale, 'full', scene.timeZone);
  if (typeof value === 'number') return style ? plural(value, style, locale) : formatNumber(value, locale);
  return textOf(value);
}

const dateStyles = ['long', 'day', 'short', 'weekday'] as const;
/** Names of the ways to write a day: `{{order.expectedOn | weekday}}`. */
export const isDateStyle = (style: string): style is (typeof dateStyles)[number] =>
  (dateStyles as readonly string[]).includes(style);

/** The year is said only when it is not this one. */
function dateStyle(style: string | undefined, day: string, scene: Scene) {
  if (style && isDateStyle(style)) return style;
  return day.slice(0, 4) === scene.today.slice(0, 4) ? 'day' : 'long';
}

const rules = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') };
const formOrder = { ru: ['one', 'few', 'many'], en: ['one', 'other'] } as const satisfies Record<
  Locale,
  readonly string[]
>;
export const pluralForms = (locale: Locale): number => formOrder[locale].length;

/** `5` with `день, дня, дней` → `5 дней`. */
function plural(count: number, forms: string, locale: Locale): string {
  const list = forms.split(',').map((form) => form.trim());
  const order: readonly string[] = formOrder[locale];
  const at = order.indexOf(rules[locale].select(count));
  return `${formatNumber(count, locale)}\u00a0${list[at] ?? list.at(-1) ?? ''}`;
}

/** An order or an invoice in a few words, as on its button. */
export function sayItem(item: Item, name: ItemName, scene: Scene): string {
  const label: WordKey = itemTypes[name].label;
  const values: Record<string, string> = {};
  for (const field of Object.keys(itemTypes[name].fields)) {
    values[field] = sayField(item[field], fieldOf(name, field) ?? 'text', scene);
  }
  return wordsFor(scene.locale)(label, values);
}
