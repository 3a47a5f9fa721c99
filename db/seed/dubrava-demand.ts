import type { Locale } from '#content/locales.ts';
import {
  flushJournal,
  noteConversation,
  noteReading,
  noteSearch,
  voteOnArticle,
  type VoteReason,
} from '#server/help-center/index.ts';
import type { Ctx } from '#server/context.ts';
import { must } from './must.ts';
import { storyTime } from './story-time.ts';

interface Asked {
  query: string;
  locale?: Locale;
  results: number;
  /** Times in the last month, and in the one before. */
  times: [number, number];
  /** What those who opened something read, and how many did. */
  opened?: [key: string, times: number];
  /** How many wrote to us afterwards. */
  wrote?: number;
}

/** What visitors of the story looked for: some of it is answered well, some not at all. */
const asked: readonly Asked[] = [
  { query: 'скидка для постоянных клиентов', results: 0, times: [9, 4], wrote: 3 },
  { query: 'скидки постоянным клиентам', results: 0, times: [5, 1], wrote: 1 },
  { query: 'есть ли скидка постоянным', results: 0, times: [3, 0] },
  { query: 'мебель в аренду', results: 1, times: [6, 2], wrote: 2 },
  { query: 'аренда мебели', results: 1, times: [4, 1] },
  { query: 'доставка на этаж без лифта', results: 4, times: [8, 7], opened: ['delivery-cost', 5], wrote: 1 },
  { query: 'поднять без лифта цена', results: 4, times: [3, 2], opened: ['delivery-cost', 1] },
  { query: 'утилизация старой мебели', results: 0, times: [5, 5], wrote: 1 },
  { query: 'как платить по qr', results: 3, times: [7, 9], opened: ['pay-invoice', 7] },
  { query: 'экскурсия на производство', results: 0, times: [2, 3] },
  { query: 'срок гарантии кресла', results: 2, times: [6, 6], opened: ['warranty-terms', 6] },
  { query: 'regular customer discount', locale: 'en', results: 0, times: [4, 1], wrote: 1 },
  { query: 'discount for regular customers', locale: 'en', results: 0, times: [2, 0] },
  { query: 'ship to kazakhstan', locale: 'en', results: 1, times: [3, 1], opened: ['delivery-cost', 1] },
];

interface Voted {
  key: string;
  yes: number;
  /** Why not, and in which words. */
  no: readonly { reason: VoteReason; comment?: string }[];
}

/** Yes and no on articles: nobody of the story doubts one enough to have it checked. */
const votes: readonly Voted[] = [
  { key: 'warranty-terms', yes: 14, no: [{ reason: 'unclear', comment: 'Царапины входят в гарантию или нет?' }] },
  {
    key: 'delivery-cost',
    yes: 6,
    no: [{ reason: 'incomplete', comment: 'Нет цены подъёма на этаж без лифта' }, { reason: 'outdated' }],
  },
  {
    key: 'reconciliation-statement',
    yes: 3,
    no: [{ reason: 'unclear', comment: 'Не понял, кто подписывает первым' }, { reason: 'other' }],
  },
];

const READERS_PER_ARTICLE = 24;

/** Two months of searches, readings and votes. */
export async function demandStory(ctx: Ctx): Promise<void> {
  const { on } = storyTime(ctx);
  for (const { query, locale = 'ru', results, times, opened, wrote = 0 } of asked) {
    const all = times[0] + times[1];
    for (let index = 0; index < all; index++) {
      // Spread over the days of each month, the latest first.
      const recent = index < times[0];
      const days = recent ? -1 - ((index * 5) % 28) : -31 - (((index - times[0]) * 5) % 28);
      const then = on(days, 8 + (index % 9));
      const mark = `story ${query} ${String(index)}`;
      const searchId = await noteSearch(then, { query, locale, results, mark });
      if (recent && opened && index < opened[1]) {
        const link = new URLSearchParams({ from: searchId ?? '', at: String(1 + (index % 3)) });
        noteReading(then, { article: { key: opened[0], locale }, mark, query: link });
      }
      if (recent && searchId !== null && index >= times[0] - wrote) await noteConversation(then, { mark, searchId });
    }
  }
  for (const voted of votes) await articleStory(ctx, voted);
  await flushJournal(ctx);
}

async function articleStory(ctx: Ctx, { key, yes, no }: Voted): Promise<void> {
  const { on } = storyTime(ctx);
  for (let index = 0; index < READERS_PER_ARTICLE; index++) {
    const mark = `story reader ${key} ${String(index)}`;
    const then = on(-1 - (index % 27), 9 + (index % 8));
    noteReading(then, { article: { key, locale: 'ru' }, mark, query: new URLSearchParams() });
    if (index % (6 + no.length) === 3) await noteConversation(then, { mark, articleKey: key });
  }
  for (let index = 0; index < yes + no.length; index++) {
    const visitorHash = `story voter ${key} ${String(index)}`;
    const then: Ctx = { ...on(-2 - index, 10), viewer: { kind: 'visitor', visitorHash, locale: 'ru' } };
    const against = no[index - yes];
    const cast = {
      key,
      locale: 'ru' as const,
      network: visitorHash,
      vote: against ? ('no' as const) : ('yes' as const),
    };
    must(await voteOnArticle(then, { ...cast, ...against }));
  }
}
