import type { openLocalReader } from '#db/local.ts';
import { PUBLIC } from './audience.ts';
import { fieldWeights } from './settings.ts';
import type { KeptDocument, LoadedDocument } from './stored-document.ts';
import { fromBytes } from './vectors.ts';

const weights = Object.values(fieldWeights).join(', ');
const isPublic = 'NOT EXISTS (SELECT 1 FROM readers WHERE number = terms.rowid)';
const isHeld =
  'EXISTS (SELECT 1 FROM readers WHERE number = terms.rowid AND token IN (SELECT value FROM json_each(?)))';

type HeadRow = [number, string, string, string, string, string, string, number, string, Uint8Array];
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

  /** Everything but texts, in the order it was put in. */
  async heads(dimensions: number): Promise<LoadedDocument[]> {
    const { rows } = await this.#reader.execute(
      `SELECT number, id, key, locale, category, title, updated_on, sentences_from, audience, vectors FROM documents
        ORDER BY number`,
      [],
      'all',
    );
    const readAudience = audienceReader();
    return (rows as HeadRow[]).map(
      ([number, id, key, locale, category, title, updatedOn, sentencesFrom, audience, bytes]) => ({
        number,
        id,
        key,
        locale,
        category,
        title,
        updatedOn,
        sentencesFrom,
        audience: readAudience(audience),
        vectors: fromBytes(bytes, dimensions),
      }),
    );
  }

  /** The distinct words of each document, and who reads it. */
  async words(): Promise<{ audience: readonly string[]; words: string }[]> {
    const { rows } = await this.#reader.execute('SELECT audience, words FROM documents', [], 'all');
    const readAudience = audienceReader();
    return (rows as [string, string][]).map(([audience, words]) => ({ audience: readAudience(audience), words }));
  }

  /** Documents as they were put in; those that are gone are left out. */
  async kept(ids: readonly string[]): Promise<KeptDocument[]> {
    const { rows } = await this.#reader.execute(
      `SELECT json_object('id', id, 'key', key, 'locale', locale, 'category', category, 'title', title, 'summary', summary,
          'questions', json(questions), 'body', body, 'updatedOn', updated_on, 'audience', json(audience), 'stamp', stamp),
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

  /**
   * Documents that have any of the terms, best first, with their bm25 score (higher is better).
   * @param holds what the reader holds; null to leave nothing out
   */
  async match(
    terms: string[],
    limit: number,
    holds: readonly string[] | null,
  ): Promise<[number: number, score: number][]> {
    if (terms.length === 0) return [];
    const query = terms.map((term) => `"${term}"`).join(' OR ');
    const readable = holds === null ? '' : holds.includes(PUBLIC) ? `AND (${isPublic} OR ${isHeld})` : `AND ${isHeld}`;
    const values = holds === null ? [query, limit] : [query, JSON.stringify(holds), limit];
    const { rows } = await this.#reader.execute(
      // One row of JSON: reading many small rows costs more than the search itself.
      `SELECT json_group_array(json_array(number, score)) FROM (
        SELECT rowid AS number, -bm25(terms, ${weights}) AS score FROM terms WHERE terms MATCH ? ${readable}
        ORDER BY score DESC LIMIT ?)`,
      values,
      'get',
    );
    return JSON.parse(rows[0] as string) as [number, number][];
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
