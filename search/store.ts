import { sql, type SQL } from 'drizzle-orm';
import { openLocalReader, openLocalWriter } from '#db/local.ts';
import { WriteQueue, type Tx } from '#db/write.ts';
import { PUBLIC } from './audience.ts';
import { fieldWeights } from './settings.ts';
import { StoreReader } from './store-reader.ts';
import type { StoredDocument } from './stored-document.ts';

/** Rows written before other work of the process gets its turn, while everything is replaced. */
const CHUNK = 100;
const columns = Object.keys(fieldWeights).join(', ');

/**
 * The embedded index's own database file: full-text tables of libSQL (FTS5) without a copy of the text, and vectors. It is
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
          category TEXT NOT NULL, title TEXT NOT NULL, summary TEXT NOT NULL, questions TEXT NOT NULL,
          body TEXT NOT NULL, updated_on TEXT NOT NULL,
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

  async close(): Promise<void> {
    await this.#queue.idle();
    this.#reader.close();
    this.#writer.close();
  }
}

const run = (tx: Tx, statement: SQL) => tx.run(statement);

async function add(tx: Tx, document: StoredDocument): Promise<void> {
  const { id, key, locale, category, title, summary, questions, body, updatedOn, audience, stamp, words } = document;
  const { sentencesFrom, vectors, terms } = document;
  const [row] = await tx.values<[number]>(
    sql`INSERT INTO documents (id, key, locale, category, title, summary, questions, body, updated_on, audience, stamp, words,
        sentences_from, vectors)
        VALUES (${id}, ${key}, ${locale}, ${category}, ${title}, ${summary}, ${JSON.stringify(questions)}, ${body}, ${updatedOn},
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
