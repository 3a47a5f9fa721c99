import { and, eq } from 'drizzle-orm';
import { scenarios } from '#db/schema/scenarios.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { byOf, noteScenario } from './scenario-activity.ts';
import { scenarioPublished, scenarioQuestioned } from './scenario.events.ts';
import { canWriteScenarios } from './scenario.policy.ts';
import { findPublishedVersion } from './version.queries.ts';

/**
 * Puts a scenario under review: the assistant does not begin it any more, until a new version is published or it is put back.
 * Walks under way go on. A repeat changes nothing.
 * @param reason in words, or what the application found: `notHelped:3`
 */
export const questionScenario = (
  ctx: Ctx,
  input: { key: string; reason: string },
): Promise<Result<{ changed: boolean }>> => setState(ctx, { ...input, state: 'under_review' });

/** Lets the assistant begin it again as it is; somebody says why. */
export const putScenarioBack = (
  ctx: Ctx,
  input: { key: string; reason: string },
): Promise<Result<{ changed: boolean }>> => setState(ctx, { ...input, state: 'active' });

async function setState(
  ctx: Ctx,
  { key, reason, state }: { key: string; reason: string; state: 'active' | 'under_review' },
): Promise<Result<{ changed: boolean }>> {
  if (!canWriteScenarios(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<{ changed: boolean }>> => {
    const published = await findPublishedVersion(tx, key);
    if (!published) return fail('not_found', 'error.notFound');
    const before = state === 'active' ? 'under_review' : 'active';
    const changed = await tx
      .update(scenarios)
      .set({ state, stateSince: ctx.clock.now(), stateReason: state === 'active' ? null : reason })
      .where(and(eq(scenarios.key, key), eq(scenarios.state, before)))
      .returning({ key: scenarios.key });
    if (changed.length === 0) return ok({ changed: false });
    const { version } = published;
    const kind = state === 'active' ? 'scenario.putBack' : 'scenario.questioned';
    await noteScenario(ctx, tx, { key, kind, details: { version, reason } });
    if (state === 'under_review') await publish(ctx, tx, scenarioQuestioned({ key, version, byUserId: byOf(ctx) }));
    // What may be begun has changed, as when a version is published.
    await publish(ctx, tx, scenarioPublished({ key, version }));
    return ok({ changed: true });
  });
}
