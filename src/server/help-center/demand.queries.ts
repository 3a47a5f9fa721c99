import { and, eq, inArray, sql } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import { searchDecisions, searchLog } from '#db/schema/help-center-readers.ts';
import type { Locale } from '#content/locales.ts';
import { termsOf } from '#search/text.ts';
import type { Ctx } from '../context.ts';
import type { Embedder } from '../platform/embedder.ts';
import type { Platform } from '../platform/index.ts';
import { addTallies, gapOf, isBack, type Tally } from './demand.ts';
import { canSeeDemand } from './demand.policy.ts';
import { groupQueries } from './group-queries.ts';
import { flushJournal } from './journal.ts';

const DAY_MS = 86_400_000;
/** Distinct queries that are grouped; rarer ones are left out of the board, which says so. */
const GROUPED = 5_000;
const REMEMBERED_VECTORS = 20_000;

export const demandPeriods = [7, 30, 90] as const;
export const demandFilters = ['open', 'decided', 'all'] as const;
export type DemandFilter = (typeof demandFilters)[number];

export interface AskedQuery extends Tally {
  query: string;
}

export type Decision = typeof searchDecisions.$inferSelect & { articleTitle: string | null };

/** Near-same queries. */
export interface DemandGroup extends Tally {
  /** The one that was asked most: it names the group. */
  query: string;
  /** Those searched for in the period, most asked first. */
  queries: AskedQuery[];
  /** How many searches were left without an answer (`gapOf`). */
  gap: number;
  /** What was decided and still holds. */
  decision: Decision | null;
}

export interface Demand {
  /** The largest gap first. */
  groups: DemandGroup[];
  counts: Record<DemandFilter, number>;
  total: Tally;
  /** Distinct queries beyond those that are grouped. */
  leftOut: number;
}

export interface DemandChoice {
  locale: Locale;
  /** Of the period. */
  days: number;
}

/** What people of one language searched for, grouped by meaning; null for those who do not work here. */
export async function getDemand(ctx: Ctx, choice: DemandChoice & { filter?: DemandFilter }): Promise<Demand | null> {
  if (!canSeeDemand(ctx.viewer)) return null;
  await flushJournal(ctx);
  const asked = await tallies(ctx, choice);
  const grouped = asked.slice(0, GROUPED);
  const decisions = await decisionsOf(ctx, choice.locale);
  const since = await timesSince(ctx, choice.locale, decisions);
  const groups = (await grouping(ctx, choice.locale, grouped)).flatMap((members): DemandGroup[] => {
    const queries = members.flatMap((index) => grouped[index] ?? []);
    const tally = addTallies(queries);
    const now = queries.filter(({ times }) => times > 0);
    const [first] = now;
    if (!first) return [];
    return [
      { ...tally, query: first.query, queries: now, gap: gapOf(tally), decision: holding(queries, decisions, since) },
    ];
  });
  groups.sort((a, b) => b.gap - a.gap || b.times - a.times || (a.query < b.query ? -1 : 1));
  const decided = groups.filter(({ decision }) => decision !== null).length;
  const { filter = 'all' } = choice;
  return {
    groups: filter === 'all' ? groups : groups.filter(({ decision }) => (decision === null) === (filter === 'open')),
    counts: { open: groups.length - decided, decided, all: groups.length },
    total: addTallies(asked),
    leftOut: asked.length - grouped.length,
  };
}

/** The group one query belongs to; null when nobody searched for it in the period. */
export async function getDemandGroup(ctx: Ctx, choice: DemandChoice & { query: string }): Promise<DemandGroup | null> {
  const demand = await getDemand(ctx, choice);
  return demand?.groups.find(({ queries }) => queries.some(({ query }) => query === choice.query)) ?? null;
}

/** How many different people searched for any of these; a person on two days is two. */
export async function countPeople(ctx: Ctx, { locale, days }: DemandChoice, group: DemandGroup): Promise<number> {
  if (!canSeeDemand(ctx.viewer)) return 0;
  const since = ctx.clock.now().getTime() - days * DAY_MS;
  const list = JSON.stringify(group.queries.map(({ query }) => query));
  const [row] = await ctx.db.read
    .select({ people: sql<number>`count(distinct coalesce(${searchLog.asker}, ${searchLog.id}))` })
    .from(searchLog)
    .where(
      and(
        eq(searchLog.locale, locale),
        sql`${searchLog.query} in (select value from json_each(${list}))`,
        sql`${searchLog.createdAt} >= ${since}`,
      ),
    );
  return row?.people ?? 0;
}

async function tallies(ctx: Ctx, { locale, days }: DemandChoice): Promise<AskedQuery[]> {
  const now = ctx.clock.now().getTime();
  const since = now - days * DAY_MS;
  const current = sql`${searchLog.createdAt} >= ${since}`;
  const count = (condition: ReturnType<typeof sql>) => sql<number>`cast(total(${condition}) as integer)`;
  return ctx.db.read
    .select({
      query: searchLog.query,
      times: count(current),
      before: count(sql`${searchLog.createdAt} < ${since}`),
      nothing: count(sql`${current} and ${searchLog.results} = 0`),
      opened: count(
        sql`${current} and exists (select 1 from search_clicks where search_clicks.search_id = ${searchLog.id})`,
      ),
      followed: count(sql`${current} and ${searchLog.followed}`),
    })
    .from(searchLog)
    .where(and(eq(searchLog.locale, locale), sql`${searchLog.createdAt} >= ${since - days * DAY_MS}`))
    .groupBy(searchLog.query)
    .orderBy(sql`2 desc`, searchLog.query);
}

/** Vectors of two encoders are never compared: each has its own. */
const vectors = new WeakMap<Embedder, Map<string, Float32Array | null>>();
const groupings = new WeakMap<Platform, Map<Locale, { by: Embedder; of: string; groups: number[][] }>>();

/** Groups again only what is not the same as the last time. */
async function grouping(ctx: Ctx, locale: Locale, asked: readonly AskedQuery[]): Promise<number[][]> {
  const { platform } = ctx;
  const of = asked.map(({ query, times }) => `${query}\n${String(times)}`).join('\n');
  const { embedder } = platform;
  const known = groupings.get(platform) ?? new Map<Locale, { by: Embedder; of: string; groups: number[][] }>();
  groupings.set(platform, known);
  const last = known.get(locale);
  if (last?.of === of && last.by === embedder) return last.groups;
  const made = vectors.get(embedder) ?? new Map<string, Float32Array | null>();
  vectors.set(embedder, made);
  if (made.size > REMEMBERED_VECTORS) made.clear();
  const missing = asked.map(({ query }) => query).filter((query) => !made.has(query));
  const fresh = await embedder.embed(missing);
  for (const [index, query] of missing.entries()) made.set(query, fresh[index] ?? null);
  const groups = await groupQueries(
    asked.map(({ query, times }) => ({ query, times, terms: termsOf(query), vector: made.get(query) ?? null })),
  );
  known.set(locale, { by: embedder, of, groups });
  return groups;
}

async function decisionsOf(ctx: Ctx, locale: Locale): Promise<Map<string, Decision>> {
  const rows = await ctx.db.read.select().from(searchDecisions).where(eq(searchDecisions.locale, locale));
  const keys = [...new Set(rows.flatMap(({ articleKey }) => articleKey ?? []))];
  const titles = new Map(
    keys.length === 0
      ? []
      : (
          await ctx.db.read
            .select({ key: articles.key, title: articles.title })
            .from(articles)
            .where(and(inArray(articles.key, keys), eq(articles.locale, locale)))
        ).map(({ key, title }) => [key, title]),
  );
  return new Map(rows.map((row) => [row.query, { ...row, articleTitle: titles.get(row.articleKey ?? '') ?? null }]));
}

/** How often each query was searched for since anything was decided: by query and decision. */
async function timesSince(
  ctx: Ctx,
  locale: Locale,
  decisions: ReadonlyMap<string, Decision>,
): Promise<(queries: readonly AskedQuery[], at: Date) => number> {
  if (decisions.size === 0) return () => 0;
  const oldest = Math.min(...[...decisions.values()].map(({ createdAt }) => createdAt.getTime()));
  const rows = await ctx.db.read
    .select({ query: searchLog.query, createdAt: searchLog.createdAt })
    .from(searchLog)
    .where(and(eq(searchLog.locale, locale), sql`${searchLog.createdAt} > ${oldest}`));
  const at = Map.groupBy(rows, ({ query }) => query);
  return (queries, since) =>
    queries.reduce(
      (sum, { query }) => sum + (at.get(query) ?? []).filter(({ createdAt }) => createdAt > since).length,
      0,
    );
}

/** The latest decision about any query of a group, unless the group has grown by half since. */
function holding(
  queries: readonly AskedQuery[],
  decisions: ReadonlyMap<string, Decision>,
  since: (queries: readonly AskedQuery[], at: Date) => number,
): Decision | null {
  const [latest] = queries
    .flatMap(({ query }) => decisions.get(query) ?? [])
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  return latest && !isBack(latest.times, since(queries, latest.createdAt)) ? latest : null;
}
