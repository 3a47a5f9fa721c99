import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle, type SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy';
import { openLocalReader, openLocalWriter } from './local.ts';
import { openRemote } from './remote.ts';
import { WriteQueue, type Tx } from './write.ts';

/** Drizzle over committed state. Also accepted where a transaction is: both build the same queries. */
export type Reader = SqliteRemoteDatabase;

export interface Db {
  readonly read: Reader;
  /** Runs `work` in the process's one writer queue; see WriteQueue.write. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
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
}

/** Opens the database: a file in WAL mode with cached prepared statements, or a libSQL server, behind one door. */
export function openDatabase({ url, authToken, busyTimeoutMs = 250 }: DatabaseOptions): Db {
  const listeners = new Set<() => void>();
  const committed = () => {
    for (const listener of listeners) listener();
  };
  const { reader, writer, closeReader } = url.startsWith('file:') ? local(url, busyTimeoutMs) : remote(url, authToken);
  const queue = new WriteQueue(writer, committed);
  return {
    read: drizzle((sql, params, method) => reader.execute(sql, params, method)),
    write: (work) => queue.write(work),
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

function remote(url: string, authToken: string | undefined) {
  return { ...openRemote(url, authToken), closeReader: () => undefined };
}
