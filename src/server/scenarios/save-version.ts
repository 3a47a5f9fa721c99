import { and, eq } from 'drizzle-orm';
import { scenarios, scenarioVersions } from '#db/schema/scenarios.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Failure, type Result } from '../platform/result.ts';
import { firstSave, keepSave } from './keep-save.ts';
import { byOf, noteScenario } from './scenario-activity.ts';
import { canWriteScenarios } from './scenario.policy.ts';
import { findPublishedVersion, findWorkingVersion, nextVersion, type VersionRow } from './version.queries.ts';

/** Longer than any scenario that a person could follow. */
export const MAX_SOURCE = 100_000;
const KEY = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MAX_KEY = 60;

export interface SavedVersion {
  version: number;
  /** What the next save has to say it began with. */
  save: number;
}

/** Somebody else saved first: nothing is lost on either side. */
export interface VersionCollision {
  theirs: string;
  save: number;
  savedBy: string | null;
  savedAt: Date | null;
}
export type SaveVersionResult =
  { ok: true; value: SavedVersion } | { ok: false; error: Failure; collision?: VersionCollision };

/** Begins a scenario that does not exist yet, as a draft. */
export async function createScenario(
  ctx: Ctx,
  { key, source }: { key: string; source: string },
): Promise<Result<SavedVersion>> {
  if (!canWriteScenarios(ctx.viewer)) return fail('not_found', 'error.notFound');
  if (!KEY.test(key) || key.length > MAX_KEY) {
    return fail('invalid_input', 'scenario.error.key', { fields: { key: 'scenario.error.key' } });
  }
  if (source.length > MAX_SOURCE) return fail('too_large', 'scenario.error.tooLong');
  return ctx.db.write(async (tx): Promise<Result<SavedVersion>> => {
    const now = ctx.clock.now();
    const created = await tx
      .insert(scenarios)
      .values({ key, stateSince: now })
      .onConflictDoNothing()
      .returning({ key: scenarios.key });
    if (created.length === 0) {
      return fail('conflict', 'scenario.error.keyTaken', { fields: { key: 'scenario.error.keyTaken' } });
    }
    await noteScenario(ctx, tx, { key, kind: 'scenario.created' });
    const { version, save } = await startWithin(ctx, tx, key, { source });
    return ok({ version, save });
  });
}

/** Puts a new draft beside what is published. The caller has seen to it that nobody works on one. */
export async function startWithin(
  ctx: Ctx,
  tx: Tx,
  key: string,
  {
    source,
    restoredFrom = null,
    reason = null,
  }: { source: string; restoredFrom?: number | null; reason?: string | null },
): Promise<VersionRow> {
  const now = ctx.clock.now();
  const [row] = await tx
    .insert(scenarioVersions)
    .values({
      ...{ key, source, restoredFrom, reason },
      version: await nextVersion(tx, key),
      save: await firstSave(tx, key),
      status: 'draft',
      authorId: byOf(ctx),
      savedAt: now,
      createdAt: now,
    })
    .returning();
  if (!row) throw new Error(`a version of ${key} was not stored`);
  await keepSave(tx, row);
  return row;
}

/**
 * Saves what was written as the draft of a scenario, begun or not. It may have faults: only publishing asks for none. A save that
 * began with an older one than the last is refused and comes with the other text; one that says nothing new changes nothing.
 * Changing what was handed in makes it a draft again: nobody approves what they have not read.
 * @param input.save the save it began with; 0 when no draft existed
 */
export async function saveVersion(
  ctx: Ctx,
  input: { key: string; source: string; save: number; reason?: string | null },
): Promise<SaveVersionResult> {
  const { key, source } = input;
  if (!canWriteScenarios(ctx.viewer)) return fail('not_found', 'error.notFound');
  if (source.length > MAX_SOURCE) return fail('too_large', 'scenario.error.tooLong');
  return ctx.db.write(async (tx): Promise<SaveVersionResult> => {
    const [known] = await tx.select().from(scenarios).where(eq(scenarios.key, key));
    if (!known) return fail('not_found', 'error.notFound');
    const working = await findWorkingVersion(tx, key);
    if (!working) {
      const published = await findPublishedVersion(tx, key);
      if (published?.source === source) return ok({ version: published.version, save: 0 });
      const { version, save } = await startWithin(ctx, tx, key, { source, reason: input.reason ?? null });
      return ok({ version, save });
    }
    const { version, save, savedAt } = working;
    const reason = input.reason === undefined ? working.reason : input.reason;
    if (working.source === source && working.reason === reason) return ok({ version, save });
    if (input.save !== save && working.source !== source) {
      const collision = { theirs: working.source, save, savedBy: working.authorId, savedAt };
      return { ok: false, error: { code: 'conflict', message: 'scenario.error.collision' }, collision };
    }
    const next = { source, reason, save: save + 1, authorId: byOf(ctx), savedAt: ctx.clock.now() };
    // Begun before saves were kept, or the first one: what is overwritten stays as well.
    await keepSave(tx, working);
    await keepSave(tx, { ...working, ...next });
    await tx
      .update(scenarioVersions)
      .set({ ...next, status: 'draft' })
      .where(and(eq(scenarioVersions.key, key), eq(scenarioVersions.version, version)));
    return ok({ version, save: save + 1 });
  });
}
