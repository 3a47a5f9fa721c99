import { sql, type SQL } from 'drizzle-orm';
import { openLocalReader, openLocalWriter } from '#db/local.ts';
import { WriteQueue, type Tx } from '#db/write.ts';
import { PUBLIC, spreadOf } from './audience.ts';
import type { WordCounts } from './known-words.ts';
import { fieldWeights } from './settings.ts';
import { fromBytes, type PackedVectors } from './vectors.ts';

/** A document as it is stored: its terms per field, its packed vectors, and what is shown of it. */
export interface StoredDocument {
  id: string;
  key: string;
  locale: string;
  category: string;
  title: string;
  summary: string;
  body: string;
  updatedOn: string;
  /** Sorted; who holds any of these may read it. */
  audience: readonly string[];
  /** Says whether the document changed since. */
  stamp: string;
  /** Its distinct normalized words, parted by spaces. */
  words: string;
  sentencesFrom: number;
  vectors: Buffer;
  terms: Record<keyof typeof fieldWeights, string>;
}

/** What is kept in memory of it. */
export type LoadedDocument = Pick<
  StoredDocument,
  'id' | 'key' | 'locale' | 'category' | 'title' | 'updatedOn' | 'audience' | 'sentencesFrom'
> & {
  number: number;
  vectors: PackedVectors;
};

/** Rows written before other work of the process gets its turn, while everything is replaced. */
const CHUNK = 100;
const columns = Object.keys(fieldWeights).join(', ');
const weights = Object.values(fieldWeights).join(', ');

/**
 * The embedded index's own database file: full-text tables of libSQL (FTS5) without a copy of the text, and vectors. It is
 * not part of the main database because it can be made anew from it at any time: it is left out of backups, it never holds up
 * the main writer queue while it is rebuilt, and it works the same when the main database is on a server.
 */
export class SearchStore {
  readonly #queue: WriteQueue;
  readonly #writer: ReturnType<typeof openLocalWriter>;
  readonly #reader: ReturnType<typeof openLocalReader>;

  constructor(path: string) {
    this.#writer = openLocalWriter(path, 5_000);
    this.#reader = openLocalReader(path, 5_000);
    this.#queue = new WriteQueue(this.#writer, () => undefined);
  }

  /** Makes the tables; those of another version are emptied first, to be filled anew. */
  async prepare(version: string): Promise<void> {
    await this.#queue.write(async (tx) => {
      await run(tx, sql`CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)`);
      const [row] = await tx.values<[string]>(sql`SELECT value FROM meta WHERE key = 'version'`);
      if (row?.[0] === version) return;
      await run(tx, sql`DROP TABLE IF EXISTS terms`);
      await run(tx, sql`DROP TABLE IF EXISTS readers`);
      await run(tx, sql`DROP TABLE IF EXISTS documents`);
      await run(
        tx,
        sql`CREATE TABLE documents (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, locale TEXT NOT NULL,
          category TEXT NOT NULL, title TEXT NOT NULL, summary TEXT NOT NULL, body TEXT NOT NULL, updated_on TEXT NOT NULL,
          audience TEXT NOT NULL, stamp TEXT NOT NULL, words TEXT NOT NULL, sentences_from INTEGER NOT NULL, vectors BLOB NOT NULL)`,
      );
      // Who may read a document that not everybody may.
      await run(
        tx,
        sql`CREATE TABLE readers (number INTEGER NOT NULL, token TEXT NOT NULL, PRIMARY KEY (number, token)) WITHOUT ROWID`,
      );
      // Terms hold letters and digits only, so the simplest tokenizer takes each as it is.
      await run(
        tx,
        sql.raw(
          `CREATE VIRTUAL TABLE terms USING fts5(${columns}, content='', contentless_delete=1, tokenize='ascii')`,
        ),
      );
      await run(
        tx,
        sql`INSERT INTO meta (key, value) VALUES ('version', ${version}) ON CONFLICT DO UPDATE SET value = excluded.value`,
      );
    });
  }

  async put(documents: StoredDocument[]): Promise<void> {
    await this.#queue.write(async (tx) => {
      await forget(
        tx,
        documents.map(({ id }) => id),
      );
      for (const document of documents) await add(tx, document);
    });
  }

  async remove(ids: string[]): Promise<void> {
    await this.#queue.write((tx) => forget(tx, ids));
  }

  /** One transaction: until it commits, searches go on over what was there before. */
  async replaceAll(documents: StoredDocument[]): Promise<void> {
    await this.#queue.write(async (tx) => {
      await run(tx, sql`DELETE FROM readers`);
      await run(tx, sql`DELETE FROM documents`);
      await run(tx, sql`DELETE FROM terms`);
      for (const [i, document] of documents.entries()) {
        await add(tx, document);
        if (i % CHUNK === CHUNK - 1) await new Promise((resolve) => setImmediate(resolve));
      }
    });
  }

  /** Changes whenever anything was committed, by this process or another. */
  async version(): Promise<unknown> {
    const { rows } = await this.#reader.execute('PRAGMA data_version', [], 'get');
    return rows[0];
  }

  async load(dimensions: number): Promise<{ documents: LoadedDocument[]; wordCounts: WordCounts }> {
    const { rows } = await this.#reader.execute(
      `SELECT number, id, key, locale, category, title, updated_on, sentences_from, audience, vectors, words FROM documents
        ORDER BY number`,
      [],
      'all',
    );
    const wordCounts = {
      public: new Map<string, number>(),
      'signed-in': new Map<string, number>(),
      some: new Map<string, number>(),
    };
    // Most documents have the same readers: their list is kept once.
    const audiences = new Map<string, readonly string[]>();
    const readAudience = (json: string) => {
      const audience = audiences.get(json) ?? (JSON.parse(json) as string[]);
      audiences.set(json, audience);
      return audience;
    };
    const documents = (rows as DocumentRow[]).map(
      ([number, id, key, locale, category, title, updatedOn, sentencesFrom, json, bytes, words]) => {
        const audience = readAudience(json);
        const counts = wordCounts[spreadOf({ audience })];
        for (const word of words.split(' ')) if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1);
        const vectors = fromBytes(bytes, dimensions);
        return { number, id, key, locale, category, title, updatedOn, sentencesFrom, audience, vectors };
      },
    );
    return { documents, wordCounts };
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

  async close(): Promise<void> {
    await this.#queue.idle();
    this.#reader.close();
    this.#writer.close();
  }
}

type DocumentRow = [number, string, string, string, string, string, string, number, string, Uint8Array, string];

const isPublic = 'NOT EXISTS (SELECT 1 FROM readers WHERE number = terms.rowid)';
const isHeld =
  'EXISTS (SELECT 1 FROM readers WHERE number = terms.rowid AND token IN (SELECT value FROM json_each(?)))';

const run = (tx: Tx, statement: SQL) => tx.run(statement);

async function add(tx: Tx, document: StoredDocument): Promise<void> {
  const { id, key, locale, category, title, summary, body, updatedOn, audience, stamp, words } = document;
  const { sentencesFrom, vectors, terms } = document;
  const [row] = await tx.values<[number]>(
    sql`INSERT INTO documents (id, key, locale, category, title, summary, body, updated_on, audience, stamp, words,
        sentences_from, vectors)
        VALUES (${id}, ${key}, ${locale}, ${category}, ${title}, ${summary}, ${body}, ${updatedOn},
        ${JSON.stringify(audience)}, ${stamp}, ${words}, ${sentencesFrom}, ${vectors}) RETURNING number`,
  );
  const number = row?.[0] ?? null;
  if (!audience.includes(PUBLIC)) {
    await run(tx, sql`INSERT INTO readers SELECT ${number}, value FROM json_each(${JSON.stringify(audience)})`);
  }
  const values = Object.values(terms).map((value) => sql`${value}`);
  await run(tx, sql`INSERT INTO terms (rowid, ${sql.raw(columns)}) VALUES (${number}, ${sql.join(values, sql`, `)})`);
}

async function forget(tx: Tx, ids: string[]): Promise<void> {
  const list = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  await run(tx, sql`DELETE FROM readers WHERE number IN (SELECT number FROM documents WHERE id IN ${list})`);
  await run(tx, sql`DELETE FROM terms WHERE rowid IN (SELECT number FROM documents WHERE id IN ${list})`);
  await run(tx, sql`DELETE FROM documents WHERE id IN ${list}`);
}
