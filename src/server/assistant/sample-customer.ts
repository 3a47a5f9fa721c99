import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { COMPANY_TIME_ZONE, companyDay } from '../platform/company-day.ts';
import {
  isLookUpName,
  itemTypes,
  lookUps,
  type Item,
  type ItemName,
  type Scene,
  type Value,
} from '../scenarios/index.ts';

/** Made-up customers a scenario can be tried with: nobody’s data is in them. */
export const sampleCustomers = ['usual', 'late', 'empty'] as const;
export type SampleCustomer = (typeof sampleCustomers)[number];
export const isSample = (name: string): name is SampleCustomer => sampleCustomers.some((each) => each === name);

const DAY_MS = 86_400_000;
const dayAfter = (ctx: Ctx, days: number): string =>
  new Date(Date.parse(`${companyDay(ctx.clock)}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The sample customer as somebody who is spoken with. */
export function sampleScene(ctx: Ctx, locale: Locale): Scene {
  const t = wordsFor(locale);
  return {
    locale,
    timeZone: COMPANY_TIME_ZONE,
    origin: ctx.platform.config.ORIGIN,
    today: companyDay(ctx.clock),
    person: {
      signedIn: true,
      name: t('scenarios.sample.person'),
      email: 'sample@example.com',
      phone: '+7 495 000-00-00',
      role: 'owner',
    },
    customer: { name: t('scenarios.sample.customer'), kind: 'company', segments: [] },
    company: { opensAt: null },
  };
}

/** What a look-up finds for a sample customer; null for one that does not exist. */
export function sampleLookUp(
  ctx: Ctx,
  { sample, locale }: { sample: SampleCustomer; locale: Locale },
  lookUp: string,
  parameters: Readonly<Record<string, Value>>,
): Value | null {
  if (!isLookUpName(lookUp)) return null;
  const { gives } = lookUps[lookUp];
  if ('item' in gives) return Object.values(parameters)[0] ?? sampleItem(ctx, { sample, locale }, gives.item, 1);
  const count = sample === 'usual' ? 2 : sample === 'late' ? 1 : 0;
  return Array.from({ length: count }, (_, index) => sampleItem(ctx, { sample, locale }, gives.list, index + 1));
}

/** One made-up thing, with the fields its type has. */
export function sampleItem(
  ctx: Ctx,
  { sample, locale }: { sample: SampleCustomer; locale: Locale },
  name: ItemName,
  place: number,
): Item {
  const t = wordsFor(locale);
  const isLate = sample === 'late';
  const days = isLate ? 4 : 0;
  const expected = isLate ? 3 : 6 + place;
  const known: Item = {
    id: String(1000 + place),
    number: String(1000 + place),
    name: 'photo.jpg',
    title: t(place === 1 ? 'scenarios.sample.title' : 'scenarios.sample.title2'),
    stage: place === 1 ? 'production' : 'drawings',
    state: name === 'invoice' ? 'unpaid' : null,
    kind: 'act',
    waiting: place === 1,
    changedOn: dayAfter(ctx, -3),
    amount: { amount: 6_250_000, currency: 'RUB' },
    url: '/cabinet',
    promisedOn: dayAfter(ctx, expected - days),
    expectedOn: dayAfter(ctx, expected),
    late: isLate,
    daysLate: days,
    delayReason: isLate ? t('scenarios.sample.delay') : null,
    total: { amount: 12_500_000 * place, currency: 'RUB' },
    left: { amount: 6_250_000 * place, currency: 'RUB' },
    issuedOn: dayAfter(ctx, -10),
    dueOn: dayAfter(ctx, isLate ? -2 : 4),
    overdue: isLate && name === 'invoice',
    daysOverdue: isLate ? 2 : 0,
    rescheduleUntil: dayAfter(ctx, expected - 2),
    freeReschedule: true,
    changeable: place !== 1,
    path: '/cabinet',
  };
  // A field that is not told here is as if it were not known.
  return Object.fromEntries(Object.keys(itemTypes[name].fields).map((field) => [field, known[field] ?? null]));
}
