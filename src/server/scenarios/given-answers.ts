import { stepsById } from './flow.ts';
import type { Run } from './run.ts';
import { sayText } from './saying.ts';
import { sayItem, type Scene } from './scene.ts';
import { isItemAsk, type Item, type Scenario } from './scenario.ts';

/** An answer that can be given otherwise: `{ kind: 'change', step }` goes back to its question. */
export interface GivenAnswer {
  step: string;
  label: string;
  value: string;
}

/** What a person has answered so far on the way they are on, in order and in the words of the reader. */
export function givenAnswers(scenario: Scenario, run: Run, scene: Scene): GivenAnswer[] {
  const byId = stepsById(scenario);
  // A question that was put twice on the way has its last answer.
  const asked = [...new Set(run.trail.map(({ at }) => at))];
  return asked.flatMap((id): GivenAnswer[] => {
    const step = byId.get(id);
    const write = run.writes.findLast((each) => each.step === id);
    if (step?.kind !== 'ask' || !write) return [];
    const label = step.label?.[scene.locale] ?? sayText(scenario, run, scene, step.text);
    const value = write.said ?? (isItemAsk(step) ? sayItem(write.value as Item, step.answer, scene) : '');
    return value === '' ? [] : [{ step: id, label, value }];
  });
}
