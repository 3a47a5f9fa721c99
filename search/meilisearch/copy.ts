import { randomBytes } from 'node:crypto';
import { MeilisearchApiError, type EnqueuedTask, type Meilisearch } from 'meilisearch';
import type { KeptDocument } from '../stored-document.ts';
import { finish } from './connection.ts';
import { ROWS, rowOf, toRow, type Row } from './row.ts';
import { indexSettings } from './settings.ts';

/** Rows sent in one request: some megabytes with their vectors. */
const SENT_TOGETHER = 200;
/** Requests whose tasks may be in the queue while the next is made. */
const AHEAD = 4;
const READ_TOGETHER = 1_000;
/** Milliseconds after which an unfinished rebuild is nobody's: its process died. */
const ABANDONED = 10 * 60_000;

interface Options {
  client: Meilisearch;
  index: string;
  /** Of index and encoder. */
  version: string;
  dimensions: number;
}

/** Writes documents to Meilisearch, and says what it holds. Every method resolves when Meilisearch has done it, or throws. */
export class MeilisearchCopy {
  readonly #client: Meilisearch;
  readonly #uid: string;
  readonly #version: string;
  readonly #dimensions: number;
  readonly #begun = new Set<string>();

  constructor({ client, index, version, dimensions }: Options) {
    this.#client = client;
    this.#uid = index;
    this.#version = `${version}:${String(ROWS)}`;
    this.#dimensions = dimensions;
  }

  /** Document id → stamp. Empty when there is nothing, or rows of another version: build it anew. */
  async stamps(): Promise<Map<string, string>> {
    const stamps = new Map<string, string>();
    for (let offset = 0; ; offset += READ_TOGETHER) {
      const page = await this.#client
        .index(this.#uid)
        .getDocuments<Pick<Row, 'id' | 'stamp' | 'version'>>({
          fields: ['id', 'stamp', 'version'],
          limit: READ_TOGETHER,
          offset,
        })
        .catch((error: unknown) => {
          if (error instanceof MeilisearchApiError && error.cause?.code === 'index_not_found') return null;
          throw error;
        });
      if (!page) return stamps;
      for (const { id, stamp, version } of page.results) {
        if (version !== this.#version) return new Map();
        stamps.set(id, stamp);
      }
      if (offset + page.results.length >= page.total || page.results.length === 0) return stamps;
    }
  }

  async count(): Promise<number> {
    return (await this.#client.index(this.#uid).getStats()).numberOfDocuments;
  }

  put(documents: AsyncIterable<KeptDocument[]>): Promise<void> {
    return this.#send(this.#uid, documents);
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await finish(this.#client, await this.#client.index(this.#uid).deleteDocuments(ids.map(rowOf)));
  }

  /** Builds an index beside the one in use and puts it in its place in one step: searches never see half of it. */
  async replaceAll(documents: AsyncIterable<KeptDocument[]>): Promise<void> {
    const next = `${this.#uid}-next-${randomBytes(6).toString('hex')}`;
    this.#begun.add(next);
    const done = (task: EnqueuedTask, allowed?: string[]) => finish(this.#client, task, allowed);
    await this.#tidy(next);
    await done(await this.#client.createIndex(next, { primaryKey: 'row' }));
    // Before the documents: vectors of an embedder that is not there yet are refused.
    await done(await this.#client.index(next).updateSettings(indexSettings(this.#dimensions)));
    await this.#send(next, documents);
    await done(await this.#client.createIndex(this.#uid, { primaryKey: 'row' }), ['index_already_exists']);
    await done(await this.#client.swapIndexes([{ indexes: [this.#uid, next], rename: false }]));
    await done(await this.#client.deleteIndex(next));
    this.#begun.delete(next);
  }

  /** Removes what rebuilds left that were broken off, ours or another process's. */
  async #tidy(current: string): Promise<void> {
    const { results } = await this.#client.getRawIndexes({ limit: 1_000 });
    for (const { uid, createdAt } of results) {
      if (!uid.startsWith(`${this.#uid}-next-`) || uid === current) continue;
      const isOld = Date.now() - new Date(createdAt).getTime() > ABANDONED;
      if (!this.#begun.has(uid) && !isOld) continue;
      await finish(this.#client, await this.#client.deleteIndex(uid), ['index_not_found']);
      this.#begun.delete(uid);
    }
  }

  async #send(uid: string, documents: AsyncIterable<KeptDocument[]>): Promise<void> {
    const queue: EnqueuedTask[] = [];
    for await (const batch of documents) {
      for (let from = 0; from < batch.length; from += SENT_TOGETHER) {
        const rows = batch
          .slice(from, from + SENT_TOGETHER)
          .map((document) => toRow(document, this.#version, this.#dimensions));
        queue.push(await this.#client.index<Row>(uid).addDocuments(rows));
        const first = queue.length > AHEAD ? queue.shift() : undefined;
        if (first) await finish(this.#client, first);
      }
    }
    for (const task of queue) await finish(this.#client, task);
  }
}
