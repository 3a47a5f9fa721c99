import type { Embedder } from '../platform/embedder.ts';
import type { Logger } from '../platform/log.ts';
import { clausesOf, countWords } from './clauses.ts';
import { allIngredients, type Ingredients } from './ingredients.ts';
import { asMeant } from './layout.ts';
import { bandOf, confidenceIn, evidenceFor, OFFERED, OFFER, type Band, type Evidence } from './confidence.ts';
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

/** A longer message is a pasted document; its beginning says enough. */
const READ_CHARACTERS = 2_000;

interface Reader {
  knowledge: Knowledge;
  embedder: Embedder;
  log: Pick<Logger, 'error'>;
  /** What may be offered to whoever asks; everything when absent. */
  mayUse?: (subject: Subject) => boolean;
  /** Fewer than all to measure what one is worth. */
  ingredients?: Ingredients;
}

/** What a person may have meant. Never throws: without the encoder words alone decide. */
export async function understand(
  { knowledge, embedder, log, mayUse = () => true, ingredients = allIngredients }: Reader,
  text: string,
): Promise<Understanding> {
  const parts = partsOf(text, { knowledge, embedder, ingredients });
  if (parts.length === 0 || knowledge.subjects.length === 0) return { band: 'handOff', candidates: [], outside: 0 };
  const vectors = await embedder.embed(parts).catch((error: unknown) => {
    log.error({ err: error }, 'the sentence encoder failed: words alone decide');
    return parts.map(() => null);
  });
  // What the asker may not read does not exist for them: it is no candidate, nor does it stand beside one.
  const hidden = new Set(knowledge.subjects.flatMap((subject, index) => (mayUse(subject) ? [] : [index])));
  const count = knowledge.subjects.length;
  const read = parts.map((part, index): Read => {
    const said = knowledge.groupSaying(part);
    if (index === 0 && said !== null && !hidden.has(said)) return repeated(said, count);
    const likeness = knowledge.compare(part, vectors[index] ?? null);
    const evidence = evidenceFor(likeness, count, (group) => hidden.has(group));
    return { ...evidence, confidence: confidenceIn(evidence, countWords(part), knowledge.calibration) };
  });
  const shares = together(read);
  const ranked = knowledge.subjects
    .map((subject, index) => ({ subject, share: shares[index] as number, confidence: surest(read, index) }))
    .filter((_, index) => !hidden.has(index))
    .sort((a, b) => b.share - a.share);
  let most = 1;
  for (const each of ranked) most = each.confidence = Math.min(each.confidence, most);
  const candidates = ranked
    .filter(({ confidence }, place) => place < OFFERED || confidence >= OFFER)
    .map(({ subject, confidence }) => ({ subject, confidence }));
  const outside = Math.max(...read.map(({ shares }) => shares[count] ?? 0));
  const likeliest = candidates[0]?.confidence ?? 0;
  return { band: outside > likeliest ? 'handOff' : bandOf(likeliest), candidates, outside };
}

/** A message as it is compared: in the alphabet it was meant in, correctly spelled, whole and by its clauses. */
export function partsOf(
  text: string,
  { knowledge, embedder, ingredients = allIngredients }: Pick<Reader, 'knowledge' | 'embedder' | 'ingredients'>,
): string[] {
  const isWord = (word: string): boolean => embedder.words.has(word) || knowledge.spelling.knows(word);
  const begun = text.slice(0, READ_CHARACTERS);
  return clausesOf(ingredients.alphabets ? asMeant(begun, isWord) : begun, ingredients).map((clause) =>
    ingredients.spelling ? knowledge.spelling.corrected(clause, isWord) : clause,
  );
}

type Read = Pick<Evidence, 'shares' | 'best'> & { confidence: number };

/** How sure it is of what repeats one of a subject's own texts word for word. */
const REPEATED = 0.97;

function repeated(group: number, subjects: number): Read {
  const shares = new Float64Array(subjects + 1);
  shares[group] = 1;
  return { shares, best: Math.min(group, subjects - 1), confidence: group < subjects ? REPEATED : 0 };
}

/** Share of nothing: one clause alone does not rule a group out. */
const LEAST_SHARE = 0.003;

/** What the whole message and its clauses say together, the surer of them the more: a geometric mean of the shares. */
function together(read: readonly Read[]): Float64Array {
  const logs = (read[0] as Read).shares.map(() => 0);
  for (const [part, { shares, confidence }] of read.entries()) {
    const weight = part === 0 ? 1 : confidence;
    for (const [group, share] of shares.entries())
      logs[group] = (logs[group] as number) + weight * Math.log(share + LEAST_SHARE);
  }
  return logs.map(Math.exp);
}

/**
 * How sure the surest part is of a group, held back by what the whole message says: one clause of many is easily wrong. Of others than
 * the best, as much less as their shares are smaller.
 */
function surest(read: readonly Read[], group: number): number {
  const sure = read.map(
    ({ shares, best, confidence }) => confidence * ((shares[group] as number) / (shares[best] || 1)),
  );
  return (Math.max(...sure) + (sure[0] as number)) / 2;
}
