import { and, count, desc, eq, gte, lt, sql } from 'drizzle-orm';
import { prepared } from '#db/prepared.ts';
import { articles, searchLog } from '#db/schema/help-center.ts';
import type { Locale } from '#content/locales.ts';
import { cleanQuery } from '#search/text.ts';
import type { Ctx } from '../context.ts';
import { mayRead } from './audience.ts';
import { readerOf } from './reader.queries.ts';

const DAY_MS = 86_400_000;
/** What people search for now. */
const RECENT_MS = 30 * DAY_MS;
/** Kept long enough to compare a season with the last one. */
const KEPT_MS = 400 * DAY_MS;
const LOGGED_LENGTH = 120;
/** Longer questions do not fit beside each other. */
const CHIP_LENGTH = 20;

/** Numbers that may be somebody's, and addresses, do not belong into a log. */
const withoutPersonal = (query: string): string =>
  query
    .replace(/\S+@\S+/g, '…@…')
    .replace(/\d[\d\s()+-]{5,}\d/g, (number) => (number.replace(/\D/g, '').length > 6 ? '…' : number));

/** Notes what was searched for and how much was found. Outside the reader's request: they do not wait, nor see it fail. */
export function logSearch(ctx: Ctx, search: { query: string; locale: Locale; results: number }): void {
  const query = withoutPersonal(cleanQuery(search.query).toLowerCase()).slice(0, LOGGED_LENGTH);
  if (query === '') return;
  const row = { ...search, id: ctx.ids.next(), query, createdAt: ctx.clock.now() };
  ctx.db
    .write((tx) => tx.insert(searchLog).values(row))
    .catch((error: unknown) => {
      ctx.platform.log.warn({ err: error }, 'a search could not be logged');
    });
}

/** Forgets old searches. */
export async function pruneSearchLog(ctx: Pick<Ctx, 'db' | 'clock'>): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - KEPT_MS);
  await ctx.db.write((tx) => tx.delete(searchLog).where(lt(searchLog.createdAt, before)));
}

const searchedOften = prepared((db) =>
  db
    .select({ query: searchLog.query, times: count() })
    .from(searchLog)
    .where(and(eq(searchLog.locale, sql.placeholder('locale')), gte(searchLog.createdAt, sql.placeholder('since'))))
    .groupBy(searchLog.query)
    .orderBy(desc(count()))
    .limit(200),
);
const asked = prepared((db) =>
  db
    .select({
      questions: articles.questions,
      popular: articles.popular,
      audience: articles.audience,
      segments: articles.segments,
      customerIds: articles.customerIds,
    })
    .from(articles)
    .where(and(eq(articles.status, 'published'), eq(articles.locale, sql.placeholder('locale'))))
    .orderBy(sql`${articles.popular} IS NULL`, articles.popular, articles.title),
);

/**
 * What people look for, to be offered under the search field: questions of the articles this viewer may read, those searched most in the last
 * month first. Never anything a visitor typed: a home page must not repeat strangers.
 */
export async function listPopularQueries(ctx: Ctx, locale: Locale, limit: number): Promise<string[]> {
  const since = ctx.clock.now().getTime() - RECENT_MS;
  const [searches, rows, reader] = await Promise.all([
    searchedOften(ctx.db.read, { locale, since }),
    asked(ctx.db.read, { locale }),
    readerOf(ctx),
  ]);
  const times = new Map(searches.map((row) => [row.query, row.times]));
  return rows
    .filter((row) => mayRead(reader, row))
    .flatMap(({ questions }, place) => {
      const counted = questions.map((question) => ({ question, times: times.get(question.toLowerCase()) ?? 0 }));
      const fitting = counted.filter(({ question }) => question.length <= CHIP_LENGTH);
      const [best] = fitting.sort((a, b) => b.times - a.times || a.question.length - b.question.length);
      return best ? [{ ...best, place }] : [];
    })
    .sort((a, b) => b.times - a.times || a.place - b.place)
    .slice(0, limit)
    .map(({ question }) => question);
}
