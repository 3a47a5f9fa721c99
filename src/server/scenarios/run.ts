import type { HandOffReason, Value } from './scenario.ts';

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
  waitingFor: 'answer' | 'lookUp' | null;
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
  helped: boolean | null;
}

export type Input =
  | { kind: 'start' }
  /** `value` is that of a pressed reply; `text` is what the person wrote or saw on it. */
  | { kind: 'answer'; text: string; value?: string | undefined }
  | { kind: 'found'; value: Value }
  /** It could not be looked up. */
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
  | { kind: 'ask'; step: string; text: string; replies: Reply[]; prefill: Prefill | null }
  | { kind: 'lookUp'; step: string; lookUp: string; parameters: Record<string, Value> }
  | { kind: 'article'; step: string; article: string; text: string | null }
  | { kind: 'askHelped'; step: string; text: string | null }
  | { kind: 'notHelped'; step: string }
  | { kind: 'miss'; step: string; misses: number }
  | { kind: 'handOff'; step: string; queue: string; reason: HandOffReason; text: string | null }
  | { kind: 'finish'; step: string; text: string | null; helped: boolean | null }
  | { kind: 'scenario'; scenario: string };

/** A value taken from the account, shown for confirmation. */
export interface Prefill {
  label: string;
  value: string;
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
  helped: null,
});
