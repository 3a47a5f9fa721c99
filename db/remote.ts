import { createClient, type Client, type InArgs, type ResultSet, type Transaction } from '@libsql/client';
import type { Connection, Method, WriteConnection } from './connection.ts';

const toRows = (result: ResultSet, method: Method): { rows: unknown[] } => {
  const rows = result.rows.map((row) => Array.from({ length: result.columns.length }, (_, i) => row[i]));
  return { rows: method === 'get' ? (rows[0] as unknown[]) : rows };
};

/** Readers and the writer of a libSQL server (`sqld`) or Turso, over HTTP. */
export function openRemote(
  url: string,
  timeoutMs: number,
  authToken?: string,
): { reader: Connection; writer: WriteConnection } {
  // Without a limit a server that accepts and stays silent would stop the writer queue, and the process, for good.
  const boundedFetch = (request: Request) => fetch(request, { signal: AbortSignal.timeout(timeoutMs) });
  const client: Client = createClient({ url, fetch: boundedFetch, ...(authToken ? { authToken } : {}) });
  let transaction: Transaction | undefined;
  const open = (): Transaction => {
    if (!transaction) throw new Error('no transaction is open');
    return transaction;
  };
  const end = (): void => {
    transaction?.close();
    transaction = undefined;
  };
  return {
    reader: {
      execute: async (sql, params, method) => toRows(await client.execute({ sql, args: params as InArgs }), method),
    },
    writer: {
      execute: async (sql, params, method) => toRows(await open().execute({ sql, args: params as InArgs }), method),
      begin: async (kind) => {
        transaction = await client.transaction(kind === 'schema' ? 'deferred' : 'write');
        // The client opens its stream with BEGIN; the PRAGMA counts only outside a transaction, on the same stream.
        if (kind === 'schema') await transaction.executeMultiple('COMMIT; PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE');
      },
      commit: async () => {
        await open().commit();
        end();
      },
      rollback: async () => {
        await transaction?.rollback();
        end();
      },
      reset: () => {
        end();
        return Promise.resolve();
      },
      close: () => {
        end();
        client.close();
      },
    },
  };
}
