import { desc, eq } from 'drizzle-orm';
import { scenarioActivity } from '#db/schema/scenarios.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { canWriteScenarios } from './scenario.policy.ts';

export const scenarioActivityKinds = [
  'scenario.created',
  'version.submitted',
  'version.returned',
  'version.published',
  'version.discarded',
  'version.restored',
  'scenario.questioned',
  'scenario.putBack',
] as const;
export type ScenarioActivityKind = (typeof scenarioActivityKinds)[number];

/** Whose doing it is; null for the application. */
export const byOf = (ctx: Ctx): string | null => (ctx.viewer.kind === 'user' ? ctx.viewer.userId : null);

/** Notes who did what to a scenario, in the transaction that does it. */
export async function noteScenario(
  ctx: Ctx,
  tx: Tx,
  { key, kind, details = {} }: { key: string; kind: ScenarioActivityKind; details?: Record<string, unknown> },
): Promise<void> {
  const row = { id: ctx.ids.next(), key, kind, details, userId: byOf(ctx), createdAt: ctx.clock.now() };
  await tx.insert(scenarioActivity).values(row);
}

export interface ScenarioActivity {
  kind: ScenarioActivityKind;
  details: Record<string, unknown>;
  /** Null for what the application did. */
  userId: string | null;
  createdAt: Date;
}

/** What happened to a scenario, newest first; for those who write. */
export async function listScenarioActivity(ctx: Ctx, key: string): Promise<ScenarioActivity[]> {
  if (!canWriteScenarios(ctx.viewer)) return [];
  const rows = await ctx.db.read
    .select()
    .from(scenarioActivity)
    .where(eq(scenarioActivity.key, key))
    .orderBy(desc(scenarioActivity.createdAt), desc(scenarioActivity.id))
    .limit(200);
  return rows.map(({ kind, details, userId, createdAt }) => ({
    kind: kind as ScenarioActivityKind,
    details,
    userId,
    createdAt,
  }));
}
