import type { HandOffPriority, HandOffReason, Item, Value } from './scenario.ts';

/** One thing remembered, by which step, and as the person said or saw it. */
export interface Write {
  name: string;
  value: Value;
  step: string;
  said?: string;
}

/** Where a walk waited for the person once, and how much was remembered and walked by then. */
interface Frame {
  at: string;
  writes: number;
  path: number;
}

/** One walk through a scenario. Plain JSON: it is stored between turns and moves only by `step`. */
export interface Run {
  status: 'active' | 'finished' | 'handedOff';
  /** The step it waits at, or ended at. */
  at: string;
  waitingFor: 'answer' | 'lookUp' | 'act' | null;
  writes: Write[];
  /** Steps walked, in order. */
  path: string[];
  /** Questions answered so far, for going back. */
  trail: Frame[];
  /** What was answered before going back, offered again. */
  remembered: Record<string, string>;
  /** Answers in a row that were not understood. */
  misses: number;
  turns: number;
  /** How often each act was done: with the run and the step the key of the next. Starting over does not undo any. */
  acts: Record<string, number>;
  /** Versions of the scenarios it calls, as they were when it began. */
  calls: Record<string, number>;
  helped: boolean | null;
}

export type Input =
  | { kind: 'start' }
  /** `value` is that of a pressed reply; `text` is what the person wrote or saw on it. */
  | { kind: 'answer'; text: string; value?: string | undefined; files?: readonly Item[] | undefined }
  | { kind: 'found'; value: Value }
  /** It was done, with what came of it. */
  | { kind: 'done'; value?: Value | undefined }
  /** It could not be looked up, or not be done. */
  | { kind: 'failed' }
  | { kind: 'back' }
  /** Answers an earlier question again. */
  | { kind: 'change'; step: string }
  | { kind: 'restart' }
  /** Says the present question once more, after something else was talked about. */
  | { kind: 'repeat' };

export interface Reply {
  value: string;
  label: string;
}

/** What is to be done, in order, by whoever walks the scenario. Texts are ready for the reader. */
export type Effect =
  | { kind: 'say'; step: string; text: string }
  | { kind: 'ask'; step: string; text: string; replies: Reply[]; prefill: Prefill | null; input: AnswerInput | null }
  | { kind: 'lookUp'; step: string; lookUp: string; parameters: Record<string, Value> }
  /** `done`: how often this act was done before in this run. */
  | { kind: 'act'; step: string; act: string; parameters: Record<string, Value>; done: number }
  /** `excerpt`: heading of the section to quote. */
  | { kind: 'article'; step: string; article: string; text: string | null; excerpt: string | null }
  | { kind: 'askHelped'; step: string; text: string | null }
  | { kind: 'notHelped'; step: string }
  /** `why`: what was wrong with the answer, in words; null when it was not understood at all. */
  | { kind: 'miss'; step: string; misses: number; why: string | null }
  | {
      kind: 'handOff';
      step: string;
      queue: string;
      reason: HandOffReason;
      priority: HandOffPriority;
      text: string | null;
    }
  | { kind: 'finish'; step: string; text: string | null; helped: boolean | null }
  | { kind: 'scenario'; scenario: string };

/** What the answer to a question is typed into; `value` is what is suggested. Days are `YYYY-MM-DD`. */
export type AnswerInput = { value?: string | undefined } & (
  | { kind: 'text' | 'email' | 'phone' | 'file' }
  | { kind: 'number'; min?: number | undefined; max?: number | undefined; whole: boolean }
  | { kind: 'date'; min?: string | undefined; max?: string | undefined; workdays: boolean }
);

/** A value taken from the account or from an earlier answer, shown for confirmation. */
export interface Prefill {
  label: string;
  value: string;
  /** Where it is from, in words. */
  source: string;
  /** The reply that says "another one". */
  changeReply: string;
}

export interface Stepped {
  run: Run;
  effects: Effect[];
}

/** Reply values with a meaning of their own. */
export const commands = {
  none: '/none',
  /** Not the suggested value. */
  other: '/other',
  yes: '/yes',
  no: '/no',
} as const;

export const newRun = (): Run => ({
  status: 'active',
  at: '',
  waitingFor: null,
  writes: [],
  path: [],
  trail: [],
  remembered: {},
  misses: 0,
  turns: 0,
  acts: {},
  calls: {},
  helped: null,
});
