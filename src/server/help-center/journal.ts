import { and, eq, sql } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import { articleReadings, searchClicks, searchLog } from '#db/schema/help-center-readers.ts';
import type { Db } from '#db/client.ts';
import type { Tx } from '#db/write.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import type { LoggedSearch } from './search-merge.ts';

/** How long what is noted may wait to be written together. */
const WAIT_MS = 1_000;
/** Written at once when this much waits: a crash loses no more. */
const MOST_WAITING = 500;

interface Reading {
  key: string;
  locale: Locale;
  day: string;
  reader: string;
  at: Date;
}

interface Click {
  searchId: string;
  /** Who opened it: only whoever searched counts. */
  asker: string;
  key: string;
  locale: Locale;
  place: number;
  at: Date;
}

/** What readers do, noted beside their requests and written together: they do not wait for it, nor see it fail. */
interface Waiting {
  searches: Map<string, LoggedSearch>;
  clicks: Click[];
  readings: Reading[];
}

interface Journal {
  waiting: Waiting;
  /** Being written now; still looked up, since the database does not show it yet. */
  writing: Waiting;
  timer: NodeJS.Timeout | null;
  flushed: Promise<void>;
}

type Needs = Pick<Ctx, 'db' | 'platform'>;

const empty = (): Waiting => ({ searches: new Map(), clicks: [], readings: [] });
const journals = new WeakMap<Db, Journal>();

function journalOf({ db }: Needs): Journal {
  let journal = journals.get(db);
  if (!journal) {
    journal = { waiting: empty(), writing: empty(), timer: null, flushed: Promise.resolve() };
    journals.set(db, journal);
  }
  return journal;
}

export function writeLater(ctx: Needs, add: (waiting: Waiting) => void): void {
  const journal = journalOf(ctx);
  add(journal.waiting);
  const { searches, clicks, readings } = journal.waiting;
  if (searches.size + clicks.length + readings.length >= MOST_WAITING) void flushJournal(ctx);
  else journal.timer ??= setTimeout(() => void flushJournal(ctx), WAIT_MS).unref();
}

/** The last search of somebody that is not in the database yet. */
export function lastWaiting(ctx: Needs, asker: string): LoggedSearch | null {
  const { waiting, writing } = journalOf(ctx);
  const own = [...writing.searches.values(), ...waiting.searches.values()].filter((each) => each.asker === asker);
  return own.at(-1) ?? null;
}

/** Writes what waits; resolves when all of it is in the database, or was given up and said so in the log. */
export function flushJournal(ctx: Needs): Promise<void> {
  const journal = journalOf(ctx);
  if (journal.timer) clearTimeout(journal.timer);
  journal.timer = null;
  journal.flushed = journal.flushed.then(async () => {
    const { searches, clicks, readings } = journal.waiting;
    if (searches.size + clicks.length + readings.length === 0) return;
    journal.writing = journal.waiting;
    journal.waiting = empty();
    try {
      await ctx.db.write((tx) => write(tx, journal.writing));
    } catch (error) {
      ctx.platform.log.warn({ err: error }, 'what readers did could not be noted');
    } finally {
      journal.writing = empty();
    }
  });
  return journal.flushed;
}

async function write(tx: Tx, { searches, clicks, readings }: Waiting): Promise<void> {
  for (const search of searches.values()) {
    const { query, results, typed, lastAt } = search;
    await tx
      .insert(searchLog)
      .values(search)
      .onConflictDoUpdate({ target: searchLog.id, set: { query, results, typed, lastAt } });
  }
  for (const click of clicks) await writeClick(tx, click);
  for (const { key, locale, day, reader, at } of readings) {
    const articleId = await articleIdOf(tx, key, locale);
    if (articleId === null) continue;
    await tx
      .insert(articleReadings)
      .values({ articleId, day, reader, views: 1, readAt: at })
      .onConflictDoUpdate({
        target: [articleReadings.articleId, articleReadings.day, articleReadings.reader],
        set: { views: sql`${articleReadings.views} + 1`, readAt: at },
      });
  }
}

/** A link that was passed on, or made up, counts for nobody's search. */
async function writeClick(tx: Tx, { searchId, asker, key, locale, place, at }: Click): Promise<void> {
  const articleId = await articleIdOf(tx, key, locale);
  const [own] = await tx
    .select({ id: searchLog.id })
    .from(searchLog)
    .where(and(eq(searchLog.id, searchId), eq(searchLog.asker, asker)));
  if (articleId === null || !own) return;
  await tx.insert(searchClicks).values({ searchId, articleId, place, createdAt: at }).onConflictDoNothing();
}

async function articleIdOf(tx: Tx, key: string, locale: Locale): Promise<string | null> {
  const [row] = await tx
    .select({ id: articles.id })
    .from(articles)
    .where(and(eq(articles.key, key), eq(articles.locale, locale)));
  return row?.id ?? null;
}
