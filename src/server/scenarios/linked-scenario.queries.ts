import type { Ctx } from '../context.ts';
import { callsOf, linkScenario } from './link-scenario.ts';
import { getScenario, getScenarioVersion } from './scenario.queries.ts';
import type { PublishedScenario, Scenario } from './scenario.ts';

/** A scenario with everything it calls put in, ready to be walked. */
export interface LinkedScenario extends PublishedScenario {
  /** Version of each scenario it calls. */
  calls: Record<string, number>;
}

/**
 * Puts in what a scenario calls: as it is published now, or in the given versions, so that a walk finishes on what it began
 * with. One query for each scenario that is called.
 */
export async function linkedScenario(
  ctx: Ctx,
  { scenario, version }: PublishedScenario,
  versions: Readonly<Record<string, number>> = {},
): Promise<LinkedScenario> {
  const library = new Map<string, Scenario>();
  const calls: Record<string, number> = {};
  const open = callsOf(scenario);
  const asked = new Set<string>();
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (asked.has(key)) continue;
    asked.add(key);
    const pinned = versions[key];
    const found = pinned === undefined ? await getScenario(ctx, key) : await getScenarioVersion(ctx, key, pinned);
    if (!found) continue;
    library.set(key, found.scenario);
    calls[key] = found.version;
    open.push(...callsOf(found.scenario));
  }
  return { scenario: linkScenario(scenario, library), version, calls };
}
