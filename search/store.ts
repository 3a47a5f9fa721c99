import { sql, type SQL } from 'drizzle-orm';
import { openLocalReader, openLocalWriter } from '#db/local.ts';
import { WriteQueue, type Tx } from '#db/write.ts';
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
  'id' | 'key' | 'locale' | 'category' | 'title' | 'updatedOn' | 'sentencesFrom'
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
      await run(tx, sql`DROP TABLE IF EXISTS documents`);
      await run(
        tx,
        sql`CREATE TABLE documents (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, locale TEXT NOT NULL,
          category TEXT NOT NULL, title TEXT NOT NULL, summary TEXT NOT NULL, body TEXT NOT NULL, updated_on TEXT NOT NULL,
          stamp TEXT NOT NULL, words TEXT NOT NULL, sentences_from INTEGER NOT NULL, vectors BLOB NOT NULL)`,
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

  async load(dimensions: number): Promise<{ documents: LoadedDocument[]; wordCounts: Map<string, number> }> {
    const { rows } = await this.#reader.execute(
      `SELECT number, id, key, locale, category, title, updated_on, sentences_from, vectors, words FROM documents ORDER BY number`,
      [],
      'all',
    );
    const wordCounts = new Map<string, number>();
    const documents = (
      rows as [number, string, string, string, string, string, string, number, Uint8Array, string][]
    ).map(([number, id, key, locale, category, title, updatedOn, sentencesFrom, bytes, words]) => {
      for (const word of words.split(' ')) if (word !== '') wordCounts.set(word, (wordCounts.get(word) ?? 0) + 1);
      return {
        number,
        id,
        key,
        locale,
        category,
        title,
        updatedOn,
        sentencesFrom,
        vectors: fromBytes(bytes, dimensions),
      };
    });
    return { documents, wordCounts };
  }

  async stamps(): Promise<Map<string, string>> {
    const { rows } = await this.#reader.execute('SELECT id, stamp FROM documents', [], 'all');
    return new Map(rows as [string, string][]);
  }

  /** Documents that have any of the terms, best first, with their bm25 score (higher is better). */
  async match(terms: string[], limit: number): Promise<[number: number, score: number][]> {
    if (terms.length === 0) return [];
    const query = terms.map((term) => `"${term}"`).join(' OR ');
    const { rows } = await this.#reader.execute(
      // One row of JSON: reading many small rows costs more than the search itself.
      `SELECT json_group_array(json_array(number, score)) FROM (
        SELECT rowid AS number, -bm25(terms, ${weights}) AS score FROM terms WHERE terms MATCH ? ORDER BY score DESC LIMIT ?)`,
      [query, limit],
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

const run = (tx: Tx, statement: SQL) => tx.run(statement);

async function add(tx: Tx, document: StoredDocument): Promise<void> {
  const { id, key, locale, category, title, summary, body, updatedOn, stamp, words, sentencesFrom, vectors, terms } =
    document;
  const [row] = await tx.values<[number]>(
    sql`INSERT INTO documents (id, key, locale, category, title, summary, body, updated_on, stamp, words, sentences_from, vectors)
        VALUES (${id}, ${key}, ${locale}, ${category}, ${title}, ${summary}, ${body}, ${updatedOn}, ${stamp}, ${words}, ${sentencesFrom},
        ${vectors}) RETURNING number`,
  );
  const values = Object.values(terms).map((value) => sql`${value}`);
  await run(
    tx,
    sql`INSERT INTO terms (rowid, ${sql.raw(columns)}) VALUES (${row?.[0] ?? null}, ${sql.join(values, sql`, `)})`,
  );
}

async function forget(tx: Tx, ids: string[]): Promise<void> {
  const list = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  await run(tx, sql`DELETE FROM terms WHERE rowid IN (SELECT number FROM documents WHERE id IN ${list})`);
  await run(tx, sql`DELETE FROM documents WHERE id IN ${list}`);
}
