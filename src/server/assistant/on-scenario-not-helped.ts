import { and, countDistinct, eq, gt } from 'drizzle-orm';
import { scenarioRuns } from '#db/schema/assistant.ts';
import type { Ctx } from '../context.ts';
import { getFeedbackSettings } from '../help-center/index.ts';
import { systemViewer, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { getScenarioHead, questionScenario } from '../scenarios/index.ts';
import { scenarioNotHelped } from './assistant.events.ts';

const DAY_MS = 86_400_000;

/**
 * Puts a scenario under review once enough different people were not helped by the version that is published, within the window
 * that also counts for articles. What was said before it was put back does not count again. A repeat changes nothing.
 */
export const onScenarioNotHelped = (app: { ctx(viewer: SystemViewer): Ctx }): Subscription =>
  subscribe(scenarioNotHelped, 'assistant.question-scenario', async ({ payload: { key, version } }) => {
    const ctx = app.ctx(systemViewer('see whether a scenario still helps'));
    const head = await getScenarioHead(ctx, key);
    if (head?.published?.version !== version || head.state !== 'active') return;
    const { negatives, days } = await getFeedbackSettings(ctx.db.read);
    const began = new Date(Math.max(head.stateSince.getTime(), ctx.clock.now().getTime() - days * DAY_MS));
    const [found] = await ctx.db.read
      .select({ people: countDistinct(scenarioRuns.walker) })
      .from(scenarioRuns)
      .where(
        and(
          eq(scenarioRuns.scenarioKey, key),
          eq(scenarioRuns.scenarioVersion, version),
          eq(scenarioRuns.helped, false),
          gt(scenarioRuns.updatedAt, began),
        ),
      );
    const people = found?.people ?? 0;
    if (people >= negatives) await questionScenario(ctx, { key, reason: `notHelped:${people}` });
  });
