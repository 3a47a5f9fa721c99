import { edgesOf, SIGNED_IN, stepsById } from './flow.ts';
import type { Scenario } from './scenario.ts';

/**
 * For every reachable step: the values that are known there whichever way the walk came, with `person.signedIn` among them
 * where only signed-in people arrive. A must-analysis: what meets at a step is what all ways to it share.
 */
export function knownValues(scenario: Scenario): Map<string, ReadonlySet<string>> {
  const byId = stepsById(scenario);
  const known = new Map<string, ReadonlySet<string>>();
  const first = scenario.steps[0];
  if (!first) return known;
  const given = Object.keys(scenario.takes ?? {});
  known.set(first.id, new Set(scenario.audience === 'everyone' ? given : [...given, SIGNED_IN]));
  const open = [first.id];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = byId.get(id);
    const here = known.get(id);
    if (!step || !here) continue;
    for (const edge of edgesOf(step)) {
      const arriving = new Set([
        ...here,
        ...(edge.sets ?? []),
        ...(edge.proves?.includes(SIGNED_IN) ? [SIGNED_IN] : []),
      ]);
      const before = known.get(edge.to);
      const after = before ? new Set([...before].filter((name) => arriving.has(name))) : arriving;
      if (before?.size === after.size) continue;
      known.set(edge.to, after);
      open.push(edge.to);
    }
  }
  return known;
}
