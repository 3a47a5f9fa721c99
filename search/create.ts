import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedIndex } from './embedded.ts';
import type { Encoder } from './encoder.ts';
import type { SearchIndex } from './index.ts';
import { INDEX_VERSION } from './settings.ts';
import { SearchStore } from './store.ts';

interface Options {
  /** Folder of the installation's data; the embedded index is `search.db` in it. */
  dataDir: string;
  embedder: Encoder;
  log: { warn(details: object, message: string): void };
}

/**
 * Opens the search index. One made by another version of the index or the encoder is emptied, and one that cannot be read is
 * thrown away: the help center fills it again from the articles (ensureSearchIndex).
 */
export async function createSearchIndex({ dataDir, embedder, log }: Options): Promise<SearchIndex> {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'search.db');
  const version = `${INDEX_VERSION}:${embedder.version}`;
  try {
    return await open(path, version, embedder);
  } catch (error) {
    log.warn({ err: error }, 'the search index could not be read and is made anew');
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    return open(path, version, embedder);
  }
}

async function open(path: string, version: string, embedder: Encoder): Promise<SearchIndex> {
  const store = new SearchStore(path);
  await store.prepare(version);
  return new EmbeddedIndex(store, embedder);
}
