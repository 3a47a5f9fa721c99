import { reachable } from './flow.ts';
import type { Library } from './kinds.ts';
import type { CallStep, Scenario } from './scenario.ts';
import type { ScenarioSource } from './scenario-source.ts';

/** The names of every end of a called scenario that is come to. */
export function returnsOf(scenario: Scenario): string[][] {
  const seen = reachable(scenario);
  return scenario.steps.flatMap((step) => (step.kind === 'return' && seen.has(step.id) ? [step.names] : []));
}

/** Names that come back whichever way a called scenario ends. */
export function alwaysReturned(scenario: Scenario): Set<string> {
  const [first = [], ...others] = returnsOf(scenario);
  return new Set(first.filter((name) => others.every((names) => names.includes(name))));
}

/** What others call must go on giving them what they want of it: they are not in this file, and would break unseen. */
export function verifyCallers(source: ScenarioSource, scenario: Scenario, library: Library): void {
  for (const [key, caller] of library) {
    if (!caller || key === scenario.key) continue;
    for (const step of caller.steps) {
      if (step.kind === 'call' && step.call === scenario.key) verifyCaller(source, scenario, key, step);
    }
  }
}

function verifyCaller(source: ScenarioSource, scenario: Scenario, caller: string, call: CallStep): void {
  const mend = `or change step "${call.id}" of "${caller}" first`;
  if (returnsOf(scenario).length === 0) {
    const message = `scenario "${caller}" calls this one, and it never returns`;
    source.report(['steps'], 'never-returns', message, `let it end with "return: [names]", ${mend}`);
    return;
  }
  const returned = alwaysReturned(scenario);
  const end = scenario.steps.find((step) => step.kind === 'return');
  for (const inner of Object.values(call.into)) {
    if (returned.has(inner)) continue;
    const message = `"${inner}" is wanted of this one by scenario "${caller}", and not always returned`;
    source.report(['steps', end?.id ?? '', 'return'], 'unknown-value', message, `add it to every "return", ${mend}`);
  }
  const takes = scenario.takes ?? {};
  for (const name of Object.keys(takes)) {
    if (Object.hasOwn(call.with, name)) continue;
    const message = `scenario "${caller}" calls this one without "${name}"`;
    source.report(['takes', name], 'missing-field', message, `do without it, ${mend}`);
  }
  for (const name of Object.keys(call.with)) {
    if (Object.hasOwn(takes, name)) continue;
    const message = `"${name}" is given to this one by scenario "${caller}", and not taken`;
    source.report(['takes'], 'unknown-field', message, `add it under "takes:", ${mend}`);
  }
}
