import { and, eq, inArray } from 'drizzle-orm';
import { assistantTurns, scenarioRuns } from '#db/schema/assistant.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { ownerKey, type Viewer } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { scenarioNotHelped } from './assistant.events.ts';
import type { RunRecord } from './run-record.ts';
import type { Plan } from './turn.ts';

export const statusOf = { active: 'active', finished: 'finished', handedOff: 'handed_off' } as const;

/**
 * Writes down what a turn decided, together with the walk it moved, before anything is said.
 * @throws Error when another process took the turn meanwhile; the event is then delivered again and finds that turn.
 */
export async function storeTurn(
  ctx: Ctx,
  { turnId, conversationId, messageId }: { turnId: string; conversationId: string; messageId: string },
  plan: Plan,
  person: Viewer,
): Promise<void> {
  const now = ctx.clock.now();
  const walker = walkerOf(ctx, person);
  await ctx.db.write(async (tx) => {
    if (plan.dropped && plan.dropped.storedTurns !== null) {
      await updateRun(tx, plan.dropped, {
        status: plan.dropped.isSetAside ? 'set_aside' : 'dropped',
        updatedAt: now,
      });
    }
    for (const record of plan.moved) {
      await putRun(tx, { conversationId, walker }, record, now);
      const { key, version, run } = record;
      // An article that is given as an answer has its own votes.
      if (run.helped === false && version > 0) await publish(ctx, tx, scenarioNotHelped({ key, version }));
    }
    const { locale, decision, candidates, ending } = plan;
    const replies = plan.replies.map(({ body, extras }) => ({ body, extras: { ...extras } }));
    await tx.insert(assistantTurns).values({
      id: turnId,
      conversationId,
      messageId,
      locale,
      decision,
      candidates,
      replies,
      ending: ending && { ...ending },
      createdAt: now,
    });
  });
}

/** Somebody who walks: an HMAC of who they are, so that two "no" of one person are known to be one and nobody is named. */
function walkerOf({ platform }: Ctx, person: Viewer): string | null {
  const owner = ownerKey(person);
  return owner === null ? null : platform.vault.token('walker', owner).slice(0, 22);
}

async function putRun(
  tx: Tx,
  { conversationId, walker }: { conversationId: string; walker: string | null },
  record: RunRecord,
  now: Date,
): Promise<void> {
  const { run } = record;
  const state = { ...run } as Record<string, unknown>;
  const { turns, helped, at: step } = run;
  const moved = { status: statusOf[run.status], state, step, turns, helped, updatedAt: now };
  if (record.storedTurns !== null) {
    await updateRun(tx, record, moved);
    return;
  }
  await tx.insert(scenarioRuns).values({
    id: record.id,
    conversationId,
    walker,
    scenarioKey: record.key,
    scenarioVersion: record.version,
    topic: record.scenario.topic,
    request: record.request,
    createdAt: now,
    ...moved,
  });
}

async function updateRun(
  tx: Tx,
  record: Pick<RunRecord, 'id' | 'storedTurns'>,
  set: Partial<typeof scenarioRuns.$inferInsert>,
): Promise<void> {
  const unmoved = and(
    eq(scenarioRuns.id, record.id),
    inArray(scenarioRuns.status, ['active', 'set_aside']),
    eq(scenarioRuns.turns, record.storedTurns ?? 0),
  );
  const updated = await tx.update(scenarioRuns).set(set).where(unmoved).returning({ id: scenarioRuns.id });
  if (updated.length === 0) throw new Error('another process moved this walk');
}
