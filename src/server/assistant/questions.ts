import type { Reply } from './turn.ts';
import { OUTSIDE } from './confidence.ts';
import { titleOf } from './hand-over.ts';
import { callPerson, type Draft } from './plans.ts';
import { understandIn, wordsOf, type Situation } from './situation.ts';
import type { Candidate, Understanding } from './understand.ts';

/** A second question of a message, which is named and not answered; without a candidate nothing is known to answer it. */
export interface Left {
  text: string;
  candidate: Candidate | null;
}

/** What a message is about: all of it, or the first of its questions that can be answered, and what is left beside it. */
export interface Asked {
  understanding: Understanding;
  left: Left | null;
}

const JOINT = /[?!.;\n]+\s*|,?\s+(?:и|а также|а ещё|а еще|and|and also)\s+/iu;
const OPENING = /^(?:а|и|но|ещё|еще|также|скажите|подскажите|also|and|but)(?:\s+|,\s*)/iu;
const ASKING =
  /^(?:где|куда|откуда|когда|как|кака\p{L}+|како\p{L}+|какие|каких|сколько|почему|зачем|можно|кто|что|чем|чего|есть ли|\p{L}+ ли|where|when|how|what|why|who|which|can|could|do|does|is|are|will)(?:\s|$)/iu;
/** Parts of a message with fewer words are no questions of their own. */
const WORDS = 2;
/** Nobody joins more. */
const PARTS = 4;

/** Whether a message asks something, by its mark or by its first word. */
export const looksLikeQuestion = (text: string): boolean =>
  text.trimEnd().endsWith('?') || ASKING.test(text.trim().replace(OPENING, ''));

/** Reads a message as one question or, when its parts are surely about different things, as several. */
export async function readQuestions(situation: Situation): Promise<Asked> {
  const { text } = situation;
  const parts = partsOf(text);
  const [whole, ...read] = await Promise.all([text, ...parts].map((each) => understandIn(situation, each)));
  const understanding = whole ?? { band: 'handOff', candidates: [], outside: 0 };
  const known = read.findIndex(({ band }) => band === 'act');
  const first = read[known];
  if (!first || read.length < 2) return { understanding, left: null };
  for (const [index, { band, candidates, outside }] of read.entries()) {
    const part = parts[index] ?? '';
    const candidate = candidates[0] ?? null;
    if (index === known) continue;
    if (band === 'act' && candidate?.subject !== first.candidates[0]?.subject) {
      return { understanding: first, left: { text: part, candidate } };
    }
    if (outside >= OUTSIDE && looksLikeQuestion(part)) {
      return { understanding: first, left: { text: part, candidate: null } };
    }
  }
  return { understanding, left: null };
}

function partsOf(text: string): string[] {
  const parts = text
    .split(JOINT)
    .map((part) => part.trim().replace(OPENING, ''))
    .filter((part) => part.split(/\s+/u).length >= WORDS);
  return parts.length <= PARTS ? parts : [];
}

/** Names what was left, with a reply that asks it. Nothing is lost when a person takes over: they read the whole message. */
export function naming(situation: Situation, draft: Draft, left: Left | null): Draft {
  const last = draft.replies.at(-1);
  if (!left || !last || draft.ending?.kind === 'handOff') return draft;
  const t = wordsOf(situation);
  const { text: question, candidate } = left;
  const named: Reply = candidate
    ? {
        body: `${last.body}\n\n${t('assistant.alsoAsked', { question })}`,
        extras: {
          ...last.extras,
          offers: [{ value: `/${candidate.subject.id}`, label: titleOf(candidate.subject, situation) }],
        },
      }
    : {
        body: `${last.body}\n\n${t('assistant.alsoUnknown', { question })}`,
        extras: { ...last.extras, replies: [...(last.extras.replies ?? []), callPerson(situation)] },
      };
  return { ...draft, replies: [...draft.replies.slice(0, -1), named] };
}
