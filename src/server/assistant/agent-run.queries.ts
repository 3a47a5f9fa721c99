import { and, desc, eq, gt, inArray, ne, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { scenarioRuns } from '#db/schema/assistant.ts';
import { staysOf } from '../conversations/index.ts';
import type { Ctx } from '../context.ts';
import type { Run } from '../scenarios/index.ts';
import type { RunRow } from './agent-record.ts';

const findRun = preparedOne((db) =>
  db
    .select()
    .from(scenarioRuns)
    .where(eq(scenarioRuns.id, sql.placeholder('id'))),
);
/** Walks of scenarios in a conversation that an agent may look at: parked by the assistant, or walked by an agent. */
const findOfConversation = prepared((db) =>
  db
    .select()
    .from(scenarioRuns)
    .where(
      and(
        eq(scenarioRuns.conversationId, sql.placeholder('conversationId')),
        gt(scenarioRuns.scenarioVersion, 0),
        ne(scenarioRuns.status, 'dropped'),
        sql`(${scenarioRuns.walkedBy} = 'agent' or ${scenarioRuns.status} = 'handed_off')`,
      ),
    )
    .orderBy(desc(scenarioRuns.createdAt), desc(scenarioRuns.id))
    .limit(1),
);
const findOfCustomer = prepared((db) =>
  db
    .select()
    .from(scenarioRuns)
    .where(
      and(
        eq(scenarioRuns.customerId, sql.placeholder('customerId')),
        inArray(scenarioRuns.status, ['active', 'finished', 'handed_off']),
      ),
    )
    .orderBy(desc(scenarioRuns.updatedAt), desc(scenarioRuns.id))
    .limit(20),
);

export const runOf = (row: RunRow): Run => row.state as unknown as Run;

export const getRunRow = (ctx: Ctx, id: string): Promise<RunRow | undefined> => findRun(ctx.db.read, { id });

/**
 * The latest walk of a conversation that was parked, or that an agent walks or walked. What was left in an earlier stay among the
 * people is of no use any more: that matter was settled, or went back to the assistant.
 */
export async function lastRunIn(ctx: Ctx, conversationId: string): Promise<RunRow | null> {
  const [row] = await findOfConversation(ctx.db.read, { conversationId });
  if (!row) return null;
  const [, before] = await staysOf(ctx.db.read, conversationId);
  return before?.ended && row.updatedAt <= before.ended ? null : row;
}

/** Walks on the phone for a customer, latest first. */
export const runsOfCustomer = (ctx: Ctx, customerId: string): Promise<RunRow[]> =>
  findOfCustomer(ctx.db.read, { customerId });
