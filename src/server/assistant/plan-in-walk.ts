import { readYesNo, type Input } from '../scenarios/index.ts';
import { planOutside, keyOf, smallTalk } from './plan-outside.ts';
import { begin, callPerson, type Draft } from './plans.ts';
import { newRecord, type RunRecord } from './run-record.ts';
import { say } from './say.ts';
import { understandIn, wordsOf, type Situation } from './situation.ts';
import type { SmallTalk } from './small-talk.ts';
import type { Candidate } from './understand.ts';
import { walkOn } from './walk-on.ts';

/** How sure it must be that a person speaks of something else before it takes a free answer for a new question. */
const DIGRESSION = 0.7;

/** Answers a message that comes while a scenario is walked: mostly an answer to its question, sometimes something else. */
export async function planInWalk(situation: Situation, record: RunRecord, talk: SmallTalk | null): Promise<Draft> {
  const { text, value } = situation;
  const here = record.scenario.steps.find((step) => step.id === record.run.at);
  if (value === undefined && here?.kind === 'didItHelp' && readYesNo(text) === null) {
    // Nothing waits for an answer here: "thanks" is a yes, and anything else is the next question.
    if (talk === 'thanks') return walk(situation, record, { kind: 'answer', text, value: '/yes' });
    return planOutside(situation, talk, record);
  }
  if (value === undefined && talk !== null && talk !== 'person' && talk !== 'wordless') {
    return andAskAgain(situation, record, smallTalk(situation, talk));
  }
  if (value === undefined && here?.kind === 'ask' && here.answer === 'text' && text.includes('?')) {
    const other = await otherSubject(situation, record, DIGRESSION);
    if (other) return digress(situation, record, other);
  }
  return walk(situation, record, inputOf(situation));
}

function inputOf({ text, value }: Situation): Input {
  if (value === '/back') return { kind: 'back' };
  if (value === '/restart') return { kind: 'restart' };
  return { kind: 'answer', text, value };
}

async function walk(situation: Situation, record: RunRecord, input: Input): Promise<Draft> {
  const { moved, done } = await walkOn(situation, record, input);
  const missed = done.find(({ effect }) => effect.kind === 'miss');
  if (missed?.effect.kind === 'miss') return notAnAnswer(situation, record, moved, missed.effect.misses);
  const { replies, ending } = await say(situation, done);
  return { decision: ending?.kind === 'handOff' ? 'hand_off' : 'walk', replies, ending, moved };
}

/** It may be another question; otherwise the present one is put again, and the second time a person is offered as well. */
async function notAnAnswer(
  situation: Situation,
  record: RunRecord,
  moved: RunRecord[],
  misses: number,
): Promise<Draft> {
  const other = situation.value === undefined ? await otherSubject(situation, record) : null;
  if (other) return digress(situation, record, other);
  const t = wordsOf(situation);
  const draft: Draft = {
    decision: 'miss',
    replies: [{ body: t(misses > 1 ? 'assistant.notAnAnswerAgain' : 'assistant.notAnAnswer'), extras: {} }],
  };
  const again = await andAskAgain(situation, moved.at(-1) ?? record, draft);
  const last = again.replies.at(-1);
  if (last && misses > 1) last.extras.replies = [...(last.extras.replies ?? []), callPerson(situation)];
  return again;
}

/** Another subject the message is surely about. */
async function otherSubject(situation: Situation, record: RunRecord, sure = 0): Promise<Candidate | null> {
  const { band, candidates } = await understandIn(situation, situation.text);
  const [best] = candidates;
  return best && band === 'act' && best.confidence >= sure && keyOf(best) !== record.key ? best : null;
}

/** An article answers and the walk goes on; a scenario takes its place. */
async function digress(situation: Situation, record: RunRecord, candidate: Candidate): Promise<Draft> {
  const t = wordsOf(situation);
  const { ctx, locale, request } = situation;
  const key = keyOf(candidate);
  if (candidate.subject.kind === 'scenario') {
    const preface = t('assistant.switched', { title: record.scenario.title[locale] });
    return begin(situation, key, { decision: 'act', candidates: [candidate], dropped: record, preface });
  }
  const article = await newRecord(ctx, { key, locale, request });
  if (!article) return andAskAgain(situation, record, { decision: 'miss', replies: [] });
  const { done } = await walkOn(situation, article, { kind: 'start' });
  const answered = await say(
    situation,
    done.filter(({ effect }) => effect.kind === 'article'),
  );
  const replies = [...answered.replies, { body: t('assistant.backTo'), extras: {} }];
  return andAskAgain(situation, record, { decision: 'walk', candidates: [candidate], replies });
}

/** Puts the present question once more, in the last of the given messages. */
async function andAskAgain(situation: Situation, record: RunRecord, draft: Draft): Promise<Draft> {
  const { moved, done } = await walkOn(situation, record, { kind: 'repeat' });
  const { replies, ending } = await say(situation, done);
  const before = draft.replies.at(-1);
  const [first, ...others] = replies;
  if (!before || !first) return { ...draft, replies: [...draft.replies, ...replies], ending, moved };
  const joined = { body: `${before.body}\n\n${first.body}`, extras: first.extras };
  return { ...draft, replies: [...draft.replies.slice(0, -1), joined, ...others], ending, moved };
}
