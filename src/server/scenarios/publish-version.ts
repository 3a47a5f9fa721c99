import { and, eq } from 'drizzle-orm';
import { scenarios, scenarioVersions } from '#db/schema/scenarios.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import type { Fault } from './fault.ts';
import { parseScenario } from './parse-scenario.ts';
import { withWorking } from './review-version.ts';
import { byOf, noteScenario } from './scenario-activity.ts';
import { scenarioPublished } from './scenario.events.ts';
import { canPublishVersion } from './scenario.policy.ts';
import { verifyScenario, type Surroundings } from './verify-scenario.ts';
import { findPublishedVersion, nextVersion } from './version.queries.ts';

/** Everything wrong with a text that is to become the scenario `key`. */
export const faultsIn = (key: string, source: string, around: Surroundings): Fault[] =>
  verifyScenario(parseScenario(`${key}.yaml`, source), around);

/**
 * Lets the draft loose on people: it becomes the published version, also of a scenario that was under review. What is published
 * has no faults, and somebody answers for it who may (`canPublishVersion`). Conversations under way finish on what they began.
 * @param input.around what it may refer to, as it is now
 */
export const publishDraft = (
  ctx: Ctx,
  input: { key: string; save: number; reason: string | null; around: Surroundings },
): Promise<Result<null>> =>
  withWorking(ctx, input, async (tx, working) => {
    if (!canPublishVersion(ctx.viewer, working)) {
      return fail(
        'conflict',
        working.status === 'in_review' ? 'scenario.error.ownReview' : 'scenario.error.needsReview',
      );
    }
    const { key, source } = working;
    const own = parseScenario(`${key}.yaml`, source).scenario;
    const around = { ...input.around, scenarios: new Map([...input.around.scenarios, [key, own]]) };
    if (faultsIn(key, source, around).length > 0) return fail('invalid_input', 'scenario.error.faults');
    const reason = input.reason ?? working.reason;
    const version = await show(ctx, tx, { key, source, from: working.version, reason });
    await noteScenario(ctx, tx, { key, kind: 'version.published', details: { version, reason } });
    return ok(null);
  });

/**
 * Makes a text the published version of a scenario and the one before it a retired one.
 * @param from the number it had as a draft; a draft that others overtook gets the next one, so that newer is always higher
 */
export async function show(
  ctx: Ctx,
  tx: Tx,
  { key, source, from, reason }: { key: string; source: string; from: number | null; reason: string | null },
): Promise<number> {
  const before = await findPublishedVersion(tx, key);
  const now = ctx.clock.now();
  const version = from !== null && from > (before?.version ?? 0) ? from : await nextVersion(tx, key);
  const own = (number: number) => and(eq(scenarioVersions.key, key), eq(scenarioVersions.version, number));
  if (before) await tx.update(scenarioVersions).set({ status: 'retired' }).where(own(before.version));
  const shown = {
    status: 'published',
    version,
    reason,
    reviewNote: null,
    publishedBy: byOf(ctx),
    publishedAt: now,
  } as const;
  if (from === null) await tx.insert(scenarioVersions).values({ ...shown, key, source, createdAt: now });
  else await tx.update(scenarioVersions).set(shown).where(own(from));
  const active = { state: 'active', stateSince: now, stateReason: null } as const;
  await tx
    .insert(scenarios)
    .values({ key, ...active })
    .onConflictDoUpdate({ target: scenarios.key, set: active });
  await publish(ctx, tx, scenarioPublished({ key, version }));
  return version;
}
