import type { MessageExtras } from '../conversations/index.ts';
import { readYesNo, type Input } from '../scenarios/index.ts';
import { OUTSIDE } from './confidence.ts';
import { keyOf, likelyOffers, planOutside, smallTalk } from './plan-outside.ts';
import { begin, callPerson, type Draft } from './plans.ts';
import { looksLikeQuestion, naming, readQuestions, type Left } from './questions.ts';
import { articleKeyOf, newRecord, type RunRecord } from './run-record.ts';
import { say } from './say.ts';
import { isWorthKeeping } from './set-aside.ts';
import { wordsOf, type Situation } from './situation.ts';
import type { SmallTalk } from './small-talk.ts';
import { moveIn } from './spoken.ts';
import type { Reply } from './turn.ts';
import type { Candidate } from './understand.ts';
import { walkOn } from './walk-on.ts';

/** How sure it must be that a person speaks of something else before it takes a free answer for a new question. */
const DIGRESSION = 0.7;

/** Answers a message that comes while a scenario is walked: mostly an answer to its question, sometimes something else. */
export async function planInWalk(situation: Situation, record: RunRecord, talk: SmallTalk | null): Promise<Draft> {
  const { text, value } = situation;
  const here = record.scenario.steps.find((step) => step.id === record.run.at);
  const move = value === undefined ? moveIn(text) : null;
  // "Go on" agrees to what is to be done.
  if (move !== null && !(move === 'resume' && here?.kind === 'act'))
    return walk(situation, record, { kind: move === 'resume' ? 'repeat' : move });
  if (value === undefined && here?.kind === 'didItHelp' && readYesNo(text) === null) {
    // Nothing waits for an answer here: "thanks" is a yes, and anything else is the next question.
    if (talk === 'thanks') return walk(situation, record, { kind: 'answer', text, value: '/yes' });
    return planOutside(situation, talk, record);
  }
  if (value === undefined && talk !== null && talk !== 'person' && talk !== 'wordless') {
    return andAskAgain(situation, record, smallTalk(situation, talk));
  }
  if (value === undefined && here?.kind === 'ask' && here.answer === 'text' && looksLikeQuestion(text)) {
    const other = await otherQuestion(situation, record, DIGRESSION);
    if (other) return other;
  }
  // Nobody agrees to what they have not read: a late yes is no yes, and a late button no answer.
  const isAnswered = !situation.isLate || (value === undefined && here?.kind !== 'act');
  return walk(situation, record, inputOf(situation, isAnswered));
}

function inputOf({ text, value, files }: Situation, isAnswered: boolean): Input {
  if (value === '/back') return { kind: 'back' };
  if (value === '/restart') return { kind: 'restart' };
  if (value?.startsWith('/change:')) return { kind: 'change', step: value.slice('/change:'.length) };
  return isAnswered ? { kind: 'answer', text, value, files } : { kind: 'repeat' };
}

async function walk(situation: Situation, record: RunRecord, input: Input): Promise<Draft> {
  const { moved, done, taken } = await walkOn(situation, record, input);
  const missed = done.find(({ effect }) => effect.kind === 'miss');
  if (missed?.effect.kind === 'miss') return notAnAnswer(situation, record, moved, missed.effect);
  const { replies, ending } = await say(situation, done, taken);
  return { decision: ending?.kind === 'handOff' ? 'hand_off' : 'walk', replies, ending, moved };
}

/** It may be another question; otherwise the present one is put again, and the second time a person is offered as well. */
async function notAnAnswer(
  situation: Situation,
  record: RunRecord,
  moved: RunRecord[],
  { misses, why }: { misses: number; why: string | null },
): Promise<Draft> {
  // Something like "tomorrow" for a phone number is an answer, though a wrong one; only what surely is a question is not.
  const isAnswer = why !== null && !looksLikeQuestion(situation.text);
  const look = isAnswer ? surelyOther : otherQuestion;
  const other = situation.value === undefined ? await look(situation, record) : null;
  if (other) return other;
  const anew = situation.value === undefined ? await askedAnew(situation, record) : null;
  if (anew) return anew;
  const t = wordsOf(situation);
  const draft: Draft = {
    decision: 'miss',
    replies: [{ body: why ?? t(misses > 1 ? 'assistant.notAnAnswerAgain' : 'assistant.notAnAnswer'), extras: {} }],
  };
  const again = await andAskAgain(situation, moved.at(-1) ?? record, draft);
  const last = again.replies.at(-1);
  if (last && misses > 1) last.extras.replies = [...(last.extras.replies ?? []), callPerson(situation)];
  return again;
}

/** The very question once more, when it now leads elsewhere: who has signed in since is told what they came for. */
async function askedAnew(situation: Situation, record: RunRecord): Promise<Draft | null> {
  if (record.run.trail.length > 0) return null;
  const { understanding } = await readQuestions(situation);
  const [best] = understanding.candidates;
  if (!best || understanding.band !== 'act' || keyOf(best) !== record.key) return null;
  const { moved, done, taken } = await walkOn(situation, record, { kind: 'restart' });
  if (moved.at(-1)?.run.at === record.run.at) return null;
  const { replies, ending } = await say(situation, done, taken);
  return { decision: ending?.kind === 'handOff' ? 'hand_off' : 'walk', replies, ending, moved };
}

/** Begins or answers what surely is asked for instead; null for anything less sure. */
async function surelyOther(situation: Situation, record: RunRecord): Promise<Draft | null> {
  const { understanding, left } = await readQuestions(situation);
  const [best] = understanding.candidates;
  if (!best || understanding.band !== 'act' || best.confidence < DIGRESSION || keyOf(best) === record.key) return null;
  return digress(situation, record, { key: keyOf(best), candidates: [best], left });
}

/**
 * Answers another question in the middle of a walk, or says that it has no answer; null when the message asks nothing else. With
 * `sure` only what surely is another question counts: any words may be an answer then.
 */
async function otherQuestion(situation: Situation, record: RunRecord, sure = 0): Promise<Draft | null> {
  const { understanding, left } = await readQuestions(situation);
  const { band, candidates, outside } = understanding;
  const [best] = candidates;
  if (best && band !== 'handOff' && keyOf(best) === record.key) return null;
  if (best && band === 'act' && best.confidence >= sure) {
    return digress(situation, record, { key: keyOf(best), candidates: [best], left });
  }
  const isQuestion = sure === 0 && looksLikeQuestion(situation.text);
  if (!isQuestion && outside < OUTSIDE) return null;
  const t = wordsOf(situation);
  if (band === 'offer') {
    const body = `${t('assistant.otherQuestion')}\n\n${t('assistant.backTo')}`;
    const extras = { offers: likelyOffers(situation, candidates) };
    return andAskAgain(situation, record, { decision: 'offer', candidates, replies: [{ body, extras }] });
  }
  const body = `${t('assistant.outOfScope')}\n\n${t('assistant.backTo')}`;
  const again = await andAskAgain(situation, record, { decision: 'miss', candidates, replies: [{ body, extras: {} }] });
  const last = again.replies.at(-1);
  if (last) last.extras.replies = [...(last.extras.replies ?? []), callPerson(situation)];
  return again;
}

/** An article answers and the walk goes on; a scenario takes its place. */
export async function digress(
  situation: Situation,
  record: RunRecord,
  { key, candidates, left }: { key: string; candidates: readonly Candidate[]; left: Left | null },
): Promise<Draft> {
  const t = wordsOf(situation);
  const { ctx, locale, request } = situation;
  if (articleKeyOf(key) === null) {
    const kept = isWorthKeeping(record) ? 'assistant.setAside' : 'assistant.switched';
    const preface = t(kept, { title: record.scenario.title[locale] });
    const begun = await begin(situation, key, { decision: 'act', candidates, dropped: record, preface });
    return naming(situation, begun, left);
  }
  const article = await newRecord(ctx, { key, locale, request });
  if (!article) return andAskAgain(situation, record, { decision: 'miss', replies: [] });
  const { done } = await walkOn(situation, article, { kind: 'start' });
  const answer = await say(
    situation,
    done.filter(({ effect }) => effect.kind === 'article'),
  );
  const { replies } = naming(situation, { decision: 'walk', replies: [...answer.replies] }, left);
  const back = { body: t('assistant.backTo'), extras: { offers: replies.at(-1)?.extras.offers ?? [] } };
  return andAskAgain(situation, record, { decision: 'walk', candidates, replies: [...replies, back] });
}

/** Puts the present question once more, in the last of the given messages. */
async function andAskAgain(situation: Situation, record: RunRecord, draft: Draft): Promise<Draft> {
  const { moved, done } = await walkOn(situation, record, { kind: 'repeat' });
  const { replies, ending } = await say(situation, done);
  const before = draft.replies.at(-1);
  const [first, ...others] = replies;
  if (!before || !first) return { ...draft, replies: [...draft.replies, ...replies], ending, moved };
  const joined = { body: `${before.body}\n\n${first.body}`, extras: { ...first.extras, ...offersOf(before) } };
  return { ...draft, replies: [...draft.replies.slice(0, -1), joined, ...others], ending, moved };
}

const offersOf = ({ extras: { offers = [] } }: Reply): MessageExtras => (offers.length > 0 ? { offers } : {});
