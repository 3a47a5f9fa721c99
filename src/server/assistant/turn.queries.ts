import { and, desc, eq, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { assistantTurns, scenarioRuns } from '#db/schema/assistant.ts';
import type { Locale } from '#content/locales.ts';
import { staysOf } from '../conversations/index.ts';
import type { Ctx } from '../context.ts';
import type { Run } from '../scenarios/index.ts';
import { findScenario, isForgotten, type LostRun, type RunRecord } from './run-record.ts';
import type { Turn } from './turn.ts';

const findTurnByMessage = preparedOne((db) =>
  db
    .select()
    .from(assistantTurns)
    .where(eq(assistantTurns.messageId, sql.placeholder('messageId'))),
);
const findLastTurn = preparedOne((db) =>
  db
    .select({ locale: assistantTurns.locale, decision: assistantTurns.decision, replies: assistantTurns.replies })
    .from(assistantTurns)
    .where(eq(assistantTurns.conversationId, sql.placeholder('conversationId')))
    .orderBy(desc(assistantTurns.createdAt), desc(assistantTurns.id))
    .limit(1),
);
const findAsideRun = preparedOne((db) =>
  db
    .select()
    .from(scenarioRuns)
    .where(
      and(eq(scenarioRuns.conversationId, sql.placeholder('conversationId')), eq(scenarioRuns.status, 'set_aside')),
    )
    .orderBy(desc(scenarioRuns.updatedAt), desc(scenarioRuns.id))
    .limit(1),
);
const findActiveRun = preparedOne((db) =>
  db
    .select()
    .from(scenarioRuns)
    .where(
      and(
        eq(scenarioRuns.conversationId, sql.placeholder('conversationId')),
        eq(scenarioRuns.status, 'active'),
        eq(scenarioRuns.walkedBy, 'person'),
      ),
    ),
);

/** What was decided about a message before; null when it has not been answered yet. */
export async function turnOfMessage(ctx: Ctx, messageId: string): Promise<Turn | null> {
  const row = await findTurnByMessage(ctx.db.read, { messageId });
  return row ? { id: row.id, replies: row.replies, ending: row.ending as Turn['ending'] } : null;
}

/** The assistant's latest turn in a conversation; null before the first. */
export async function lastTurn(
  ctx: Ctx,
  conversationId: string,
): Promise<Pick<typeof assistantTurns.$inferSelect, 'locale' | 'decision' | 'replies'> | null> {
  return (await findLastTurn(ctx.db.read, { conversationId })) ?? null;
}

/** The walk under way in a conversation; null when there is none. */
export async function activeRun(ctx: Ctx, conversationId: string, locale: Locale): Promise<RunRecord | LostRun | null> {
  const row = await findActiveRun(ctx.db.read, { conversationId });
  return row ? recordOf(ctx, row, locale) : null;
}

/** The walk that was set aside last; null when there is none, its scenario is gone, or people had the conversation since. */
export async function asideRun(ctx: Ctx, conversationId: string, locale: Locale): Promise<RunRecord | null> {
  const row = await findAsideRun(ctx.db.read, { conversationId });
  if (!row) return null;
  const [stay] = await staysOf(ctx.db.read, conversationId);
  if (stay && row.updatedAt <= stay.began) return null;
  const record = await recordOf(ctx, row, locale);
  return record.scenario ? record : null;
}

async function recordOf(ctx: Ctx, row: typeof scenarioRuns.$inferSelect, locale: Locale): Promise<RunRecord | LostRun> {
  const run = row.state as unknown as Run;
  // Walks that began before scenarios could call others have no versions of them.
  const { calls = {} } = run as Partial<Run>;
  const asked = { key: row.scenarioKey, version: row.scenarioVersion, locale, calls };
  const found = isForgotten(run) ? null : await findScenario(ctx, asked);
  if (!found) return { id: row.id, scenario: null, storedTurns: row.turns };
  return {
    id: row.id,
    key: row.scenarioKey,
    request: row.request,
    scenario: found.scenario,
    version: found.version,
    run,
    storedTurns: row.turns,
  };
}
