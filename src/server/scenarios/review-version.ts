import { and, eq } from 'drizzle-orm';
import { scenarioVersions } from '#db/schema/scenarios.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { byOf, noteScenario } from './scenario-activity.ts';
import { scenarioReturned, scenarioSubmitted } from './scenario.events.ts';
import { canWriteScenarios } from './scenario.policy.ts';
import { startWithin } from './save-version.ts';
import { findVersionRow, findWorkingVersion, type VersionRow } from './version.queries.ts';

interface OfSave {
  key: string;
  /** The save that was read; a later one is refused. */
  save: number;
}

/** Asks another editor to read the draft. Handing in what is handed in changes nothing. */
export const submitVersion = (ctx: Ctx, input: OfSave & { reason: string | null }): Promise<Result<null>> =>
  withWorking(ctx, input, async (tx, { key, version, status, reason }) => {
    if (status === 'in_review') return ok(null);
    const told = input.reason ?? reason;
    await set(tx, { key, version }, { status: 'in_review', submittedBy: byOf(ctx), reviewNote: null, reason: told });
    await noteScenario(ctx, tx, { key, kind: 'version.submitted', details: { version, reason: told } });
    await publish(ctx, tx, scenarioSubmitted({ key, version, byUserId: byOf(ctx) }));
    return ok(null);
  });

/** Sends it back to its author with what is to be changed. */
export const returnVersion = (ctx: Ctx, input: OfSave & { note: string }): Promise<Result<null>> =>
  withWorking(ctx, input, async (tx, { key, version, status, authorId }) => {
    if (status !== 'in_review') return fail('conflict', 'scenario.error.notInReview');
    await set(tx, { key, version }, { status: 'draft', reviewNote: input.note });
    await noteScenario(ctx, tx, { key, kind: 'version.returned', details: { version, note: input.note } });
    await publish(ctx, tx, scenarioReturned({ key, version, authorId, byUserId: byOf(ctx) }));
    return ok(null);
  });

/** Gives the draft up; what is published stays as it is, and what was written stays in the history. */
export const discardVersion = (ctx: Ctx, input: OfSave): Promise<Result<null>> =>
  withWorking(ctx, input, async (tx, { key, version }) => {
    await set(tx, { key, version }, { status: 'discarded' });
    await noteScenario(ctx, tx, { key, kind: 'version.discarded', details: { version } });
    return ok(null);
  });

/** Begins the next draft with an earlier version; a draft that is being worked on is set aside for it and stays in the history. */
export async function restoreVersion(
  ctx: Ctx,
  { key, version }: { key: string; version: number },
): Promise<Result<{ version: number; save: number }>> {
  if (!canWriteScenarios(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<{ version: number; save: number }>> => {
    const earlier = await findVersionRow(tx, key, version);
    if (!earlier) return fail('not_found', 'error.notFound');
    const working = await findWorkingVersion(tx, key);
    if (working?.source === earlier.source) return ok({ version: working.version, save: working.save });
    if (working) await set(tx, working, { status: 'discarded' });
    const started = await startWithin(ctx, tx, key, { source: earlier.source, restoredFrom: version });
    await noteScenario(ctx, tx, { key, kind: 'version.restored', details: { version, as: started.version } });
    return ok({ version: started.version, save: started.save });
  });
}

async function set(
  tx: Tx,
  { key, version }: Pick<VersionRow, 'key' | 'version'>,
  values: Partial<typeof scenarioVersions.$inferInsert>,
): Promise<void> {
  await tx
    .update(scenarioVersions)
    .set(values)
    .where(and(eq(scenarioVersions.key, key), eq(scenarioVersions.version, version)));
}

/** The guard all share who change a draft. */
export async function withWorking(
  ctx: Ctx,
  { key, save }: OfSave,
  change: (tx: Tx, working: VersionRow) => Promise<Result<null>>,
): Promise<Result<null>> {
  if (!canWriteScenarios(ctx.viewer)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const working = await findWorkingVersion(tx, key);
    if (working?.save !== save) return fail('conflict', 'scenario.error.changedMeanwhile');
    return change(tx, working);
  });
}
