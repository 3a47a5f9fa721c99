import { setImmediate as turn } from 'node:timers/promises';
import { sql, type SQL } from 'drizzle-orm';
import { openLocalReader, openLocalWriter } from '#db/local.ts';
import { WriteQueue, type Tx } from '#db/write.ts';
import { StoreReader } from './store-reader.ts';
import type { StoredDocument } from './stored-document.ts';

const columns = `(number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, locale TEXT NOT NULL,
  category TEXT NOT NULL, title TEXT NOT NULL, summary TEXT NOT NULL, questions TEXT NOT NULL, phrases TEXT NOT NULL, body TEXT NOT NULL,
  updated_on TEXT NOT NULL, audience TEXT NOT NULL, stamp TEXT NOT NULL, words TEXT NOT NULL, sentences_from INTEGER NOT NULL,
  vectors BLOB NOT NULL, terms TEXT NOT NULL, weights BLOB NOT NULL, length INTEGER NOT NULL)`;

/** A word of the documents with its packed vector. */
export type WordVector = readonly [word: string, vector: Buffer];

/**
 * The embedded index's own database file: documents with their counted terms and packed vectors, and vectors of words. It is
 * not part of the main database because it can be made anew from it at any time: it is left out of backups, it never holds up
 * the main writer queue while it is rebuilt, and it works the same when the main database is on a server.
 */
export class SearchStore {
  readonly #queue: WriteQueue;
  readonly #writer: ReturnType<typeof openLocalWriter>;
  readonly #reader: ReturnType<typeof openLocalReader>;
  readonly read: StoreReader;

  constructor(path: string) {
    this.#writer = openLocalWriter(path, 5_000);
    this.#reader = openLocalReader(path, 5_000);
    this.read = new StoreReader(this.#reader);
    this.#queue = new WriteQueue(this.#writer, () => undefined);
  }

  /**
   * Makes the tables; those of another version are emptied first, to be filled anew.
   * @param coming its number in the order of the indexes of this installation, for one that is being made beside the one that answers
   */
  async prepare(version: string, coming?: number): Promise<void> {
    await this.#queue.write(async (tx) => {
      await run(tx, sql`CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)`);
      const [row] = await tx.values<[string]>(sql`SELECT value FROM meta WHERE key = 'version'`);
      if (coming === undefined) await run(tx, sql`DELETE FROM meta WHERE key = 'coming'`);
      else {
        await setMeta(tx, 'coming', 'yes');
        await setMeta(tx, 'number', String(coming));
      }
      if (row?.[0] === version) return;
      for (const table of ['terms', 'readers', 'coming', 'documents', 'word_vectors']) {
        await run(tx, sql.raw(`DROP TABLE IF EXISTS ${table}`));
      }
      // Numbers are never used again: whoever follows the file knows a changed document by its new one.
      await run(tx, sql.raw(`CREATE TABLE documents ${columns}`));
      await run(tx, sql`CREATE TABLE word_vectors (word TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID`);
      await setMeta(tx, 'version', version);
    });
  }

  /** From here on this is the index that answers, also after a crash. */
  async arrive(): Promise<void> {
    await this.#queue.write((tx) => run(tx, sql`DELETE FROM meta WHERE key = 'coming'`).then(() => undefined));
  }

  async put(documents: StoredDocument[], words: readonly WordVector[]): Promise<void> {
    await this.#queue.write(async (tx) => {
      await forget(
        tx,
        documents.map(({ id }) => id),
      );
      for (const document of documents) await add(tx, 'documents', document);
      await addWords(tx, words);
    });
  }

  async remove(ids: string[]): Promise<void> {
    await this.#queue.write((tx) => forget(tx, ids));
  }

  /** Fills a table beside the one that is read, batch by batch, and changes them over: until then searches see what was before. */
  async replaceAll(batches: AsyncIterable<readonly [StoredDocument[], readonly WordVector[]]>): Promise<void> {
    await this.#queue.write(async (tx) => {
      await run(tx, sql`DROP TABLE IF EXISTS coming`);
      await run(tx, sql.raw(`CREATE TABLE coming ${columns}`));
      await run(
        tx,
        sql`INSERT INTO sqlite_sequence (name, seq) SELECT 'coming', max(seq) FROM sqlite_sequence WHERE name = 'documents' HAVING max(seq) > 0`,
      );
    });
    for await (const [documents, words] of batches) {
      await this.#queue.write(async (tx) => {
        for (const document of documents) await add(tx, 'coming', document);
        await addWords(tx, words);
      });
      await turn();
    }
    await this.#queue.write(async (tx) => {
      await run(tx, sql`DROP TABLE documents`);
      await run(tx, sql`ALTER TABLE coming RENAME TO documents`);
    });
  }

  async close(): Promise<void> {
    await this.#queue.idle();
    this.#reader.close();
    this.#writer.close();
  }
}

const run = (tx: Tx, statement: SQL) => tx.run(statement);

const setMeta = (tx: Tx, key: string, value: string) =>
  run(
    tx,
    sql`INSERT INTO meta (key, value) VALUES (${key}, ${value}) ON CONFLICT DO UPDATE SET value = excluded.value`,
  );

async function add(tx: Tx, table: 'documents' | 'coming', document: StoredDocument): Promise<void> {
  const { id, key, locale, category, title, summary, questions, phrases, body, updatedOn } = document;
  const { audience, stamp, words, sentencesFrom, vectors, counted } = document;
  await run(
    tx,
    sql`INSERT INTO ${sql.raw(table)} (id, key, locale, category, title, summary, questions, phrases, body, updated_on, audience, stamp,
        words, sentences_from, vectors, terms, weights, length)
        VALUES (${id}, ${key}, ${locale}, ${category}, ${title}, ${summary}, ${JSON.stringify(questions)}, ${JSON.stringify(phrases)}, ${body}, ${updatedOn},
        ${JSON.stringify(audience)}, ${stamp}, ${words}, ${sentencesFrom}, ${vectors}, ${counted.terms.join(' ')},
        ${Buffer.from(counted.weights)}, ${counted.length})`,
  );
}

async function addWords(tx: Tx, words: readonly WordVector[]): Promise<void> {
  for (const [word, vector] of words) {
    await run(tx, sql`INSERT OR IGNORE INTO word_vectors (word, vector) VALUES (${word}, ${vector})`);
  }
}

async function forget(tx: Tx, ids: string[]): Promise<void> {
  await run(tx, sql`DELETE FROM documents WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`);
}
