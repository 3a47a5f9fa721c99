import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy';
import { drizzleOver, isBusy, type TransactionKind, type WriteConnection } from './connection.ts';

/** A handle whose statements belong to one transaction. Await nothing but the database while holding it. */
export type Tx = SqliteRemoteDatabase & { readonly __transaction: true };

/** How long a write keeps trying while another process holds the database. */
const GIVE_UP_MS = 10_000;
/** The try of a transaction that the running code belongs to. */
const inside = new AsyncLocalStorage<object>();

/**
 * The one writer queue of a process. libSQL files refuse overlapping writers, and after SQLITE_BUSY a connection goes on to
 * *report success for writes it never commits* until it is reopened – so every write waits its turn here, and a busy
 * failure reopens the connection before anything else (docs/decisions/003-one-writer-queue.md).
 */
export class WriteQueue {
  readonly #connection: WriteConnection;
  readonly #tx: Tx;
  readonly #committed: () => void;
  #tail: Promise<unknown> = Promise.resolve();
  #open: object | null = null;

  constructor(connection: WriteConnection, committed: () => void) {
    this.#connection = connection;
    this.#committed = committed;
    // One handle for all transactions keeps prepared queries; the fence keeps one's late statements out of the next.
    this.#tx = drizzleOver((sql, params, method) => {
      if (this.#open === null || inside.getStore() !== this.#open) {
        return Promise.reject(
          new Error('a statement came after its transaction had ended: await everything in write()'),
        );
      }
      return connection.execute(sql, params, method);
    }) as Tx;
  }

  /**
   * Runs `work` in one immediate transaction, after all writes asked for earlier. `work` may run again when another process
   * was writing, so it must do nothing but use `tx`.
   * @throws whatever `work` throws (nothing is stored then), or the database's error after 10 s of being busy.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#enqueue('data', work);
  }

  /**
   * Like `write`, for migrations only: foreign keys are not enforced, so a table can be rebuilt without losing the rows that
   * refer to it. Whoever calls it checks them before returning (db/migrate.ts).
   */
  alterSchema<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#enqueue('schema', work);
  }

  #enqueue<T>(kind: TransactionKind, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (inside.getStore()) return Promise.reject(new Error('write() inside write() would wait for itself: pass tx on'));
    const turn = this.#tail.then(() => this.#attempt(kind, work));
    this.#tail = turn.catch(() => undefined);
    return turn.then((result) => {
      this.#committed();
      return result;
    });
  }

  async #attempt<T>(kind: TransactionKind, work: (tx: Tx) => Promise<T>): Promise<T> {
    const giveUpAt = Date.now() + GIVE_UP_MS;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#connection.begin(kind);
        const result = await this.#run(work);
        await this.#connection.commit();
        return result;
      } catch (error) {
        if (!isBusy(error)) {
          await this.#connection.rollback().catch(() => this.#connection.reset());
          throw error;
        }
        await this.#connection.reset();
        if (Date.now() > giveUpAt) throw error;
        await wait(Math.random() * Math.min(200, 2 ** attempt));
      }
    }
  }

  async #run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const mine = {};
    this.#open = mine;
    try {
      // Drizzle's queries run when they are awaited, so awaiting has to happen inside too.
      return await inside.run(mine, async () => await work(this.#tx));
    } finally {
      this.#open = null;
    }
  }

  /** Resolves when every write asked for so far has ended. */
  async idle(): Promise<void> {
    await this.#tail;
  }
}
