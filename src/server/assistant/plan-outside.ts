import type { WordKey } from '#content/words.ts';
import type { Choice } from '../conversations/index.ts';
import { bandOf, OFFER, OFFERED, OUTSIDE } from './confidence.ts';
import { titleOf } from './hand-over.ts';
import { begin, callPerson, handOffPlan, type Draft } from './plans.ts';
import { naming, readQuestions } from './questions.ts';
import type { RunRecord } from './run-record.ts';
import { wordsOf, type Situation } from './situation.ts';
import type { SmallTalk } from './small-talk.ts';
import { bareAnswer, moveIn } from './spoken.ts';
import type { Candidate } from './understand.ts';

/** Fewer words than this are worth one more question before a person is called. */
const TELLING_WORDS = 3;

const spoken: Record<Exclude<SmallTalk, 'person'>, { words: WordKey; isMiss: boolean }> = {
  hello: { words: 'assistant.hello', isMiss: false },
  thanks: { words: 'assistant.thanks', isMiss: false },
  bye: { words: 'assistant.bye', isMiss: false },
  whoAreYou: { words: 'assistant.whoAmI', isMiss: false },
  rude: { words: 'assistant.sorry', isMiss: true },
  wordless: { words: 'assistant.wordless', isMiss: true },
};

/** Small talk is answered in kind; a person is offered where it shows that something does not work. */
export function smallTalk(situation: Situation, talk: Exclude<SmallTalk, 'person'>): Draft {
  const { words, isMiss } = spoken[talk];
  const extras = isMiss ? { replies: [callPerson(situation)] } : {};
  return { decision: isMiss ? 'miss' : 'small_talk', replies: [{ body: wordsOf(situation)(words), extras }] };
}

/** Answers a message that is not part of a walk. `left` is the walk it leaves behind. */
export async function planOutside(
  situation: Situation,
  talk: SmallTalk | null,
  left: RunRecord | null,
): Promise<Draft> {
  const { text, value, previous } = situation;
  if (talk !== null && talk !== 'person') return smallTalk(situation, talk);
  if (value === '/none') return miss(situation, 'assistant.noneOfThese');
  const bare = value === undefined ? bareAnswer(text) : null;
  if (bare !== null) return bareTalk(situation, bare);
  // There is nothing to go back to.
  if (value === undefined && moveIn(text) !== null) return smallTalk(situation, 'hello');
  // A button of a turn long over.
  if (value?.startsWith('/')) return smallTalk(situation, 'hello');
  const { understanding, left: alsoAsked } = await readQuestions(situation);
  const candidates = understanding.candidates.filter((each) => !wasJustRead(situation, each));
  const [best] = candidates;
  const isOutside = understanding.outside > (best?.confidence ?? 0);
  const likely = isOutside ? 'handOff' : bandOf(best?.confidence ?? 0);
  // What readers doubt is shown only to who chooses it, knowing that.
  const band = likely === 'act' && best && isDoubted(situation, best) ? 'offer' : likely;
  if (band === 'act' && best) {
    const begun = await begin(situation, keyOf(best), { decision: 'act', candidates, dropped: left });
    return naming(situation, begun, alsoAsked);
  }
  if (isOutside && understanding.outside >= OUTSIDE && previous !== 'miss') {
    return { ...miss(situation, 'assistant.outOfScope'), candidates, dropped: left };
  }
  if (band === 'offer') return { ...offer(situation, candidates), dropped: left };
  if (previous !== 'miss' && text.split(/\s+/).length < TELLING_WORDS) {
    return { ...miss(situation, 'assistant.miss'), candidates, dropped: left };
  }
  return { ...(await handOffPlan(situation, { reason: 'noAnswer', record: null, candidates })), dropped: left };
}

/** Agreeing to one of several says not which; where nothing was asked, nothing is understood by it. */
function bareTalk(situation: Situation, bare: 'yes' | 'no' | 'noted'): Draft {
  const { choices, previous } = situation;
  if (bare === 'yes' && choices.some(({ value }) => value !== '/human' && value !== '/none')) {
    const person = choices.some(({ value }) => value === '/human') ? [] : [callPerson(situation)];
    const body = wordsOf(situation)('assistant.whichOfThese');
    return { decision: 'offer', replies: [{ body, extras: { offers: [...choices, ...person] } }] };
  }
  if (previous === null) return smallTalk(situation, 'hello');
  const body = wordsOf(situation)('assistant.ended');
  return { decision: 'small_talk', replies: [{ body, extras: {} }] };
}

/** Who comes from an article with a question has read it: to be given it again is no answer. */
const wasJustRead = ({ conversation, isFirst }: Situation, { subject }: Candidate): boolean =>
  isFirst && subject.kind === 'article' && subject.key === conversation.articleKey;

/** `where-is-my-order`, or `article:delivery-cost`. */
export const keyOf = ({ subject }: Candidate): string =>
  subject.kind === 'article' ? `article:${subject.key}` : subject.key;

/** What may have been meant, to be pressed. */
export function likelyOffers(situation: Situation, candidates: readonly Candidate[]): Choice[] {
  const likely = candidates.filter(({ confidence }, place) => place === 0 || confidence >= OFFER / 2);
  return likely.slice(0, OFFERED).map((candidate) => ({
    value: `/${candidate.subject.id}`,
    label: isDoubted(situation, candidate)
      ? wordsOf(situation)('assistant.offer.underReview', { title: titleOf(candidate.subject, situation) })
      : titleOf(candidate.subject, situation),
  }));
}

const isDoubted = ({ locale }: Situation, { subject }: Candidate): boolean =>
  subject.doubted?.includes(locale) ?? false;

function offer(situation: Situation, candidates: readonly Candidate[]): Draft {
  const t = wordsOf(situation);
  const offers = likelyOffers(situation, candidates);
  const none = { value: '/none', label: t('assistant.offer.none') };
  const again = situation.previous === 'offer' || situation.previous === 'miss';
  const replies = again ? [none, callPerson(situation)] : [none];
  return {
    decision: 'offer',
    candidates,
    replies: [{ body: t('assistant.offer'), extras: { offers: [...offers, ...replies] } }],
  };
}

function miss(situation: Situation, words: WordKey): Draft {
  return {
    decision: 'miss',
    replies: [{ body: wordsOf(situation)(words), extras: { replies: [callPerson(situation)] } }],
  };
}
