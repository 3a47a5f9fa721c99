import { edgesOf, stepsById } from './flow.ts';
import type { Run } from './run.ts';
import type { Scenario, Step } from './scenario.ts';

const isQuestion = (step: Step | undefined): boolean =>
  step?.kind === 'ask' || (step?.kind === 'act' && step.confirm !== undefined);

/** "Step 2 of 3": questions answered and the most that may still be asked. Null when nothing is asked on the way. */
export function progress(scenario: Scenario, run: Run): { step: number; steps: number } | null {
  const byId = stepsById(scenario);
  const answered = run.trail.filter((frame) => isQuestion(byId.get(frame.at))).length;
  const ahead = questionsFrom(byId, run.at, new Map());
  const steps = answered + ahead;
  return steps < 2 ? null : { step: Math.min(steps, answered + (isQuestion(byId.get(run.at)) ? 1 : 0)), steps };
}

/** The longest way ahead, counted in questions; a way that goes round counts once. Each step is looked at once. */
function questionsFrom(byId: ReadonlyMap<string, Step>, id: string, known: Map<string, number>): number {
  const before = known.get(id);
  if (before !== undefined) return before;
  const step = byId.get(id);
  if (!step) return 0;
  known.set(id, 0);
  const ways = edgesOf(step).map((edge) => questionsFrom(byId, edge.to, known));
  const count = (isQuestion(step) ? 1 : 0) + Math.max(0, ...ways);
  known.set(id, count);
  return count;
}
