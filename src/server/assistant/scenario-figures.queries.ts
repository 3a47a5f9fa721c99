import { sql, type SQL } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { canWriteScenarios } from '../scenarios/index.ts';

const DAY_MS = 86_400_000;
/** A question that nobody answered for so long is given up. */
const IDLE_MS = DAY_MS;
/** Who does not come back with the topic within this time was helped (the formula stands in the interface). */
const QUIET_MS = 2 * DAY_MS;
/** How many of the latest walks tell how far people come. */
const SAMPLE = 5_000;

export const figurePeriods = [7, 30, 90, 365] as const;

/** What can be asked about a walk; each figure leads to its walks. */
export const walkKinds = ['started', 'finished', 'helped', 'notHelped', 'dropped', 'handedOff'] as const;
export type WalkKind = (typeof walkKinds)[number];

/** What one scenario did in a period: walks of people, not of agents. */
export interface ScenarioFigures extends Record<WalkKind, number> {
  key: string;
  /** Walks of which it is known whether they solved it, and those that did; see `deflection`. */
  settled: number;
  solved: number;
}

/** solved ÷ settled; null while nothing is settled. */
export const scenarioDeflection = ({ settled, solved }: Pick<ScenarioFigures, 'settled' | 'solved'>): number | null =>
  settled === 0 ? null : solved / settled;

/** What happened at one step. */
export interface StepFigures {
  step: string;
  /** Of the latest walks, 0–1. */
  reached: number;
  finished: number;
  helped: number;
  notHelped: number;
  dropped: number;
  handedOff: number;
}

const kinds = (now: number): Record<WalkKind, SQL> => ({
  started: sql`1`,
  finished: sql`r.status = 'finished'`,
  helped: sql`r.helped = 1`,
  notHelped: sql`r.helped = 0`,
  dropped: sql`(r.status = 'dropped' or (r.status in ('active', 'set_aside') and r.updated_at < ${now - IDLE_MS}))`,
  handedOff: sql`r.status = 'handed_off'`,
});

const ofPeople = (since: number): SQL =>
  sql`r.walked_by = 'person' and r.scenario_version > 0 and r.created_at >= ${since}`;

/** Whether the person came back with the topic: a further walk of it, or a conversation that people took, about it or in it. */
const cameBack: SQL = sql`(
  exists (select 1 from scenario_runs as o where o.walker = r.walker and o.topic = r.topic and o.id <> r.id
    and o.created_at > r.updated_at and o.created_at <= r.updated_at + ${QUIET_MS})
  or exists (select 1 from assignments as a where a.conversation_id = r.conversation_id
    and a.created_at >= r.updated_at and a.created_at <= r.updated_at + ${QUIET_MS})
  or exists (select 1 from conversations as mine
    join conversations as c on c.user_id = mine.user_id and c.id <> mine.id and c.updated_at > r.updated_at
    join conversation_topics as t on t.conversation_id = c.id and t.topic = r.topic
    join assignments as a on a.conversation_id = c.id
    where mine.id = r.conversation_id and a.created_at > r.updated_at and a.created_at <= r.updated_at + ${QUIET_MS})
  or exists (select 1 from conversations as mine
    join conversations as c on c.visitor_hash = mine.visitor_hash and c.id <> mine.id and c.updated_at > r.updated_at
    join conversation_topics as t on t.conversation_id = c.id and t.topic = r.topic
    join assignments as a on a.conversation_id = c.id
    where mine.id = r.conversation_id and mine.user_id is null
      and a.created_at > r.updated_at and a.created_at <= r.updated_at + ${QUIET_MS}))`;

/** Read from its index alone. */
const walks = sql`scenario_runs as r indexed by scenario_runs_figures`;
const count = (what: SQL) => sql<number>`cast(total(${what}) as integer)`;

/** Every scenario that was walked in the last days; null for those who do not look after scenarios. One query. */
export async function listScenarioFigures(
  ctx: Ctx,
  { days, key }: { days: number; key?: string },
): Promise<ScenarioFigures[] | null> {
  if (!canWriteScenarios(ctx.viewer)) return null;
  const now = ctx.clock.now().getTime();
  const is = kinds(now);
  const rested = sql`r.updated_at <= ${now - QUIET_MS}`;
  const quiet = sql`(r.helped is null and r.status <> 'handed_off' and ${rested})`;
  return ctx.db.read
    .select({
      key: sql<string>`r.scenario_key`,
      started: sql<number>`count(*)`,
      finished: count(is.finished),
      helped: count(is.helped),
      notHelped: count(is.notHelped),
      dropped: count(is.dropped),
      handedOff: count(is.handedOff),
      settled: count(sql`r.helped is not null or r.status = 'handed_off' or ${rested}`),
      solved: count(sql`case when r.helped = 1 then 1 when ${quiet} then not ${cameBack} else 0 end`),
    })
    .from(walks)
    .where(sql`${ofPeople(now - days * DAY_MS)} ${key === undefined ? sql`` : sql`and r.scenario_key = ${key}`}`)
    .groupBy(sql`r.scenario_key`)
    .orderBy(sql`count(*) desc, r.scenario_key`);
}

/** Where the walks of one scenario ended, by step, and how many of the latest came so far; null for those who may not see it. */
export async function listStepFigures(
  ctx: Ctx,
  { key, days }: { key: string; days: number },
): Promise<StepFigures[] | null> {
  if (!canWriteScenarios(ctx.viewer)) return null;
  const now = ctx.clock.now().getTime();
  const is = kinds(now);
  const mine = sql`${ofPeople(now - days * DAY_MS)} and r.scenario_key = ${key}`;
  const ended = await ctx.db.read
    .select({
      step: sql<string>`r.step`,
      finished: count(is.finished),
      helped: count(is.helped),
      notHelped: count(is.notHelped),
      dropped: count(is.dropped),
      handedOff: count(is.handedOff),
    })
    .from(walks)
    .where(mine)
    .groupBy(sql`r.step`);
  const latest = sql`(select r.id from ${walks} where ${mine} order by r.created_at desc limit ${SAMPLE})`;
  const reached = await ctx.db.read
    .select({
      step: sql<string>`step.value`,
      share: sql<number>`count(distinct s.id) * 1.0 / (select count(*) from ${latest})`,
    })
    .from(sql`${latest} as l join scenario_runs as s on s.id = l.id, json_each(s.state, '$.path') as step`)
    .groupBy(sql`step.value`);
  const steps = new Map<string, StepFigures>();
  const none = { finished: 0, helped: 0, notHelped: 0, dropped: 0, handedOff: 0 };
  for (const { step, share } of reached) steps.set(step, { step, reached: share, ...none });
  for (const each of ended) {
    // Walks from before steps were counted stand at none.
    if (each.step !== '') steps.set(each.step, { reached: steps.get(each.step)?.reached ?? 0, ...each });
  }
  return [...steps.values()].sort((a, b) => b.reached - a.reached || (a.step < b.step ? -1 : 1));
}

/** One walk behind a figure. */
export interface WalkLine {
  runId: string;
  conversationId: string;
  number: number;
  request: string;
  step: string;
  version: number;
  at: Date;
}

const PER_PAGE = 30;

/** The walks behind a figure, latest first; null for those who may not see them. Conversations open for who answers customers. */
export async function listWalks(
  ctx: Ctx,
  {
    key,
    days,
    kind,
    step,
    page,
  }: { key: string; days: number; kind: WalkKind; step?: string | undefined; page: number },
): Promise<{ walks: WalkLine[]; total: number; perPage: number } | null> {
  if (!canWriteScenarios(ctx.viewer)) return null;
  const now = ctx.clock.now().getTime();
  const where = sql`${ofPeople(now - days * DAY_MS)} and r.scenario_key = ${key} and ${kinds(now)[kind]}
    ${step === undefined ? sql`` : sql`and r.step = ${step}`}`;
  const [counted] = await ctx.db.read
    .select({ total: sql<number>`count(*)` })
    .from(walks)
    .where(where);
  const rows = await ctx.db.read
    .select({
      runId: sql<string>`r.id`,
      conversationId: sql<string>`r.conversation_id`,
      number: sql<number>`c.number`,
      request: sql<string>`r.request`,
      step: sql<string>`r.step`,
      version: sql<number>`r.scenario_version`,
      at: sql<number>`r.updated_at`,
    })
    .from(sql`${walks} join conversations as c on c.id = r.conversation_id`)
    .where(where)
    .orderBy(sql`r.created_at desc`)
    .limit(PER_PAGE)
    .offset((page - 1) * PER_PAGE);
  return {
    walks: rows.map(({ at, ...row }) => ({ ...row, at: new Date(at) })),
    total: counted?.total ?? 0,
    perPage: PER_PAGE,
  };
}
