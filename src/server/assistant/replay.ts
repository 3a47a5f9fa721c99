import { ACT, OFFER, type Band } from './confidence.ts';
import type { Knowledge, Subject } from './knowledge.ts';
import { understand, type Understanding } from './understand.ts';

/** Something a person once asked; the same words asked several times are one. */
export interface PastQuestion {
  text: string;
  times: number;
}

/** From which confidence on the assistant acts, and offers. */
export interface Thresholds {
  act: number;
  offer: number;
}
export const shippedThresholds: Thresholds = { act: ACT, offer: OFFER };

/** What the assistant makes of a question: whom it leads where, and how sure it is. */
export interface Outcome {
  band: Band;
  /** The subject it acts on, or the first it offers; null when a person takes over. */
  subject: Subject | null;
  confidence: number;
}

export interface Replayed {
  question: PastQuestion;
  before: Outcome;
  after: Outcome;
}

type Reader = Omit<Parameters<typeof understand>[0], 'knowledge'>;

/** Longest it works without letting others go before. */
const SLICE_MS = 20;

/**
 * What a changed set of scenarios, or other thresholds, would make of past questions, beside what the present makes of them. Works in
 * slices: nobody waits for it longer than for one question. Nothing is stored and nobody is asked anything.
 */
export async function replay(
  questions: readonly PastQuestion[],
  before: { knowledge: Knowledge; thresholds?: Thresholds },
  after: { knowledge: Knowledge; thresholds?: Thresholds },
  reader: Reader,
): Promise<Replayed[]> {
  const once = rememberVectors(reader);
  const replayed: Replayed[] = [];
  let since = performance.now();
  for (const question of questions) {
    const now = await understand({ ...once, knowledge: before.knowledge }, question.text);
    const then =
      after.knowledge === before.knowledge
        ? now
        : await understand({ ...once, knowledge: after.knowledge }, question.text);
    replayed.push({
      question,
      before: outcomeOf(now, before.thresholds ?? shippedThresholds),
      after: outcomeOf(then, after.thresholds ?? shippedThresholds),
    });
    if (performance.now() - since < SLICE_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
  return replayed;
}

/** Both sides read the same text: its vectors are made once. */
function rememberVectors(reader: Reader): Reader {
  const made = new Map<string, ReturnType<Reader['embedder']['embed']>>();
  const { embedder } = reader;
  return {
    ...reader,
    embedder: {
      version: embedder.version,
      dimensions: embedder.dimensions,
      words: embedder.words,
      close: () => Promise.resolve(),
      embed(texts) {
        const key = texts.join('\u0000');
        const known = made.get(key) ?? embedder.embed(texts);
        made.set(key, known);
        return known;
      },
    },
  };
}

function outcomeOf({ band, candidates, outside }: Understanding, { act, offer }: Thresholds): Outcome {
  const [best] = candidates;
  const confidence = best?.confidence ?? 0;
  const asked: Band = confidence >= act ? 'act' : confidence >= offer ? 'offer' : 'handOff';
  // What is surely beside all subjects stays so, wherever the thresholds are.
  const said = band === 'handOff' && outside > confidence ? 'handOff' : asked;
  return { band: said, subject: said === 'handOff' ? null : (best?.subject ?? null), confidence };
}

/** Whether a person would notice. */
export const isChanged = ({ before, after }: Replayed): boolean =>
  before.band !== after.band || before.subject?.id !== after.subject?.id;
