import { readOption, readYesNo } from './answer.ts';
import { optionsOf } from './question.ts';
import { commands, type Run } from './run.ts';
import { itemsOf } from './saying.ts';
import type { Scene } from './scene.ts';
import type { AskStep, Value } from './scenario.ts';

/** What was answered and where it leads; `none` means "none of these". */
export type ReadAnswer = { value: Value; said: string; then: string } | { none: true; then: string };

/** Understands what a person said or pressed as an answer to a question. Null when it is not one. */
export function readAnswer(
  here: AskStep,
  run: Run,
  scene: Scene,
  text: string,
  value: string | undefined,
): ReadAnswer | null {
  if (here.answer === 'text') {
    const said = text.trim();
    return said === '' ? null : { value: said, said, then: here.then };
  }
  const options = optionsOf(here, run, scene);
  if (here.answer === 'choice') {
    const option = readOption(options, text, value);
    const choice = here.choices.find((each) => each.value === option?.value);
    return choice
      ? { value: choice.value, said: choice.label[scene.locale], then: choice.then ?? here.then ?? '' }
      : null;
  }
  const yes = options.length === 1 ? readYesNo(text, value) : null;
  const option = yes === true ? options[0] : readOption(options, text, value);
  const item = itemsOf(run, here.from).find((each) => each['number'] === option?.value);
  if (item) return { value: item, said: option?.texts[0] ?? '', then: here.then };
  return value === commands.none || yes === false ? { none: true, then: here.none } : null;
}
