import { and, eq, gte, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { articles } from '#db/schema/help-center.ts';
import { articleReadings, searchLog } from '#db/schema/help-center-readers.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import { askerOf, askersOf } from './asker.ts';
import { flushJournal, writeLater } from './journal.ts';

const HOUR_MS = 3_600_000;
/** Whoever writes to us later than this after reading does not write because of the article. */
export const ASKS_WITHIN_HOURS = 48;
/** A search is followed by a conversation within this. */
const FOLLOWED_WITHIN_MS = HOUR_MS;

/** What the link of a result carries: `?from=<search>&at=<place>`. Anything else in an address is ignored. */
export const fromQuery = z.object({
  from: z.uuid().optional().catch(undefined),
  at: z.coerce.number().int().min(1).max(1_000).optional().catch(undefined),
});

/** The address of a result, with the search it was found by. Canonical addresses never carry it. */
export const hrefFrom = (href: string, searchId: string | null, place: number): string =>
  searchId === null ? href : `${href}?from=${searchId}&at=${String(place)}`;

interface Opened {
  article: { key: string; locale: Locale };
  /** What tells people apart (`askerOf`); null for programs and our own people, who are not counted. */
  mark: string | null;
  /** The query of the address. */
  query: URLSearchParams;
}

/** Notes that an article was read, and by which search it was found. Gives the search, to be carried on. */
export function noteReading(ctx: Ctx, { article: { key, locale }, mark, query }: Opened): string | null {
  const { from = null, at = 1 } = fromQuery.parse(Object.fromEntries(query));
  if (mark === null) return from;
  const now = ctx.clock.now();
  const asker = askerOf(ctx, mark);
  writeLater(ctx, ({ readings, clicks }) => {
    readings.push({ key, locale, day: companyDay(ctx.clock), reader: asker, at: now });
    if (from !== null) clicks.push({ searchId: from, asker, key, locale, place: at, at: now });
  });
  return from;
}

/**
 * Notes that somebody wrote to us: after which search, and about which article they had read. Neither keeps which conversation
 * it was.
 */
export async function noteConversation(
  ctx: Ctx,
  {
    mark,
    searchId,
    articleKey,
  }: { mark: string | null; searchId?: string | undefined; articleKey?: string | undefined },
): Promise<void> {
  if (mark === null || (searchId === undefined && articleKey === undefined)) return;
  const now = ctx.clock.now();
  const asker = askerOf(ctx, mark);
  const readers = askersOf(ctx, mark, ASKS_WITHIN_HOURS / 24);
  await flushJournal(ctx);
  await ctx.db.write(async (tx) => {
    if (searchId !== undefined) {
      const since = new Date(now.getTime() - FOLLOWED_WITHIN_MS);
      await tx
        .update(searchLog)
        .set({ followed: true })
        .where(and(eq(searchLog.id, searchId), eq(searchLog.asker, asker), gte(searchLog.lastAt, since)));
    }
    if (articleKey !== undefined) {
      const versions = tx.select({ id: articles.id }).from(articles).where(eq(articles.key, articleKey));
      await tx
        .update(articleReadings)
        .set({ askedAt: now })
        .where(
          and(
            inArray(articleReadings.articleId, versions),
            inArray(articleReadings.reader, readers),
            gte(articleReadings.readAt, new Date(now.getTime() - ASKS_WITHIN_HOURS * HOUR_MS)),
            isNull(articleReadings.askedAt),
          ),
        );
    }
  });
}
