import { and, inArray, sql } from 'drizzle-orm';
import { assistantTurns, scenarioRuns } from '#db/schema/assistant.ts';
import type { Ctx } from '../context.ts';
import { conversationIdsOf } from '../conversations/index.ts';
import { personErased, systemViewer, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { anyOf } from '../platform/forgotten.ts';

/**
 * How often which scenario was walked stays counted; what the person wrote and answered in it goes, and a walk under way ends.
 * Again changes nothing.
 */
export const onPersonErased = (app: { ctx(viewer: SystemViewer): Ctx }): Subscription =>
  subscribe(personErased, 'assistant.forget-person', async ({ payload: { userId } }) => {
    const ctx = app.ctx(systemViewer('forget what a person told the assistant'));
    const theirs = anyOf(await conversationIdsOf(ctx.db.read, userId));
    await ctx.db.write(async (tx) => {
      await tx
        .update(scenarioRuns)
        .set({ status: 'dropped' })
        .where(
          and(
            sql`(${scenarioRuns.conversationId} in ${theirs} or ${scenarioRuns.userId} = ${userId})`,
            inArray(scenarioRuns.status, ['active', 'set_aside']),
          ),
        );
      await tx
        .update(scenarioRuns)
        .set({ request: '', state: {}, shown: null, walker: null })
        .where(sql`${scenarioRuns.conversationId} in ${theirs} or ${scenarioRuns.userId} = ${userId}`);
      await tx
        .update(assistantTurns)
        .set({ replies: [], ending: null })
        .where(sql`${assistantTurns.conversationId} in ${theirs}`);
    });
  });
