import { mkdirSync } from 'node:fs';
import { EmbeddedIndex } from './embedded.ts';
import type { Encoder } from './encoder.ts';
import { indexFiles, removeIndexFile } from './index-files.ts';
import type { MeilisearchAddress } from './meilisearch/connection.ts';
import { INDEX_VERSION } from './settings.ts';
import { SearchStore } from './store.ts';
import { SwitchingIndex, type Front } from './switching.ts';

interface Options {
  /** Folder of the installation's data; the embedded index is a file in it (index-files.ts). */
  dataDir: string;
  embedder: Encoder;
  /** Answers in front of the embedded index, when there is one. */
  meilisearch?: MeilisearchAddress | undefined;
  log: { warn(details: object, message: string): void };
}

/**
 * Opens the search index. One made by another version of the index or the encoder is emptied, and one that cannot be read is
 * thrown away: the help center fills it again from the articles (ensureSearchIndex). To another encoder it is moved while it answers
 * (`prepare`).
 */
export async function createSearchIndex(options: Options): Promise<SwitchingIndex> {
  const { dataDir, embedder, meilisearch: address, log } = options;
  const version = `${INDEX_VERSION}:${embedder.version}`;
  mkdirSync(dataDir, { recursive: true });
  const { serving } = await indexFiles(dataDir);
  const { path } = serving;
  const embedded = await open(path, version, embedder).catch((error: unknown) => {
    log.warn({ err: error }, 'the search index could not be read and is made anew');
    removeIndexFile(path);
    return open(path, version, embedder);
  });
  const front = await frontOf(address, log);
  const number = Math.max(1, serving.number);
  const index = new SwitchingIndex({ dataDir, log, front }, { embedded, path, version, number }, embedder);
  await index.start();
  return index;
}

async function open(path: string, version: string, encoder: Encoder): Promise<EmbeddedIndex> {
  const store = new SearchStore(path);
  await store.prepare(version);
  return new EmbeddedIndex(store, encoder);
}

async function frontOf(
  address: MeilisearchAddress | undefined,
  log: Options['log'],
): Promise<(embedded: EmbeddedIndex, encoder: Encoder, version: string) => Front> {
  if (!address) return (embedded) => embedded;
  const { FallbackIndex } = await import('./fallback.ts');
  return (embedded, encoder, version) => new FallbackIndex({ address, embedded, encoder, version, log });
}
