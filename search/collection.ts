import { mayRead } from './audience.ts';
import type { Meaning } from './question-reader.ts';
import type { Question } from './question.ts';
import { Postings, type CountedTerms } from './postings.ts';
import type { Candidate } from './rank.ts';
import { RoughVectors } from './rough-vectors.ts';
import { ranking } from './settings.ts';
import type { ReadSentence } from './snippet.ts';
import { packVectors, resemblanceOf, type PackedVectors } from './vectors.ts';
import { readableIn, type Placed, type Readable, type ReadableFor } from './view.ts';

/** A document as the collection takes it in. */
export interface LoadedDocument extends Placed {
  vectors: PackedVectors;
  counted: CountedTerms;
}
type Kept = Omit<LoadedDocument, 'counted'>;

/** Up to here every document is compared exactly; beyond, those whose words or rough vectors are nearest. */
const COMPARED = 300;
const BY_WORDS = 120;
const BY_MEANING = 60;
/** While someone types, only the likeliest titles are shown. */
const BY_WORDS_TYPED = 70;
/** Documents whose sentences are kept ready for snippets. */
const READ = 300;
/** Scores are told apart in so many steps when the best are chosen. */
const STEPS = 1_024;
/** Groups of readers whose view is kept ready. */
const VIEWS = 24;

/** What searches keep in memory of all documents: heads, words, packed vectors and what was quoted lately. */
export class Collection {
  readonly #documents: (Kept | null)[] = [];
  readonly #rows = new Map<number, number>();
  readonly #postings = new Postings();
  readonly #rough: RoughVectors;
  readonly #dimensions: number;
  readonly #audiences = new Map<string, readonly string[]>();
  readonly #views = new Map<string, Readable>();
  readonly #sentences = new Map<number, ReadSentence[]>();
  #scores = new Float32Array(0);
  #marks = new Uint8Array(0);
  /** The highest number taken in. */
  last = 0;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#rough = new RoughVectors(dimensions);
  }

  get size(): number {
    return this.#rows.size;
  }

  /** How many rows are of documents that are gone. */
  get wasted(): number {
    return this.#documents.length - this.#rows.size;
  }

  numbers(): IterableIterator<number> {
    return this.#rows.keys();
  }

  add(documents: readonly LoadedDocument[]): void {
    for (const { counted, ...document } of documents) {
      const label = document.audience.join('\n');
      const audience = this.#audiences.get(label) ?? document.audience;
      this.#audiences.set(label, audience);
      this.#rows.set(document.number, this.#documents.length);
      this.#documents.push({ ...document, audience });
      this.#postings.add(counted);
      this.#rough.add(document.vectors);
      this.last = Math.max(this.last, document.number);
    }
    this.#views.clear();
  }

  remove(numbers: readonly number[]): void {
    for (const number of numbers) {
      const row = this.#rows.get(number);
      if (row === undefined) continue;
      this.#documents[row] = null;
      this.#rows.delete(number);
      this.#sentences.delete(number);
    }
    this.#views.clear();
  }

  /** What a reader may find; readers of the same documents share it. */
  readableIn(reader: ReadableFor): Readable {
    const { audience, locale, otherLocales, asked } = reader;
    const open = [...this.#audiences].filter(([, one]) => mayRead(audience, { audience: one })).map(([label]) => label);
    const label = JSON.stringify([open, locale, otherLocales, asked]);
    let view = this.#views.get(label);
    if (!view) {
      if (this.#views.size >= VIEWS) this.#views.clear();
      view = readableIn(this.#documents, reader);
      this.#views.set(label, view);
    }
    return view;
  }

  /**
   * The readable documents that may answer a question, with what speaks for each.
   * @param typing only documents that have some of the words, unless none has, compared by titles and questions: no more is shown
   */
  candidates(
    { terms, borrowed }: Question,
    { vector, kin }: Meaning,
    { rows: readable, standIns }: Readable,
    typing = false,
  ): Candidate[] {
    const count = this.#documents.length;
    if (this.#scores.length < count) {
      this.#scores = new Float32Array(count * 2);
      this.#marks = new Uint8Array(count * 2);
    }
    const [scores, marks] = [this.#scores.fill(0, 0, count), this.#marks.fill(0, 0, count)];
    const weighed = new Map(kin);
    for (const term of borrowed) weighed.set(term, ranking.borrowed);
    for (const term of terms) weighed.set(term, 1);
    this.#postings.score(weighed, scores);
    const packed = vector && packVectors([vector], this.#dimensions);
    if (count <= COMPARED) marks.set(readable);
    else {
      const hasWords = markBest(scores, readable, typing ? BY_WORDS_TYPED : BY_WORDS, marks);
      if (packed && !(typing && hasWords)) this.#rough.markNearest(packed.codes, readable, BY_MEANING, marks);
    }
    for (const [standIn, shown] of standIns) if (marks[standIn] === 1) marks[shown] = 1;
    const found = new Map<number, Candidate>();
    for (let row = 0; row < count; row++) {
      const document = marks[row] === 1 ? this.#documents[row] : null;
      if (!document) continue;
      const passages = typing ? document.sentencesFrom : document.vectors.scales.length;
      const near = packed ? resemblanceOf(packed, document.vectors, passages) : { cosine: 0, passage: 0 };
      found.set(row, { document, words: scores[row] as number, ...near });
    }
    return [...withStandIns(found, standIns).values()];
  }

  /** The sentences of documents, read once; `load` gives those that are not at hand. */
  async sentences(
    numbers: number[],
    load: (missing: number[]) => Promise<ReadonlyMap<number, ReadSentence[]>>,
  ): Promise<ReadonlyMap<number, ReadSentence[]>> {
    const missing = numbers.filter((number) => !this.#sentences.has(number));
    if (missing.length > 0) {
      if (this.#sentences.size + missing.length > READ) this.#sentences.clear();
      for (const [number, sentences] of await load(missing)) this.#sentences.set(number, sentences);
    }
    return this.#sentences;
  }
}

/** What speaks for a version in the language of the question speaks for the one that is shown; the first is shown no more. */
function withStandIns(found: Map<number, Candidate>, standIns: Readable['standIns']): Map<number, Candidate> {
  for (const [standIn, row] of standIns) {
    const [asked, shown] = [found.get(standIn), found.get(row)];
    if (!asked || !shown) continue;
    const [words, cosine] = [Math.max(shown.words, asked.words), Math.max(shown.cosine, asked.cosine)];
    found.set(row, { ...shown, words, cosine });
    found.delete(standIn);
  }
  return found;
}

/** Marks the `wanted` readable rows with the highest scores above zero; false when there are none. */
function markBest(scores: Float32Array, readable: Uint8Array, wanted: number, marks: Uint8Array): boolean {
  const rows = readable.length;
  let most = 0;
  for (let row = 0; row < rows; row++) {
    if (readable[row] === 1 && (scores[row] as number) > most) most = scores[row] as number;
  }
  if (most === 0) return false;
  const steps = new Uint32Array(STEPS);
  const scale = (STEPS - 1) / most;
  for (let row = 0; row < rows; row++) {
    const score = scores[row] as number;
    if (score > 0 && readable[row] === 1) steps[(score * scale) | 0] = (steps[(score * scale) | 0] as number) + 1;
  }
  let least = STEPS - 1;
  let left = wanted;
  while (least > 0 && (steps[least] as number) <= left) left -= steps[least--] as number;
  for (let row = 0; row < rows; row++) {
    const score = scores[row] as number;
    if (score <= 0 || readable[row] !== 1) continue;
    const step = (score * scale) | 0;
    // Of those whose words fit just as well, not all: in articles of one mold they are thousands.
    if (step < least || (step === least && left-- <= 0)) continue;
    marks[row] = 1;
  }
  return true;
}
