import { and, count, desc, eq, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { scenarioRuns } from '#db/schema/assistant.ts';
import type { Ctx } from '../context.ts';
import { getPeople, type UserViewer } from '../identity/index.ts';
import { scenarioTitle, summarize } from '../scenarios/index.ts';
import { runOf } from './agent-run.queries.ts';
import { recordOf } from './agent-walk.ts';
import { sceneIn } from './situation.ts';
import { isStillShown } from './still-shown.ts';

/** A call of theirs that one of our people led by a scenario, as the person takes it along. */
export interface OwnCall {
  title: string;
  status: (typeof scenarioRuns.$inferSelect)['status'];
  began: Date;
  changed: Date;
  /** Who of ours spoke last. */
  with: string | null;
  /** What they answered. Without values of their account where the company does not show those any more. */
  answers: { label: string; value: string }[];
}

const ofCalls = (userId: string) => and(eq(scenarioRuns.userId, userId), eq(scenarioRuns.conversationId, ''));
const countOfPerson = preparedOne((db) =>
  db
    .select({ calls: count() })
    .from(scenarioRuns)
    .where(and(eq(scenarioRuns.userId, sql.placeholder('userId')), eq(scenarioRuns.conversationId, ''))),
);

/** How many calls of the viewer are kept. */
export const countOwnCalls = async ({ db, viewer }: Ctx<UserViewer>): Promise<number> =>
  (await countOfPerson(db.read, { userId: viewer.userId }))?.calls ?? 0;

/** Calls with the viewer that were led by a scenario, latest first, with what was written down. */
export async function listOwnCalls(ctx: Ctx<UserViewer>): Promise<OwnCall[]> {
  const { userId, locale } = ctx.viewer;
  const rows = await ctx.db.read
    .select()
    .from(scenarioRuns)
    .where(ofCalls(userId))
    .orderBy(desc(scenarioRuns.createdAt), desc(scenarioRuns.id));
  const people = await getPeople(
    ctx.db.read,
    rows.flatMap(({ agentId }) => agentId ?? []),
  );
  return Promise.all(
    rows.map(async (row) => {
      const viewer = { ...ctx.viewer, customerId: row.customerId };
      const record = await recordOf({ ctx: { ...ctx, viewer }, locale }, row);
      const scene = record && (await sceneIn({ ctx: { ...ctx, viewer }, locale }));
      const { answers } = record && scene ? summarize(record.scenario, record.run, scene) : { answers: [] };
      const isShown = record !== null && isStillShown(viewer, runOf(row));
      return {
        title: (await scenarioTitle(ctx, row.scenarioKey, locale)) ?? row.scenarioKey,
        status: row.status,
        began: row.createdAt,
        changed: row.updatedAt,
        with: (row.agentId && people.get(row.agentId)?.name) || null,
        answers: answers
          .filter(({ source }) => isShown || source === undefined)
          .map(({ label, value }) => ({ label, value })),
      };
    }),
  );
}
