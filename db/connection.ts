import { drizzle, type SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy';

/** What a Drizzle query needs of a database: run one statement, give rows as arrays of values. */
export type Method = 'run' | 'all' | 'values' | 'get';

export interface Connection {
  execute(sql: string, params: unknown[], method: Method): Promise<{ rows: unknown[] }>;
}

/**
 * `schema` is for migrations: foreign keys are not enforced, so that dropping a table which is being rebuilt does not delete
 * the rows that refer to it. The PRAGMA is ignored inside a transaction, which is why the connection is told at the beginning.
 */
export type TransactionKind = 'data' | 'schema';

/** A connection that writes: one transaction at a time, retried by the caller (db/write.ts) when `isBusy` says so. */
export interface WriteConnection extends Connection {
  begin(kind: TransactionKind): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Throws away whatever the last failure left behind. After SQLITE_BUSY nothing else makes the connection safe again. */
  reset(): Promise<void>;
  close(): void;
}

/** Drizzle over a connection. What it throws names the query and the cause, never the values. */
export function drizzleOver(execute: Connection['execute']): SqliteRemoteDatabase {
  return drizzle((sql, params: unknown[], method) =>
    execute(sql, params, method).catch((error: unknown) => {
      // Drizzle puts this very list into the message of its error; addresses and hashes in it would reach every log.
      params.length = 0;
      throw error;
    }),
  );
}

/** True when another writer holds the database and the same work may succeed a moment later. */
export function isBusy(error: unknown): boolean {
  for (let e: unknown = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code;
    if (typeof code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(code)) return true;
    if (/SQLITE_BUSY|database is locked/.test(e.message)) return true;
  }
  return false;
}

/** True when a UNIQUE or PRIMARY KEY constraint refused the row. */
export function isUniqueViolation(error: unknown): boolean {
  for (let e: unknown = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code;
    if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') return true;
    if (/UNIQUE constraint failed/.test(e.message)) return true;
  }
  return false;
}
