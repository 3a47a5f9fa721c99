import { and, desc, eq, lte } from 'drizzle-orm';
import { scenarioSaves } from '#db/schema/scenarios.ts';
import type { Ctx } from '../context.ts';
import { fail, type Result } from '../platform/result.ts';
import { noteScenario } from './scenario-activity.ts';
import { canWriteScenarios } from './scenario.policy.ts';
import { saveVersion, type SavedVersion } from './save-version.ts';
import { findVersionRow, findWorkingVersion } from './version.queries.ts';

/** One save of a draft, without its text. */
export interface VersionSave {
  save: number;
  savedBy: string | null;
  savedAt: Date;
}

/** The saves of the draft that is being worked on, latest first; empty for those who do not write. */
export async function listSaves(ctx: Ctx, key: string): Promise<VersionSave[]> {
  const working = canWriteScenarios(ctx.viewer) ? await findWorkingVersion(ctx.db.read, key) : null;
  if (!working) return [];
  return ctx.db.read
    .select({ save: scenarioSaves.save, savedBy: scenarioSaves.savedBy, savedAt: scenarioSaves.savedAt })
    .from(scenarioSaves)
    .where(and(eq(scenarioSaves.key, key), eq(scenarioSaves.version, working.version)))
    .orderBy(desc(scenarioSaves.save));
}

/** What a save of the present draft changed: its text and the one before it, which for the first is the version before. */
export async function getSave(
  ctx: Ctx,
  { key, save }: { key: string; save: number },
): Promise<{ before: string; source: string } | null> {
  const working = canWriteScenarios(ctx.viewer) ? await findWorkingVersion(ctx.db.read, key) : null;
  if (!working) return null;
  const [row, earlier] = await ctx.db.read
    .select()
    .from(scenarioSaves)
    .where(and(eq(scenarioSaves.key, key), eq(scenarioSaves.version, working.version), lte(scenarioSaves.save, save)))
    .orderBy(desc(scenarioSaves.save))
    .limit(2);
  if (row?.save !== save) return null;
  const before = earlier ?? (await findVersionRow(ctx.db.read, key, working.version - 1));
  return { before: before?.source ?? '', source: row.source };
}

/**
 * Makes the text of an earlier save the draft's again. It is a save like any other: nothing is lost, and what somebody else
 * saved meanwhile is not overwritten.
 * @param input.began the save the viewer saw as the last
 */
export async function restoreSave(
  ctx: Ctx,
  { key, save, began }: { key: string; save: number; began: number },
): Promise<Result<SavedVersion>> {
  const found = await getSave(ctx, { key, save });
  if (!found) return fail('not_found', 'error.notFound');
  const saved = await saveVersion(ctx, { key, source: found.source, save: began });
  if (!saved.ok) return saved.error.code === 'conflict' ? fail('conflict', 'scenario.error.changedMeanwhile') : saved;
  const { version, save: as } = saved.value;
  if (as !== began) {
    await ctx.db.write((tx) =>
      noteScenario(ctx, tx, { key, kind: 'version.restored', details: { version, save, as } }),
    );
  }
  return saved;
}
