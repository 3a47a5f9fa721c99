import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedIndex } from './embedded.ts';
import type { Encoder } from './encoder.ts';
import type { SearchIndex } from './index.ts';
import type { MeilisearchAddress } from './meilisearch/connection.ts';
import { INDEX_VERSION } from './settings.ts';
import { SearchStore } from './store.ts';

interface Options {
  /** Folder of the installation's data; the embedded index is `search.db` in it. */
  dataDir: string;
  embedder: Encoder;
  /** Answers in front of the embedded index, when there is one. */
  meilisearch?: MeilisearchAddress | undefined;
  log: { warn(details: object, message: string): void };
}

/**
 * Opens the search index. One made by another version of the index or the encoder is emptied, and one that cannot be read is
 * thrown away: the help center fills it again from the articles (ensureSearchIndex).
 */
export async function createSearchIndex(options: Options): Promise<SearchIndex> {
  const { embedder: encoder, meilisearch: address, log } = options;
  const version = `${INDEX_VERSION}:${encoder.version}`;
  const embedded = await createEmbedded(options, version);
  if (!address) return embedded;
  const { FallbackIndex } = await import('./fallback.ts');
  const index = new FallbackIndex({ address, embedded, encoder, version, log });
  await index.start();
  return index;
}

async function createEmbedded({ dataDir, embedder, log }: Options, version: string): Promise<EmbeddedIndex> {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'search.db');
  try {
    return await open(path, version, embedder);
  } catch (error) {
    log.warn({ err: error }, 'the search index could not be read and is made anew');
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    return open(path, version, embedder);
  }
}

async function open(path: string, version: string, embedder: Encoder): Promise<EmbeddedIndex> {
  const store = new SearchStore(path);
  await store.prepare(version);
  return new EmbeddedIndex(store, embedder);
}
