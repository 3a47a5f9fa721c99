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
/** Groups of readers whose view is kept ready. */
const VIEWS = 24;

/** What searches keep in memory of all documents: heads, words, packed vectors and what was quoted lately. */
export class Collection {
  readonly #documents: (Kept | null)[] = [];
  readonly #rows = new Map<number, number>();
  readonly #rowsById = new Map<string, number>();
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
      this.#rowsById.set(document.id, this.#documents.length);
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
      const id = this.#documents[row]?.id;
      // A document that changed has come in again under its new number.
      if (id !== undefined && this.#rowsById.get(id) === row) this.#rowsById.delete(id);
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
    const [scores, marks] = [this.#scores.fill(0, 0, count), this.#marks.subarray(0, count).fill(0)];
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
    for (let row = marks.indexOf(1); row !== -1; row = marks.indexOf(1, row + 1)) {
      const document = this.#documents[row];
      if (!document) continue;
      const passages = typing ? document.sentencesFrom : document.vectors.scales.length;
      const near = packed ? resemblanceOf(packed, document.vectors, passages) : { cosine: 0, passage: 0 };
      found.set(row, { document, words: scores[row] as number, ...near });
    }
    return [...withStandIns(found, standIns).values()];
  }

  /** How near documents are to a question by meaning, by id; those that are not here are left out. */
  resemblances(vector: Float32Array, ids: Iterable<string>): Map<string, number> {
    const packed = packVectors([vector], this.#dimensions);
    const near = new Map<string, number>();
    for (const id of ids) {
      const document = this.#documents[this.#rowsById.get(id) ?? -1];
      if (document) near.set(id, resemblanceOf(packed, document.vectors).cosine);
    }
    return near;
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

/**
 * Marks the `wanted` readable rows with the highest scores above zero; false when there are none. The best so far stand in a heap, the
 * least of them on top: of a hundred thousand rows a few hundred ever come into it.
 */
function markBest(scores: Float32Array, readable: Uint8Array, wanted: number, marks: Uint8Array): boolean {
  const heap = new Uint32Array(wanted);
  const scoreAt = (place: number) => scores[heap[place] as number] as number;
  let size = 0;
  let least = 0;
  for (let row = 0; row < readable.length; row++) {
    const score = scores[row] as number;
    if (score <= least || readable[row] !== 1) continue;
    let place = 0;
    if (size < wanted) {
      place = size++;
      for (let above = (place - 1) >> 1; place > 0 && scoreAt(above) > score; above = (place - 1) >> 1) {
        heap[place] = heap[above] as number;
        place = above;
      }
    } else {
      for (let below = 1; below < size; below = 2 * place + 1) {
        if (below + 1 < size && scoreAt(below + 1) < scoreAt(below)) below++;
        if (scoreAt(below) >= score) break;
        heap[place] = heap[below] as number;
        place = below;
      }
    }
    heap[place] = row;
    if (size === wanted) least = scoreAt(0);
  }
  for (const row of heap.subarray(0, size)) marks[row] = 1;
  return size > 0;
}
