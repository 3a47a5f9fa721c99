import { wordsFor, type WordKey } from '#content/words.ts';
import { readEmail, readPhone } from '../platform/read-contact.ts';
import { addDays, readDay, weekdayOf } from './read-day.ts';
import { readNumber } from './read-number.ts';
import type { AnswerInput, Run } from './run.ts';
import { valueOf } from './saying.ts';
import { sayField, type Scene } from './scene.ts';
import type { AskDateStep, AskNumberStep, AskTypedStep, DayBound } from './scenario.ts';

/** What was typed, or why it cannot be the answer. */
export type TypedAnswer = { value: string | number } | { why: string };

/** Reads a typed answer to a question: text, number, day, e-mail address or phone number. Null when nothing was typed. */
export function readTyped(step: AskTypedStep, run: Run, scene: Scene, typed: string): TypedAnswer | null {
  const text = typed.trim();
  if (text === '') return null;
  switch (step.answer) {
    case 'text':
      return { value: text };
    case 'email':
      return either(readEmail(text), scene, 'scenario.why.email');
    case 'phone':
      return either(readPhone(text), scene, 'scenario.why.phone');
    case 'number':
      return within(step, scene, readNumber(text));
    case 'date':
      return onDay(step, run, scene, text);
  }
}

/** What is drawn for typing into, with what is allowed. */
export function inputFor(step: AskTypedStep, run: Run, scene: Scene): AnswerInput {
  if (step.answer === 'number') return { kind: 'number', min: step.min, max: step.max, whole: step.whole };
  if (step.answer !== 'date') return { kind: step.answer };
  const { earliest, latest } = boundsOf(step, run, scene);
  return { kind: 'date', min: earliest ?? undefined, max: latest ?? undefined, workdays: step.workdays };
}

/** A typed value as it is said to the reader. */
export function sayTyped(step: AskTypedStep, value: string | number, scene: Scene): string {
  if (step.answer === 'date') {
    const style = String(value).slice(0, 4) === scene.today.slice(0, 4) ? 'weekday' : 'long';
    return sayField(value, 'day', scene, style);
  }
  return step.answer === 'number' ? sayField(value, 'number', scene) : String(value);
}

const why = (scene: Scene, key: WordKey, values: Record<string, string> = {}): { why: string } => ({
  why: wordsFor(scene.locale)(key, values),
});

const either = (value: string | null, scene: Scene, key: WordKey): TypedAnswer =>
  value === null ? why(scene, key) : { value };

function within({ min, max, whole }: AskNumberStep, scene: Scene, value: number | null): TypedAnswer {
  if (value === null) return why(scene, 'scenario.why.number');
  if (whole && !Number.isInteger(value)) return why(scene, 'scenario.why.whole');
  const say = (bound: number) => ({ bound: sayField(bound, 'number', scene) });
  if (min !== undefined && value < min) return why(scene, 'scenario.why.min', say(min));
  if (max !== undefined && value > max) return why(scene, 'scenario.why.max', say(max));
  return { value };
}

function onDay(step: AskDateStep, run: Run, scene: Scene, text: string): TypedAnswer {
  const { earliest, latest } = boundsOf(step, run, scene);
  const day = readDay(text, scene.today, latest !== null && latest <= scene.today ? 'past' : 'future');
  if (day === null) return why(scene, 'scenario.why.date');
  const say = (bound: string) => ({ day: sayField(bound, 'day', scene, 'day') });
  if (earliest !== null && day < earliest) return why(scene, 'scenario.why.earliest', say(earliest));
  if (latest !== null && day > latest) return why(scene, 'scenario.why.latest', say(latest));
  return step.workdays && weekdayOf(day) > 5 ? why(scene, 'scenario.why.workday', say(day)) : { value: day };
}

function boundsOf(step: AskDateStep, run: Run, scene: Scene): { earliest: string | null; latest: string | null } {
  const dayAt = (bound: DayBound | undefined): string | null => {
    if (!bound) return null;
    if ('today' in bound) return addDays(scene.today, bound.today);
    const value = valueOf(run, scene, bound.from);
    return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : null;
  };
  return { earliest: dayAt(step.earliest), latest: dayAt(step.latest) };
}
