import type { Ctx } from '../context.ts';
import { mayRead, readerOf, type Audience } from '../help-center/index.ts';
import { isStartable, type Scenario } from '../scenarios/index.ts';

/** Whom a scenario is for, in the terms articles use; undefined for everyone. */
export function audienceOfScenario({ audience }: Pick<Scenario, 'audience'>): Audience | undefined {
  if (audience === 'everyone') return undefined;
  const segments = audience === 'signedIn' ? [] : audience.segments;
  return { audience: audience === 'signedIn' ? 'signed_in' : 'chosen', segments, customerIds: [] };
}

/** Whether the viewer may be led into a scenario: it is for them, and not only a part of others. */
export async function mayBegin(ctx: Ctx, scenario: Scenario): Promise<boolean> {
  if (!isStartable(scenario)) return false;
  const audience = audienceOfScenario(scenario);
  return audience === undefined || mayRead(await readerOf(ctx), audience);
}
