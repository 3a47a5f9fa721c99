import { createClient, type Client, type InArgs, type ResultSet, type Transaction } from '@libsql/client';
import type { Connection, Method, WriteConnection } from './connection.ts';

const toRows = (result: ResultSet, method: Method): { rows: unknown[] } => {
  const rows = result.rows.map((row) => Array.from({ length: result.columns.length }, (_, i) => row[i]));
  return { rows: method === 'get' ? (rows[0] as unknown[]) : rows };
};

/** Readers and the writer of a libSQL server (`sqld`) or Turso, over HTTP. */
export function openRemote(url: string, authToken?: string): { reader: Connection; writer: WriteConnection } {
  const client: Client = createClient({ url, ...(authToken ? { authToken } : {}) });
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
      begin: async () => {
        transaction = await client.transaction('write');
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
