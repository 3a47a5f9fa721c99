import { cleanQuery } from '#search/text.ts';
import type { Embedder } from '../platform/embedder.ts';
import type { Logger } from '../platform/log.ts';
import { bandOf, confidenceOf, OFFERED, OFFER, type Band } from './confidence.ts';
import type { Knowledge, Subject } from './knowledge.ts';

export interface Candidate {
  subject: Subject;
  /** Probability that this is what was meant, in [0, 1]. */
  confidence: number;
}

export interface Understanding {
  band: Band;
  /** Likeliest first; all subjects that are not out of the question, at least three where there are as many. */
  candidates: Candidate[];
  /** Probability that no subject answers it, as far as is known what people ask beside them. */
  outside: number;
}

/** Sentences of a long message are read one by one as well: the point is often buried in one of them. */
const LONG_WORDS = 12;
const SENTENCES = 6;

interface Reader {
  knowledge: Knowledge;
  embedder: Embedder;
  log: Pick<Logger, 'error'>;
  /** What may be offered to whoever asks; everything when absent. */
  mayUse?: (subject: Subject) => boolean;
}

/** What a person may have meant. Never throws: without the encoder words alone decide. */
export async function understand(
  { knowledge, embedder, log, mayUse = () => true }: Reader,
  text: string,
): Promise<Understanding> {
  const parts = partsOf(text);
  if (parts.length === 0 || knowledge.subjects.length === 0) return { band: 'handOff', candidates: [], outside: 0 };
  const vectors = await embedder.embed(parts).catch((error: unknown) => {
    log.error({ err: error }, 'the sentence encoder failed: words alone decide');
    return parts.map(() => null);
  });
  // What the asker may not read does not exist for them: it is no candidate, nor does it stand beside one.
  const hidden = new Set(knowledge.subjects.flatMap((subject, index) => (mayUse(subject) ? [] : [index])));
  const compared = parts.map((part, index) => without(knowledge.compare(part, vectors[index] ?? null), hidden));
  const ranked = knowledge.subjects
    .map((subject, index) => ({ subject, index }))
    .filter(({ index }) => !hidden.has(index))
    .map(({ subject, index }) => ({ subject, confidence: bestOf(compared, index) }));
  ranked.sort((a, b) => b.confidence - a.confidence);
  const candidates = ranked.filter(({ confidence }, place) => place < OFFERED || confidence >= OFFER);
  const outside = bestOf(compared, knowledge.subjects.length);
  const best = candidates[0]?.confidence ?? 0;
  return { band: outside > best ? 'handOff' : bandOf(best), candidates, outside };
}

/** The whole message and, when it is long, its sentences. */
function partsOf(text: string): string[] {
  const whole = cleanQuery(text);
  if (whole === '') return [];
  if (whole.split(' ').length <= LONG_WORDS) return [whole];
  const sentences = text
    .slice(0, 2_000)
    .split(/[.!?…\n;]+/u)
    .map(cleanQuery)
    .filter((sentence) => sentence.split(' ').length >= 3);
  return sentences.length < 2 ? [whole] : [whole, ...sentences.slice(0, SENTENCES)];
}

type Compared = ReturnType<Knowledge['compare']>;

const without = (compared: Compared, hidden: ReadonlySet<number>): Compared =>
  hidden.size === 0
    ? compared
    : { ...compared, scores: compared.scores.map((score, index) => (hidden.has(index) ? -Infinity : score)) };

function bestOf(compared: readonly Compared[], subject: number): number {
  return Math.max(...compared.map((each) => confidenceIn(each, subject)));
}

function confidenceIn({ scores, coverage }: Compared, subject: number): number {
  const near = scores[subject];
  if (near === undefined) return 0;
  let next = -1;
  for (const [index, score] of scores.entries()) if (index !== subject && score > next) next = score;
  return confidenceOf({ near, ahead: near - next, coverage });
}
