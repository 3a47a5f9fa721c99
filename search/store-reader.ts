import type { openLocalReader } from '#db/local.ts';
import type { LoadedDocument } from './collection.ts';
import type { KeptDocument } from './stored-document.ts';
import { fromBytes } from './vectors.ts';

/** Word vectors that are kept in memory; more words than that no help center needs. */
const WORDS = 50_000;

type HeadRow = [
  number: number,
  id: string,
  key: string,
  locale: string,
  category: string,
  title: string,
  updatedOn: string,
  sentencesFrom: number,
  audience: string,
  vectors: Uint8Array,
  terms: string,
  weights: Uint8Array,
  length: number,
];
type KeptRow = [json: string, sentencesFrom: number, vectors: Uint8Array];

/** Most documents have the same readers: their list is kept once. */
function audienceReader(): (json: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (json) => {
    const audience = known.get(json) ?? (JSON.parse(json) as string[]);
    known.set(json, audience);
    return audience;
  };
}

/** Everything that is read of the embedded index's file. */
export class StoreReader {
  readonly #reader: ReturnType<typeof openLocalReader>;

  constructor(reader: ReturnType<typeof openLocalReader>) {
    this.#reader = reader;
  }

  /** Changes whenever anything was committed, by this process or another. */
  async version(): Promise<unknown> {
    const { rows } = await this.#reader.execute('PRAGMA data_version', [], 'get');
    return rows[0];
  }

  /** Numbers of all documents. A document that changes gets a new one, higher than all before. */
  async numbers(): Promise<number[]> {
    const { rows } = await this.#reader.execute('SELECT json_group_array(number) FROM documents', [], 'get');
    return JSON.parse(rows[0] as string) as number[];
  }

  /** Everything but texts of the next documents after a number. */
  async heads(dimensions: number, after: number, limit: number): Promise<LoadedDocument[]> {
    const { rows } = await this.#reader.execute(
      `SELECT number, id, key, locale, category, title, updated_on, sentences_from, audience, vectors, terms, weights, length
        FROM documents WHERE number > ? ORDER BY number LIMIT ?`,
      [after, limit],
      'all',
    );
    const readAudience = audienceReader();
    return (rows as HeadRow[]).map(
      ([
        number,
        id,
        key,
        locale,
        category,
        title,
        updatedOn,
        sentencesFrom,
        audience,
        vectors,
        terms,
        weights,
        length,
      ]) => ({
        number,
        id,
        key,
        locale,
        category,
        title,
        updatedOn,
        sentencesFrom,
        audience: readAudience(audience),
        vectors: fromBytes(vectors, dimensions),
        counted: { terms: terms === '' ? [] : terms.split(' '), weights: new Uint8Array(weights), length },
      }),
    );
  }

  /** The distinct words of the next documents after a number, and who reads each. */
  async words(after: number, limit: number): Promise<{ number: number; audience: readonly string[]; words: string }[]> {
    const { rows } = await this.#reader.execute(
      'SELECT number, audience, words FROM documents WHERE number > ? ORDER BY number LIMIT ?',
      [after, limit],
      'all',
    );
    const readAudience = audienceReader();
    return (rows as [number, string, string][]).map(([number, audience, words]) => {
      return { number, audience: readAudience(audience), words };
    });
  }

  /** Those of the words that have no vector yet. */
  async withoutVector(words: readonly string[]): Promise<string[]> {
    const { rows } = await this.#reader.execute(
      'SELECT value FROM json_each(?) WHERE value NOT IN (SELECT word FROM word_vectors)',
      [JSON.stringify(words)],
      'all',
    );
    return (rows as [string][]).map(([word]) => word);
  }

  async wordVectors(): Promise<[word: string, vector: Uint8Array][]> {
    const { rows } = await this.#reader.execute(`SELECT word, vector FROM word_vectors LIMIT ${WORDS}`, [], 'all');
    return rows as [string, Uint8Array][];
  }

  /** Documents as they were put in; those that are gone are left out. */
  async kept(ids: readonly string[]): Promise<KeptDocument[]> {
    const { rows } = await this.#reader.execute(
      `SELECT json_object('id', id, 'key', key, 'locale', locale, 'category', category, 'title', title, 'summary', summary,
          'questions', json(questions), 'phrases', json(phrases), 'body', body, 'updatedOn', updated_on, 'audience', json(audience), 'stamp', stamp),
        sentences_from, vectors FROM documents WHERE id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(ids)],
      'all',
    );
    return (rows as KeptRow[]).map(([json, sentencesFrom, bytes]) => {
      const document = JSON.parse(json) as Omit<KeptDocument, 'sentencesFrom' | 'vectors'>;
      return { ...document, sentencesFrom, vectors: Buffer.from(bytes) };
    });
  }

  async count(): Promise<number> {
    const { rows } = await this.#reader.execute('SELECT count(*) FROM documents', [], 'get');
    return rows[0] as number;
  }

  async stamps(): Promise<Map<string, string>> {
    const { rows } = await this.#reader.execute('SELECT id, stamp FROM documents', [], 'all');
    return new Map(rows as [string, string][]);
  }

  async texts(numbers: number[]): Promise<Map<number, { summary: string; body: string }>> {
    const { rows } = await this.#reader.execute(
      'SELECT number, summary, body FROM documents WHERE number IN (SELECT value FROM json_each(?))',
      [JSON.stringify(numbers)],
      'all',
    );
    return new Map((rows as [number, string, string][]).map(([number, summary, body]) => [number, { summary, body }]));
  }
}
