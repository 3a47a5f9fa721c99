import { and, eq } from 'drizzle-orm';
import { scenarioRuns } from '#db/schema/assistant.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { addNote, answersCustomers, getConversation } from '../conversations/index.ts';
import type { UserViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { isActionName, type Input, type Run } from '../scenarios/index.ts';
import { walkingFor, type RunRow, type Whose } from './agent-record.ts';
import { getRunRow, lastRunIn, runOf } from './agent-run.queries.ts';
import { showDone, type Shown } from './agent-shown.ts';
import { findScenario, isForgotten, newRecord, type RunRecord } from './run-record.ts';
import type { Walking } from './situation.ts';
import { isStillShown } from './still-shown.ts';
import { statusOf } from './store-turn.ts';
import { walkOn } from './walk-on.ts';

/** One move of a walk as an agent makes it. */
export type AgentInput =
  | { kind: 'answer'; text: string; value?: string | undefined; files?: readonly { id: string; name: string }[] }
  | { kind: 'back' | 'restart' }
  | { kind: 'change'; step: string };

type Moved = Result<{ runId: string }>;

const notFound = fail('not_found', 'error.notFound');

/** Agents who do not hold the conversation are told so; for everyone else there is nothing. */
async function refusal(ctx: Ctx<UserViewer>, conversationId: string): Promise<Result<never>> {
  const sees = conversationId !== '' && answersCustomers(ctx.viewer) && (await getConversation(ctx, conversationId));
  return sees ? fail('conflict', 'conversation.takeFirst') : notFound;
}

/** Goes on with the walk that was parked when a conversation was handed over, from the very step, with all answers. */
export async function resumeScript(ctx: Ctx<UserViewer>, conversationId: string): Promise<Moved> {
  const row = await lastRunIn(ctx, conversationId);
  const walking = row && (await walkingFor(ctx, row));
  if (!row || !walking) return refusal(ctx, conversationId);
  // Gone on with already, by this agent or by the one before.
  if (row.walkedBy === 'agent') return ok({ runId: row.id });
  const record = await recordOf(walking, row);
  if (!record || !isStillShown(walking.ctx.viewer, record.run)) return fail('conflict', 'desk.script.gone');
  const fresh: Pick<RunRow, 'resumedFrom' | 'request'> = { resumedFrom: row.id, request: row.request };
  return begin(ctx, walking, { whose: row, fresh, record: { ...record, run: awake(record.run) } }, { kind: 'repeat' });
}

/** Begins a published scenario for a conversation the agent answers, or for somebody of a customer who is on the phone. */
export async function startScript(
  ctx: Ctx<UserViewer>,
  { key, ...where }: { key: string } & ({ conversationId: string } | { customerId: string; userId: string }),
): Promise<Moved> {
  const whose: Whose = { conversationId: '', customerId: null, userId: null, ...where };
  const walking = await walkingFor(ctx, whose);
  if (!walking) return refusal(ctx, whose.conversationId);
  const record = await newRecord(walking.ctx, { key, locale: walking.locale, request: '', byAgent: true });
  if (!record) return fail('conflict', 'desk.script.notForThem');
  return begin(ctx, walking, { whose, fresh: { resumedFrom: null, request: '' }, record }, { kind: 'start' });
}

/**
 * Moves a walk on by what the agent entered for the person. Whoever holds the conversation – or may see the customer – goes on
 * where the one before stopped.
 * @param turns as the agent saw it: when somebody moved it meanwhile, nothing is done
 */
export async function moveScript(
  ctx: Ctx<UserViewer>,
  { runId, turns, input }: { runId: string; turns: number; input: AgentInput },
): Promise<Moved> {
  const row = await getRunRow(ctx, runId);
  const walking = row?.walkedBy === 'agent' ? await walkingFor(ctx, row) : null;
  if (!row || !walking) return row ? refusal(ctx, row.conversationId) : notFound;
  if (row.turns !== turns) return fail('conflict', 'desk.script.moved');
  const record = await recordOf(walking, row);
  if (!record || !isStillShown(walking.ctx.viewer, record.run)) return fail('conflict', 'desk.script.gone');
  const before = record.run.status === 'active' ? record.run : awake(record.run);
  // What has ended can be gone back into, and nothing else.
  if (record.run.status !== 'active' && input.kind === 'answer') return fail('conflict', 'desk.script.moved');
  // Of two who move it at once the second is refused before anything is done, not after.
  if (!(await setUnmoved(ctx, { runId, turns }, { turns: turns + 1 }))) return fail('conflict', 'desk.script.moved');
  const said: Walking = input.kind === 'answer' ? { ...walking, text: input.text, value: input.value } : walking;
  const moved = await move(said, { ...record, run: { ...before, misses: 0, turns: 0 } }, input);
  const stored = await setUnmoved(ctx, { runId, turns: turns + 1 }, valuesOf(ctx, moved));
  if (!stored) return fail('conflict', 'desk.script.moved');
  await noteActs(ctx, row, record, moved);
  return ok({ runId });
}

/** Changes a walk that nobody has moved since; false when somebody has. */
const setUnmoved = (
  ctx: Ctx<UserViewer>,
  { runId, turns }: { runId: string; turns: number },
  values: Partial<typeof scenarioRuns.$inferInsert>,
): Promise<boolean> =>
  ctx.db.write(async (tx) => {
    const unmoved = and(eq(scenarioRuns.id, runId), eq(scenarioRuns.turns, turns));
    const set = await tx.update(scenarioRuns).set(values).where(unmoved).returning({ id: scenarioRuns.id });
    return set.length > 0;
  });

interface Moves {
  /** Where it stands now. */
  record: RunRecord;
  /** Every walk that was moved: one that led into another scenario is among them. */
  walked: readonly RunRecord[];
  shown: Shown;
}

async function move(walking: Walking, from: RunRecord, input: Input): Promise<Moves> {
  const { moved, done } = await walkOn(walking, from, input);
  const record = moved.at(-1) ?? from;
  const shown = await showDone(walking, done);
  if (shown.miss === null) return { record, walked: moved, shown };
  // What did not do is asked once more.
  const again = await walkOn(walking, record, { kind: 'repeat' });
  const { question } = await showDone(walking, again.done);
  return { record: again.moved.at(-1) ?? record, walked: moved, shown: { ...shown, question } };
}

async function begin(
  ctx: Ctx<UserViewer>,
  walking: Walking,
  { whose, fresh, record }: { whose: Whose; fresh: Pick<RunRow, 'resumedFrom' | 'request'>; record: RunRecord },
  input: Input,
): Promise<Moved> {
  // The same act of the same walk has the same key, whoever walks: what was done is not done again.
  const moved = await move(walking, record, input);
  const id = ctx.ids.next();
  const { conversationId, customerId, userId } = whose;
  await ctx.db.write(async (tx) => {
    if (conversationId !== '') {
      await tx
        .update(scenarioRuns)
        .set({ status: 'dropped' })
        .where(
          and(
            eq(scenarioRuns.conversationId, conversationId),
            eq(scenarioRuns.walkedBy, 'agent'),
            eq(scenarioRuns.status, 'active'),
          ),
        );
    }
    await tx.insert(scenarioRuns).values({
      id,
      conversationId,
      ...(conversationId === '' ? { customerId, userId } : {}),
      ...fresh,
      walkedBy: 'agent',
      createdAt: ctx.clock.now(),
      turns: 1,
      ...valuesOf(ctx, moved),
    });
  });
  await noteActs(ctx, { id, conversationId, turns: 0 }, record, moved);
  return ok({ runId: id });
}

const valuesOf = (ctx: Ctx<UserViewer>, { record, shown }: Moves) => ({
  scenarioKey: record.key,
  scenarioVersion: record.version,
  topic: record.scenario.topic,
  step: record.run.at,
  status: statusOf[record.run.status],
  state: { ...record.run } as Record<string, unknown>,
  helped: record.run.helped,
  shown: { ...shown },
  agentId: ctx.viewer.userId,
  updatedAt: ctx.clock.now(),
});

/** A stored walk with its scenario, in the version it began with; null when that can no longer be read, or who it was for was forgotten. */
export async function recordOf(
  { ctx, locale }: Pick<Walking, 'ctx' | 'locale'>,
  row: RunRow,
): Promise<RunRecord | null> {
  const run = runOf(row);
  if (isForgotten(run)) return null;
  const { calls = {} } = run as Partial<Run>;
  const found = await findScenario(ctx, { key: row.scenarioKey, version: row.scenarioVersion, locale, calls });
  if (!found) return null;
  const { scenario, version } = found;
  const id = row.resumedFrom ?? row.id;
  return { id, key: row.scenarioKey, request: row.request, scenario, version, run, storedTurns: row.turns };
}

/** A walk that was parked, at the step where it stands. */
const awake = (run: Run): Run => ({ ...run, status: 'active', waitingFor: 'answer', misses: 0, turns: 0 });

/** What was done for the person stands in the conversation, for the colleagues who read it later. */
async function noteActs(
  ctx: Ctx<UserViewer>,
  { id, conversationId, turns }: Pick<RunRow, 'id' | 'conversationId' | 'turns'>,
  before: RunRecord,
  { walked }: Moves,
): Promise<void> {
  if (conversationId === '') return;
  const t = wordsFor(ctx.viewer.locale);
  const done = walked.flatMap(({ id: walk, scenario, run }) =>
    scenario.steps.flatMap((step) => {
      if (step.kind !== 'act' || !isActionName(step.act)) return [];
      const known = walk === before.id ? (before.run.acts[step.id] ?? 0) : 0;
      return (run.acts[step.id] ?? 0) > known ? [t(`scenario.did.${step.act}`)] : [];
    }),
  );
  if (done.length === 0) return;
  const text = t('desk.script.note', { title: before.scenario.title[ctx.viewer.locale], what: done.join(', ') });
  await addNote(ctx, { conversationId, clientId: `script.${id}.${String(turns)}`, text });
}
