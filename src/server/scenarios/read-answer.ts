import { wordsFor } from '#content/words.ts';
import { readOption, readYesNo, wordsOf } from './answer.ts';
import { optionsOf, suggestedFor } from './question.ts';
import { commands, type Input, type Run } from './run.ts';
import { itemsOf } from './saying.ts';
import { textOf, type Scene } from './scene.ts';
import { isTypedAsk, type AskFileStep, type AskStep, type AskTypedStep, type Value } from './scenario.ts';
import { readTyped, sayTyped } from './typed-answer.ts';
import { itemTypes } from './vocabulary.ts';

type Given = Extract<Input, { kind: 'answer' }>;

/**
 * What was answered and where it leads; `none`: none of these; `other`: not the suggested value, the question is put without it;
 * `why`: what is wrong with it, null when it is no answer at all.
 */
export type ReadAnswer =
  | { kind: 'answer'; value: Value; said: string; then: string }
  | { kind: 'none'; then: string }
  | { kind: 'other' }
  | { kind: 'miss'; why: string | null };

const MISS: ReadAnswer = { kind: 'miss', why: null };

/** Understands what a person said or pressed as an answer to a question. */
export function readAnswer(here: AskStep, run: Run, scene: Scene, given: Given): ReadAnswer {
  if (isTypedAsk(here)) return typed(here, run, scene, given);
  if (here.answer === 'file') return files(here, scene, given);
  const { text, value } = given;
  const options = optionsOf(here, run, scene);
  if (here.answer === 'choice') {
    const option = readOption(options, text, value);
    const choice = here.choices.find((each) => each.value === option?.value);
    if (!choice) return MISS;
    const then = choice.then ?? here.then ?? '';
    return { kind: 'answer', value: choice.value, said: choice.label[scene.locale], then };
  }
  const yes = options.length === 1 ? readYesNo(text, value) : null;
  const option = yes === true ? options[0] : readOption(options, text, value);
  const { key } = itemTypes[here.answer];
  const item = itemsOf(run, here.from).find((each) => textOf(each[key]) === option?.value);
  if (item) return { kind: 'answer', value: item, said: option?.texts[0] ?? '', then: here.then };
  return value === commands.none || yes === false ? { kind: 'none', then: here.none } : MISS;
}

/** A bare yes or no takes or leaves what is suggested; it is no answer of its own where anything may be one. */
const BARE = 2;

function typed(here: AskTypedStep, run: Run, scene: Scene, { text, value }: Given): ReadAnswer {
  if (value === commands.other) return { kind: 'other' };
  const suggested = suggestedFor(here, run, scene);
  const bare = suggested !== null && wordsOf(text).length <= BARE ? readYesNo(text, value) : null;
  const read = readTyped(here, run, scene, value === undefined || value.startsWith('/') ? text : value);
  const answer = read && 'value' in read && (here.answer !== 'text' || bare === null) ? read.value : null;
  const taken = answer ?? (bare === true ? suggested : null);
  if (taken !== null) return { kind: 'answer', value: taken, said: sayTyped(here, taken, scene), then: here.then };
  if (bare === false) return { kind: 'other' };
  return read && 'why' in read ? { kind: 'miss', why: read.why } : MISS;
}

function files(here: AskFileStep, scene: Scene, { text, value, files: sent = [] }: Given): ReadAnswer {
  if (sent.length > 0) {
    const said = sent.map((file) => textOf(file['name'])).join(', ');
    return { kind: 'answer', value: [...sent], said, then: here.then };
  }
  if (value === commands.none || readYesNo(text, value) === false) return { kind: 'none', then: here.none };
  return { kind: 'miss', why: wordsFor(scene.locale)('scenario.why.file') };
}
