import Database from 'libsql';
import type { Connection, Method, TransactionKind, WriteConnection } from './connection.ts';

/** Statements kept per connection; the application has a few hundred distinct ones. */
const CACHED_STATEMENTS = 1000;
/** Opening may find another process making the file or recovering it; after that each connection waits as long as it was told. */
const OPEN_TIMEOUT_MS = 5000;

type Statement = ReturnType<InstanceType<typeof Database>['prepare']>;

class LocalConnection implements Connection {
  readonly #path: string;
  readonly #timeoutMs: number;
  #database: InstanceType<typeof Database>;
  readonly #statements = new Map<string, Statement>();

  constructor(path: string, timeoutMs: number) {
    this.#path = path;
    this.#timeoutMs = timeoutMs;
    this.#database = this.#open();
  }

  #open(): InstanceType<typeof Database> {
    const database = new Database(this.#path, { timeout: OPEN_TIMEOUT_MS });
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA foreign_keys = ON');
    database.exec('PRAGMA synchronous = FULL');
    database.exec(`PRAGMA busy_timeout = ${this.#timeoutMs}`);
    return database;
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (this.#statements.size >= CACHED_STATEMENTS) this.#statements.clear();
    const statement = this.#database.prepare(sql);
    if (statement.reader) statement.raw(true);
    this.#statements.set(sql, statement);
    return statement;
  }

  execute(sql: string, params: unknown[], method: Method): Promise<{ rows: unknown[] }> {
    try {
      const statement = this.#statement(sql);
      if (method === 'run' && !statement.reader) {
        statement.run(params);
        return Promise.resolve({ rows: [] });
      }
      // Never `statement.get`: after an `all` of the same statement it forgets its parameters and gives the former row.
      const rows = statement.all(params);
      // Drizzle reads an absent `get` row from `undefined`.
      return Promise.resolve({ rows: method === 'get' ? (rows[0] as unknown[]) : rows });
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error('the database failed', { cause: error }));
    }
  }

  reset(): Promise<void> {
    this.close();
    this.#database = this.#open();
    return Promise.resolve();
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}

/** A connection for reading committed state from a file. Calls are synchronous inside: keep them short. */
export function openLocalReader(path: string, timeoutMs: number): Connection & { close(): void } {
  return new LocalConnection(path, timeoutMs);
}

/** The connection all writes of this process pass through (db/write.ts). */
export function openLocalWriter(path: string, timeoutMs: number): WriteConnection {
  const connection = new LocalConnection(path, timeoutMs);
  const run = (sql: string) => connection.execute(sql, [], 'run').then(() => undefined);
  let kind: TransactionKind = 'data';
  const end = async (sql: 'COMMIT' | 'ROLLBACK') => {
    await run(sql);
    if (kind === 'schema') await run('PRAGMA foreign_keys = ON');
  };
  return {
    execute: (sql, params, method) => connection.execute(sql, params, method),
    begin: async (asked) => {
      kind = asked;
      if (kind === 'schema') await run('PRAGMA foreign_keys = OFF');
      await run('BEGIN IMMEDIATE');
    },
    commit: () => end('COMMIT'),
    rollback: () => end('ROLLBACK'),
    reset: () => connection.reset(),
    close: () => {
      connection.close();
    },
  };
}
