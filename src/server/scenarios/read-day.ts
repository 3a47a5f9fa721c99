/**
 * Reads a day as people write it, in Russian and English: 05.12.2026, 5.12, 2026-12-05, 5 декабря, 5-го, Dec 5, завтра, через
 * неделю, в пятницу, next Friday. Names of months and days are those of Unicode CLDR (ru, en), numeric days are day first as
 * both languages write them in Europe (CLDR ru, en-GB), weeks begin on Monday (ISO 8601).
 */

/** Where a day without a year, or a bare weekday, is looked for. */
export type Towards = 'future' | 'past';

const DAY_MS = 86_400_000;
/** More words than that say something else. */
const WORDS = 10;
/** Nobody means a day further away. */
const YEARS = 10;

/** The day meant, `YYYY-MM-DD`; null when none is. @param today `YYYY-MM-DD` */
export function readDay(text: string, today: string, towards: Towards = 'future'): string | null {
  const plain = text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim();
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0 || words.length > WORDS) return null;
  if (words.some((word) => ['не', 'кроме', 'not', 'except'].includes(word))) return null;
  const day =
    numeric(plain, today, towards) ??
    named(plain, today, towards) ??
    relative(plain, words, today) ??
    weekday(words, today, towards) ??
    ofMonth(plain, today, towards);
  return day !== null && Math.abs(Number(day.slice(0, 4)) - Number(today.slice(0, 4))) <= YEARS ? day : null;
}

/** The day so many days after another. */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);

/** 1 is Monday, 7 Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** A day that exists in the calendar. */
function dayOf(year: number, month: number, date: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, date));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return real ? at.toISOString().slice(0, 10) : null;
}

/** Without a year it is the next one, or the one before. */
function dayNear(month: number, date: number, today: string, towards: Towards): string | null {
  const year = Number(today.slice(0, 4));
  const near = [year - 1, year, year + 1].map((each) => dayOf(each, month, date)).filter((each) => each !== null);
  return (towards === 'future' ? near.find((each) => each >= today) : near.findLast((each) => each <= today)) ?? null;
}

const fullYear = (year: string): number => (year.length === 2 ? 2000 : 0) + Number(year);

function numeric(plain: string, today: string, towards: Towards): string | null {
  const iso = /(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(plain);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const full = /(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)/.exec(plain);
  if (full) return dayOf(fullYear(full[3] ?? ''), Number(full[2]), Number(full[1]));
  const short = /(?<![\d.,/])(\d{1,2})[./](\d{1,2})(?![\d/]|[.,]\d)/.exec(plain);
  return short ? dayNear(Number(short[2]), Number(short[1]), today, towards) : null;
}

const months = [
  /^(?:январ[ьяе]|янв|january|jan)$/,
  /^(?:феврал[ьяе]|фев|февр|february|feb)$/,
  /^(?:март[ае]?|мар|march|mar)$/,
  /^(?:апрел[ьяе]|апр|april|apr)$/,
  /^(?:ма[йяе]|may)$/,
  /^(?:июн[ьяе]|июн|june|jun)$/,
  /^(?:июл[ьяе]|июл|july|jul)$/,
  /^(?:август[ае]?|авг|august|aug)$/,
  /^(?:сентябр[ьяе]|сен|сент|september|sep|sept)$/,
  /^(?:октябр[ьяе]|окт|october|oct)$/,
  /^(?:ноябр[ьяе]|ноя|нояб|november|nov)$/,
  /^(?:декабр[ьяе]|дек|december|dec)$/,
];
const monthOf = (word: string): number => months.findIndex((month) => month.test(word)) + 1;
const ending = '(?:-?(?:го|ого|е|st|nd|rd|th))?';

/** "5 декабря 2026", "5th of December", "Dec 5, 2026". */
function named(plain: string, today: string, towards: Towards): string | null {
  const first = new RegExp(`(?<!\\d)(\\d{1,2})${ending}(?: of)? (\\p{L}+)\\.?,?(?: (\\d{4})(?!\\d))?`, 'gu');
  const last = new RegExp(`(\\p{L}+)\\.? (\\d{1,2})${ending}(?![\\d.:])(?:,? (\\d{4})(?!\\d))?`, 'gu');
  const found = [
    ...[...plain.matchAll(first)].map(([, date, month, year]) => ({ date, month, year })),
    ...[...plain.matchAll(last)].map(([, month, date, year]) => ({ date, month, year })),
  ].filter(({ month = '' }) => monthOf(month) > 0);
  const [one] = found;
  if (!one) return null;
  const month = monthOf(one.month ?? '');
  return one.year === undefined
    ? dayNear(month, Number(one.date), today, towards)
    : dayOf(Number(one.year), month, Number(one.date));
}

const counts: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  один: 1,
  одну: 1,
  two: 2,
  два: 2,
  две: 2,
  пару: 2,
  couple: 2,
  three: 3,
  три: 3,
  four: 4,
  четыре: 4,
  five: 5,
  пять: 5,
  шесть: 6,
  six: 6,
  семь: 7,
  seven: 7,
  десять: 10,
  ten: 10,
};

/** "завтра", "через две недели", "in 3 days", "a week ago". */
function relative(plain: string, words: readonly string[], today: string): string | null {
  if (/\bday after tomorrow\b/.test(plain) || words.includes('послезавтра')) return addDays(today, 2);
  if (/\bday before yesterday\b/.test(plain) || words.includes('позавчера')) return addDays(today, -2);
  const near: Record<string, number> = { сегодня: 0, today: 0, завтра: 1, tomorrow: 1, вчера: -1, yesterday: -1 };
  const word = words.find((each) => Object.hasOwn(near, each));
  if (word !== undefined) return addDays(today, near[word] ?? 0);
  const ahead = words.some((each) => each === 'через' || each === 'in');
  const ago = words.some((each) => each === 'назад' || each === 'ago');
  if (!ahead && !ago) return null;
  const at = words.findIndex((each) =>
    /^(?:д(?:ень|ня|ней)|недел[юия]|недель|месяц(?:а|ев)?|days?|weeks?|months?)$/.test(each),
  );
  const unit = words[at];
  if (unit === undefined) return null;
  const said = words[at - 1] ?? '';
  const count = /^\d{1,3}$/.test(said) ? Number(said) : (counts[said] ?? 1);
  const by = (ahead ? 1 : -1) * count;
  if (/^(?:м|month)/.test(unit)) return addMonths(today, by);
  return addDays(today, by * (/^(?:н|week)/.test(unit) ? 7 : 1));
}

/** The same date in another month, or its last day. */
function addMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + count + 1, 0));
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

const weekdays = [
  /^(?:понедельник\p{L}{0,2}|пн|monday|mon)$/u,
  /^(?:вторник\p{L}{0,2}|вт|tuesday|tue|tues)$/u,
  /^(?:сред[ауые]|ср|wednesday|wed)$/u,
  /^(?:четверг\p{L}{0,2}|чт|thursday|thu|thur|thurs)$/u,
  /^(?:пятниц\p{L}|пт|friday|fri)$/u,
  /^(?:суббот\p{L}|сб|saturday|sat)$/u,
  /^(?:воскресень[еяю]|вс|sunday|sun)$/u,
];

/** A bare weekday is the next one after today, or the last one before; "next" is the one of the next week. */
function weekday(words: readonly string[], today: string, towards: Towards): string | null {
  const meant = words.map((word) => weekdays.findIndex((each) => each.test(word)) + 1).filter((each) => each > 0);
  const [day] = meant;
  if (day === undefined || meant.some((each) => each !== day)) return null;
  const monday = addDays(today, 1 - weekdayOf(today));
  const inWeek = (weeks: number) => addDays(monday, weeks * 7 + day - 1);
  if (words.some((word) => word === 'next' || word.startsWith('следующ'))) return inWeek(1);
  if (words.some((word) => word === 'last' || word.startsWith('прошл'))) return inWeek(-1);
  const weeks = [-1, 0, 1].map(inWeek);
  return (towards === 'future' ? weeks.find((each) => each > today) : weeks.findLast((each) => each < today)) ?? null;
}

/** "5-го", "5 числа", "on the 5th", and "5" alone: of this month or the next. */
function ofMonth(plain: string, today: string, towards: Towards): string | null {
  const date = /(?<!\d)(\d{1,2})(?:-?(?:го|ого)|-?е число| числа|st|nd|rd|th)(?!\p{L})/u.exec(plain)?.[1];
  const alone = /^(?:на )?(\d{1,2})$/.exec(plain)?.[1];
  const said = Number(date ?? alone ?? 0);
  if (said === 0) return null;
  const [year = 0, month = 1] = today.split('-').map(Number);
  const near = [-1, 0, 1]
    .map((each) => new Date(Date.UTC(year, month - 1 + each, 1)))
    .map((first) => dayOf(first.getUTCFullYear(), first.getUTCMonth() + 1, said))
    .filter((each) => each !== null);
  return (towards === 'future' ? near.find((each) => each >= today) : near.findLast((each) => each <= today)) ?? null;
}
