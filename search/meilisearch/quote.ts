import { asEncoded, type Encoder } from '../encoder.ts';
import { passagesOf } from '../passages.ts';
import { mostTelling, readSentences, snippetOf, type ReadSentence } from '../snippet.ts';
import type { TextPart } from '../index.ts';
import { packVectors, resemblanceOf } from '../vectors.ts';
import type { RunQueries } from './candidates.ts';
import { isOneOf } from './filter.ts';
import type { RowHead, RowText } from './row.ts';

/** Documents kept ready for quoting. */
const READ = 300;
const fields = ['row', 'title', 'questions', 'summary', 'body'];

interface ReadDocument {
  sentences: ReadSentence[];
  text: RowText;
}

/** Quotes the documents that are shown: their texts are fetched, and kept while they do not change. */
export class Quoter {
  readonly #encoder: Encoder;
  readonly #read = new Map<string, ReadDocument>();

  constructor(encoder: Encoder) {
    this.#encoder = encoder;
  }

  /** A snippet for each document, in the same order. */
  async quote(
    run: RunQueries,
    documents: readonly RowHead[],
    terms: ReadonlySet<string>,
    weightOf: (term: string) => number,
    vector: Float32Array | null,
  ): Promise<TextPart[][]> {
    await this.#fetch(run, documents);
    const snippets: TextPart[][] = [];
    for (const document of documents) {
      const read = this.#read.get(labelOf(document));
      if (!read) snippets.push([]);
      else {
        const isMeant = mostTelling(read.sentences, terms, weightOf) === null;
        const meant = isMeant ? await this.#nearestPassage(read.text, vector) : -1;
        snippets.push(snippetOf(read.sentences, terms, weightOf, meant));
      }
    }
    return snippets;
  }

  async #fetch(run: RunQueries, documents: readonly RowHead[]): Promise<void> {
    const missing = documents.filter((document) => !this.#read.has(labelOf(document)));
    if (missing.length === 0) return;
    const filter = isOneOf(
      'row',
      missing.map(({ row }) => row),
    );
    const [texts = []] = await run<RowText>([{ filter, limit: missing.length, attributesToRetrieve: fields }]);
    if (this.#read.size + texts.length > READ) this.#read.clear();
    for (const document of missing) {
      const text = texts.find(({ row }) => row === document.row);
      if (text) this.#read.set(labelOf(document), { text, sentences: readSentences(text) });
    }
  }

  /** The passage that means the same, counted from the first sentence. Meilisearch does not say which of the vectors was near. */
  async #nearestPassage(text: RowText, vector: Float32Array | null): Promise<number> {
    if (!vector) return -1;
    const { passages, sentencesFrom } = passagesOf(text);
    const vectors = await this.#encoder.embed(passages.map(asEncoded));
    const query = packVectors([vector], vector.length);
    return resemblanceOf(query, packVectors(vectors, vector.length)).passage - sentencesFrom;
  }
}

const labelOf = ({ row, stamp }: RowHead): string => `${row}:${stamp}`;
