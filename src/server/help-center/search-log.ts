import { and, count, desc, eq, gte, lt, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { articles } from '#db/schema/help-center.ts';
import { articleReadings, searchLog } from '#db/schema/help-center-readers.ts';
import type { Locale } from '#content/locales.ts';
import { cleanQuery } from '#search/text.ts';
import type { Ctx } from '../context.ts';
import { askerOf } from './asker.ts';
import { mayRead } from './audience.ts';
import { lastWaiting, writeLater } from './journal.ts';
import { readerOf } from './reader.queries.ts';
import { goesOn, mergeSearches, SAME_SEARCH_MS, type LoggedSearch } from './search-merge.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** What people search for now. */
const RECENT_MS = 30 * DAY_MS;
/** Kept long enough to compare a season with the last one. */
const KEPT_MS = 400 * DAY_MS;
const LOGGED_LENGTH = 120;
/** Longer questions do not fit beside each other. */
const CHIP_LENGTH = 20;

/** Numbers that may be somebody's, and addresses, do not belong into a log. */
export const withoutPersonal = (query: string): string =>
  query
    .replace(/\S+@\S+/g, '…@…')
    .replace(/\d[\d\s()+-]{5,}\d/g, (number) => (number.replace(/\D/g, '').length > 6 ? '…' : number));

/** A query as the log keeps it. */
export const loggedQuery = (query: string): string =>
  withoutPersonal(cleanQuery(query).toLowerCase()).slice(0, LOGGED_LENGTH);

export interface Noted {
  query: string;
  locale: Locale;
  results: number;
  /** What tells people apart (`askerOf`); null for those whose searches are not noted, absent where nobody can tell. */
  mark?: string | null | undefined;
  /** Only typed; suggestions were shown. */
  typed?: boolean;
  /** Another page, or a filter: the same question again. */
  again?: boolean;
}

const lastOf = preparedOne((db) =>
  db
    .select()
    .from(searchLog)
    .where(and(eq(searchLog.asker, sql.placeholder('asker')), gte(searchLog.lastAt, sql.placeholder('since'))))
    .orderBy(desc(searchLog.lastAt))
    .limit(1),
);

/**
 * Notes what was searched for and how much was found, beside the reader's request: they do not wait, nor see it fail. What
 * grows while it is typed is one search.
 * @returns the search, for the links of its results; null when nobody is noted with it
 */
export async function noteSearch(ctx: Ctx, noted: Noted): Promise<string | null> {
  const query = loggedQuery(noted.query);
  if (query === '' || noted.mark === null) return null;
  const now = ctx.clock.now();
  const { locale, results, typed = false, mark } = noted;
  const asker = mark === undefined ? null : askerOf(ctx, mark);
  const next: LoggedSearch = { id: ctx.ids.next(), query, locale, results, asker, typed, createdAt: now, lastAt: now };
  const before = asker === null ? null : await lastSearchOf(ctx, asker, noted.again ? HOUR_MS : SAME_SEARCH_MS);
  if (noted.again) return before?.query === query ? before.id : null;
  const search = before && goesOn(before, next) ? mergeSearches(before, next) : next;
  writeLater(ctx, ({ searches }) => {
    // Put last: the latest of somebody is what they go on with.
    searches.delete(search.id);
    searches.set(search.id, search);
  });
  // Nobody could be told to have opened what it found.
  return asker === null ? null : search.id;
}

async function lastSearchOf(ctx: Ctx, asker: string, withinMs: number): Promise<LoggedSearch | null> {
  const waiting = lastWaiting(ctx, asker);
  if (waiting) return waiting;
  const row = await lastOf(ctx.db.read, { asker, since: ctx.clock.now().getTime() - withinMs });
  return row ? { ...row, lastAt: row.lastAt ?? row.createdAt } : null;
}

/** Forgets old searches, and who read what. */
export async function pruneSearchLog(ctx: Pick<Ctx, 'db' | 'clock'>): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - KEPT_MS);
  await ctx.db.write(async (tx) => {
    await tx.delete(searchLog).where(lt(searchLog.createdAt, before));
    await tx.delete(articleReadings).where(lt(articleReadings.day, before.toISOString().slice(0, 10)));
  });
}

const searchedOften = prepared((db) =>
  db
    .select({ query: searchLog.query, times: count() })
    .from(searchLog)
    .where(
      and(
        eq(searchLog.locale, sql.placeholder('locale')),
        eq(searchLog.typed, false),
        gte(searchLog.createdAt, sql.placeholder('since')),
      ),
    )
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
