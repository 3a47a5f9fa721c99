import { and, desc, eq, inArray, max } from 'drizzle-orm';
import { scenarios, scenarioVersions } from '#db/schema/scenarios.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { canWriteScenarios } from './scenario.policy.ts';

export type VersionRow = typeof scenarioVersions.$inferSelect;
export type ScenarioState = (typeof scenarios.$inferSelect)['state'];
type Db = Tx | Ctx['db']['read'];

const WORKING = ['draft', 'in_review'] as const;

/** The version that is being worked on, if any: there is at most one of a scenario. */
export async function findWorkingVersion(db: Db, key: string): Promise<VersionRow | null> {
  const [row] = await db
    .select()
    .from(scenarioVersions)
    .where(and(eq(scenarioVersions.key, key), inArray(scenarioVersions.status, WORKING)));
  return row ?? null;
}

export async function findPublishedVersion(db: Db, key: string): Promise<VersionRow | null> {
  const [row] = await db
    .select()
    .from(scenarioVersions)
    .where(and(eq(scenarioVersions.key, key), eq(scenarioVersions.status, 'published')));
  return row ?? null;
}

export async function findVersionRow(db: Db, key: string, version: number): Promise<VersionRow | null> {
  const [row] = await db
    .select()
    .from(scenarioVersions)
    .where(and(eq(scenarioVersions.key, key), eq(scenarioVersions.version, version)));
  return row ?? null;
}

/** The number the next version of a scenario gets. */
export async function nextVersion(db: Db, key: string): Promise<number> {
  const [latest] = await db
    .select({ version: max(scenarioVersions.version) })
    .from(scenarioVersions)
    .where(eq(scenarioVersions.key, key));
  return (latest?.version ?? 0) + 1;
}

/** A scenario as those who write it see it in a list. */
export interface ScenarioHead {
  key: string;
  state: ScenarioState;
  stateSince: Date;
  stateReason: string | null;
  published: VersionRow | null;
  working: VersionRow | null;
}

/** Every scenario, by key, with what is published and what is being worked on; empty for those who do not write. */
export async function listScenarioHeads(ctx: Ctx): Promise<ScenarioHead[]> {
  if (!canWriteScenarios(ctx.viewer)) return [];
  const rows = await ctx.db.read.select().from(scenarios).orderBy(scenarios.key);
  const versions = await ctx.db.read
    .select()
    .from(scenarioVersions)
    .where(inArray(scenarioVersions.status, ['published', ...WORKING]));
  const of = Map.groupBy(versions, ({ key }) => key);
  return rows.map((row) => {
    const own = of.get(row.key) ?? [];
    return {
      ...row,
      published: own.find(({ status }) => status === 'published') ?? null,
      working: own.find(({ status }) => status !== 'published') ?? null,
    };
  });
}

/** One scenario to be written; null for those who do not write and for unknown keys. */
export async function getScenarioHead(ctx: Ctx, key: string): Promise<ScenarioHead | null> {
  if (!canWriteScenarios(ctx.viewer)) return null;
  const [row] = await ctx.db.read.select().from(scenarios).where(eq(scenarios.key, key));
  if (!row) return null;
  const [published, working] = await Promise.all([
    findPublishedVersion(ctx.db.read, key),
    findWorkingVersion(ctx.db.read, key),
  ]);
  return { ...row, published, working };
}

/** All versions of a scenario, newest first; empty for those who do not write. */
export async function listVersions(ctx: Ctx, key: string): Promise<VersionRow[]> {
  if (!canWriteScenarios(ctx.viewer)) return [];
  return ctx.db.read
    .select()
    .from(scenarioVersions)
    .where(eq(scenarioVersions.key, key))
    .orderBy(desc(scenarioVersions.version));
}

/** One version as it was written; null for those who do not write. */
export const getVersion = async (ctx: Ctx, key: string, version: number): Promise<VersionRow | null> =>
  canWriteScenarios(ctx.viewer) ? findVersionRow(ctx.db.read, key, version) : null;
