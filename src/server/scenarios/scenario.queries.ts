import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { scenarios, scenarioVersions } from '#db/schema/scenarios.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { parseScenario } from './parse-scenario.ts';
import type { PublishedScenario, Scenario } from './scenario.ts';

const findPublished = prepared((db) =>
  db
    .select({ ...getTableColumns(scenarioVersions), state: scenarios.state })
    .from(scenarioVersions)
    .innerJoin(scenarios, eq(scenarios.key, scenarioVersions.key))
    .where(eq(scenarioVersions.status, 'published'))
    .orderBy(asc(scenarioVersions.key)),
);
const findPublishedOf = preparedOne((db) =>
  db
    .select()
    .from(scenarioVersions)
    .where(and(eq(scenarioVersions.key, sql.placeholder('key')), eq(scenarioVersions.status, 'published'))),
);
const findVersion = preparedOne((db) =>
  db
    .select()
    .from(scenarioVersions)
    .where(
      and(eq(scenarioVersions.key, sql.placeholder('key')), eq(scenarioVersions.version, sql.placeholder('version'))),
    ),
);
const findState = preparedOne((db) =>
  db
    .select({ state: scenarios.state })
    .from(scenarios)
    .where(eq(scenarios.key, sql.placeholder('key'))),
);

/** Parsed scenarios by their source; a version never changes, so what was read once stays right. */
const parsed = new Map<string, Scenario | null>();
const KEPT = 2_000;

function read(row: typeof scenarioVersions.$inferSelect): PublishedScenario | null {
  let scenario = parsed.get(row.source);
  if (scenario === undefined) {
    scenario = parseScenario(`${row.key}.yaml`, row.source).scenario;
    if (parsed.size >= KEPT) parsed.clear();
    parsed.set(row.source, scenario);
  }
  return scenario && { scenario, version: row.version };
}

/** Every scenario that is published, and whether it is under review: then nobody is led into it. The same for all viewers. */
export async function listPublishedScenarios(ctx: Ctx): Promise<(PublishedScenario & { isUnderReview: boolean })[]> {
  return (await findPublished(ctx.db.read)).flatMap((row) => {
    const published = read(row);
    return published ? [{ ...published, isUnderReview: row.state === 'under_review' }] : [];
  });
}

/** The published version of one scenario; null when there is none. */
export async function getScenario(ctx: Ctx, key: string): Promise<PublishedScenario | null> {
  const row = await findPublishedOf(ctx.db.read, { key });
  return row ? read(row) : null;
}

/** Whether nobody is to be led into a scenario for now. */
export async function isUnderReview(ctx: Ctx, key: string): Promise<boolean> {
  return (await findState(ctx.db.read, { key }))?.state === 'under_review';
}

/** One version, published or retired: the one a conversation began with. */
export async function getScenarioVersion(ctx: Ctx, key: string, version: number): Promise<PublishedScenario | null> {
  const row = await findVersion(ctx.db.read, { key, version });
  return row ? read(row) : null;
}

/** What a scenario is called; null when nothing was ever published under this key. */
export async function scenarioTitle(ctx: Ctx, key: string, locale: Locale): Promise<string | null> {
  const published = (await getScenario(ctx, key)) ?? (await getScenarioVersion(ctx, key, 1));
  return published?.scenario.title[locale] ?? null;
}
