import { wordsFor } from '#content/words.ts';
import { stepsById } from './flow.ts';
import { isActionName } from './actions.ts';
import type { Run } from './run.ts';
import { sayText } from './saying.ts';
import { sayItem, type Scene } from './scene.ts';
import { isItemAsk, type Item, type Scenario, type Step } from './scenario.ts';

/** What a person who takes over is told of a walk. */
export interface WalkSummary {
  path: { step: string; label: string }[];
  answers: { step: string; label: string; value: string; source?: string }[];
}

const LABEL = 90;

/** The walk in the words of the reader: steps that were seen, answers given and values taken from the account. */
export function summarize(scenario: Scenario, run: Run, scene: Scene): WalkSummary {
  const byId = stepsById(scenario);
  const t = wordsFor(scene.locale);
  const path = run.path.flatMap((id) => {
    const step = byId.get(id);
    const label = step ? labelOf(scenario, run, scene, step) : null;
    return label === null ? [] : [{ step: id, label }];
  });
  const answers = run.writes.flatMap((write) => {
    const step = byId.get(write.step);
    if (step?.kind !== 'ask') return [];
    const label = step.label ? step.label[scene.locale] : short(sayText(scenario, run, scene, step.text));
    if (write.said !== undefined) return [{ step: step.id, label, value: write.said }];
    const item = isItemAsk(step) ? step.answer : null;
    return item
      ? [{ step: step.id, label, value: sayItem(write.value as Item, item, scene), source: t('scenario.fromAccount') }]
      : [];
  });
  return { path, answers };
}

function labelOf(scenario: Scenario, run: Run, scene: Scene, step: Step): string | null {
  switch (step.kind) {
    case 'say':
      return short(sayText(scenario, run, scene, step.text));
    case 'ask':
      return step.label ? step.label[scene.locale] : short(sayText(scenario, run, scene, step.text));
    case 'article':
      return wordsFor(scene.locale)('scenario.showedArticle', { article: step.article });
    case 'act':
      return (run.acts[step.id] ?? 0) > 0 && isActionName(step.act)
        ? wordsFor(scene.locale)(`scenario.did.${step.act}`)
        : null;
    case 'didItHelp':
      return wordsFor(scene.locale)('scenario.askedHelped');
    default:
      return null;
  }
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= LABEL ? line : `${line.slice(0, LABEL - 1).replace(/\s+\S*$/, '')}…`;
}
