import type { Choice } from '../conversations/index.ts';
import { handOver, type Reason } from './hand-over.ts';
import { promiseOf } from './promise.ts';
import { newRecord, type RunRecord } from './run-record.ts';
import { say } from './say.ts';
import { isWorthKeeping } from './set-aside.ts';
import { wordsOf, type Situation } from './situation.ts';
import type { Decision, Plan, Reply } from './turn.ts';
import type { Candidate } from './understand.ts';
import { walkOn } from './walk-on.ts';

/** A plan while it is made; what is left out is nothing. */
export interface Draft {
  decision: Decision;
  replies: Reply[];
  ending?: Plan['ending'];
  candidates?: readonly Candidate[];
  dropped?: RunRecord | null;
  moved?: RunRecord[];
}

export const callPerson = (situation: Situation): Choice => ({
  value: '/human',
  label: wordsOf(situation)('chat.callPerson'),
});

/** Begins a scenario, or answers with an article, and says its first words. */
export async function begin(
  situation: Situation,
  key: string,
  {
    candidates = [],
    dropped,
    preface,
  }: { decision: 'act'; candidates?: readonly Candidate[]; dropped: RunRecord | null; preface?: string },
): Promise<Draft> {
  const { ctx, locale, request } = situation;
  const record = await newRecord(ctx, { key, locale, request });
  // Withdrawn since it was offered. What was answered before goes to the person who takes over.
  if (!record) {
    const parked = dropped && isWorthKeeping(dropped) ? dropped : null;
    const plan = await handOffPlan(situation, { reason: 'noAnswer', record: parked, candidates });
    return { ...plan, dropped: parked ? null : dropped };
  }
  const { moved, done, taken } = await walkOn(situation, record, { kind: 'start' });
  const { replies, ending } = await say(situation, done, taken);
  const [first] = replies;
  if (first && preface !== undefined) first.body = `${preface}\n\n${first.body}`;
  return { decision: 'act', candidates, replies, ending, dropped, moved };
}

/** Says that a person takes over, parks the walk where it stands, and passes on what is known. */
export async function handOffPlan(
  situation: Situation,
  options: { reason: Reason; record: RunRecord | null; candidates?: readonly Candidate[] },
): Promise<Draft> {
  const { record, reason, candidates } = options;
  const t = wordsOf(situation);
  const parked: RunRecord | null = record && {
    ...record,
    run: { ...record.run, status: 'handedOff', waitingFor: null, turns: record.run.turns + 1 },
  };
  const words = t(reason === 'noAnswer' ? 'assistant.handOff.noAnswer' : 'assistant.handOff');
  const later = promiseOf(situation);
  return {
    decision: 'hand_off',
    replies: [{ body: later === null ? words : `${words}\n\n${later}`, extras: {} }],
    ending: await handOver(situation, { reason, record, ...(candidates ? { candidates } : {}) }),
    ...(candidates ? { candidates } : {}),
    moved: parked ? [parked] : [],
  };
}
