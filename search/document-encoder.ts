import { asEncoded, type Encoder } from './encoder.ts';
import type { SearchDocument } from './index.ts';
import type { Ingredients } from './ingredients.ts';
import { canHaveKin } from './kin-words.ts';
import { passagesOf } from './passages.ts';
import { asNotEncoded, normalizeAudience, stampOf } from './stamp.ts';
import type { SearchStore, WordVector } from './store.ts';
import { countTerms, fieldTerms, type StoredDocument } from './stored-document.ts';
import { wordsOf, type Reading } from './text.ts';
import { packVectors, toBytes } from './vectors.ts';

/** Documents whose passages are encoded together, and written together. */
const TOGETHER = 32;

/** Makes of documents what is stored of them: their words counted, their passages as vectors. */
export class DocumentEncoder {
  readonly #store: SearchStore;
  readonly #encoder: Encoder;
  readonly #ingredients: Ingredients;
  readonly #reading: Reading;

  constructor(store: SearchStore, encoder: Encoder, ingredients: Ingredients, reading: Reading) {
    this.#store = store;
    this.#encoder = encoder;
    this.#ingredients = ingredients;
    this.#reading = reading;
  }

  /**
   * In parts, with the vectors of words that the store does not have yet.
   * @param stamp what stands for a document's content
   */
  async *encode(
    documents: SearchDocument[],
    stamp: (document: SearchDocument) => string = stampOf,
  ): AsyncGenerator<readonly [StoredDocument[], WordVector[]]> {
    for (let from = 0; from < documents.length; from += TOGETHER) {
      yield this.#encodePart(documents.slice(from, from + TOGETHER), stamp);
    }
  }

  async #encodePart(
    documents: SearchDocument[],
    stamp: (document: SearchDocument) => string,
  ): Promise<readonly [StoredDocument[], WordVector[]]> {
    const { dimensions, isMissing = false } = this.#encoder;
    const read = documents.map((document) => {
      const questions = this.#ingredients.questions ? document.questions : [];
      return {
        document,
        ...passagesOf({ ...document, questions }),
        stored: {
          ...toStored(document, questions, this.#reading),
          stamp: isMissing ? asNotEncoded(stamp(document)) : stamp(document),
        },
      };
    });
    const words = new Set(read.flatMap(({ stored }) => stored.words.split(' ')).filter(canHaveKin));
    const unknown = isMissing ? [] : await this.#store.read.withoutVector([...words]);
    const vectors = await this.#encoder.embed([...read.flatMap(({ passages }) => passages.map(asEncoded)), ...unknown]);
    const stored = read.map(({ stored, passages, sentencesFrom }) => {
      const own = packVectors(vectors.splice(0, passages.length), dimensions);
      return { ...stored, sentencesFrom, vectors: toBytes(own) };
    });
    return [stored, unknown.map((word, i) => [word, toBytes(packVectors([vectors[i] ?? null], dimensions))] as const)];
  }
}

function toStored(
  document: SearchDocument,
  questions: readonly string[],
  reading: Reading,
): Omit<StoredDocument, 'sentencesFrom' | 'vectors' | 'stamp'> {
  const { title, phrases = [], summary, body } = document;
  const words = new Set(wordsOf([title, ...questions, ...phrases, summary, body].join('\n')).map(({ word }) => word));
  return {
    ...document,
    phrases,
    audience: normalizeAudience(document.audience),
    words: [...words].join(' '),
    counted: countTerms(fieldTerms({ ...document, questions, phrases }, reading)),
  };
}
