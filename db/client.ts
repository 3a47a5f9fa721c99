import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy';
import { drizzleOver } from './connection.ts';
import { openLocalReader, openLocalWriter } from './local.ts';
import { WriteQueue, type Tx } from './write.ts';

/** Drizzle over committed state. Also accepted where a transaction is: both build the same queries. */
export type Reader = SqliteRemoteDatabase;

export interface Db {
  readonly read: Reader;
  /** Runs `work` in the process's one writer queue; see WriteQueue.write. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Like `write`, for migrations only: foreign keys are not enforced while it runs; see WriteQueue.alterSchema. */
  alterSchema<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls `listener` after each commit of this process. Returns the way to stop. */
  onCommit(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `file:…` for the embedded database, `http(s)://` or `libsql://` for a libSQL server. */
  url: string;
  authToken?: string | undefined;
  /** Milliseconds the embedded database waits for another process before reporting busy. */
  busyTimeoutMs?: number;
  /** Milliseconds after which a libSQL server that does not answer is given up. */
  requestTimeoutMs?: number;
}

/** Waiting inside SQLite blocks the whole process; the queue waits between tries without blocking (db/write.ts). */
const BUSY_TIMEOUT_MS = 5;
const REQUEST_TIMEOUT_MS = 15_000;

/** Opens the database: a file in WAL mode with cached prepared statements, or a libSQL server, behind one door. */
export async function openDatabase({
  url,
  authToken,
  busyTimeoutMs = BUSY_TIMEOUT_MS,
  requestTimeoutMs = REQUEST_TIMEOUT_MS,
}: DatabaseOptions): Promise<Db> {
  const listeners = new Set<() => void>();
  const committed = () => {
    for (const listener of listeners) listener();
  };
  const { reader, writer, closeReader } = url.startsWith('file:')
    ? local(url, busyTimeoutMs)
    : await remote(url, authToken, requestTimeoutMs);
  const queue = new WriteQueue(writer, committed);
  return {
    read: drizzleOver((sql, params, method) => reader.execute(sql, params, method)),
    write: (work) => queue.write(work),
    alterSchema: (work) => queue.alterSchema(work),
    onCommit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      await queue.idle();
      closeReader();
      writer.close();
    },
  };
}

function local(url: string, busyTimeoutMs: number) {
  const path = url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length);
  mkdirSync(dirname(path), { recursive: true });
  const writer = openLocalWriter(path, busyTimeoutMs);
  const reader = openLocalReader(path, 5000);
  return {
    reader,
    writer,
    closeReader: () => {
      reader.close();
    },
  };
}

async function remote(url: string, authToken: string | undefined, timeoutMs: number) {
  // The client of a libSQL server is slow to load, and most installations have none.
  const { openRemote } = await import('./remote.ts');
  return { ...openRemote(url, timeoutMs, authToken), closeReader: () => undefined };
}
