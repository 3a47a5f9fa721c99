import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createSearchIndex } from '#search/create.ts';
import type { Encoder } from '#search/encoder.ts';
import type { SearchIndex } from '#search/index.ts';

export const engines = ['embedded', 'meilisearch'] as const;
export type Engine = (typeof engines)[number];

/** An empty index to be measured. */
export interface MeasuredIndex {
  index: SearchIndex;
  /** What it takes on the disk. */
  bytes(): Promise<number>;
  /** @throws Error when some questions were not answered by the engine that is measured */
  assertAnswered(): Promise<void>;
  close(): Promise<void>;
}

const sizeOf = (folder: string): number =>
  readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);

/** Opens an engine on an empty index; Meilisearch at MEILI_URL with MEILI_KEY or, without them, the packaged server. */
export async function openEngine(engine: Engine, dataDir: string, embedder: Encoder): Promise<MeasuredIndex> {
  const log = { warn: console.warn };
  if (engine === 'embedded') {
    const index = await createSearchIndex({ dataDir, embedder, log });
    return {
      index,
      bytes: () => Promise.resolve(sizeOf(dataDir)),
      assertAnswered: () => Promise.resolve(),
      close: () => index.close(),
    };
  }
  const { Meilisearch } = await import('meilisearch');
  const server = await openServer();
  const name = `eval-${randomUUID()}`;
  const client = new Meilisearch({ host: server.url, apiKey: server.key });
  const meilisearch = { ...server, index: name };
  const index = await createSearchIndex({ dataDir, embedder, log, meilisearch });
  return {
    index,
    bytes: async () => sizeOf(dataDir) + (await client.index(name).getStats()).rawDocumentDbSize,
    assertAnswered: async () => {
      const { stoodIn, problem } = await index.state();
      if (stoodIn > 0) throw new Error(`${stoodIn} questions were answered by the embedded index: ${problem ?? ''}`);
    },
    close: async () => {
      await index.close();
      await client.deleteIndex(name).waitTask();
      await server.stop();
    },
  };
}

async function openServer(): Promise<{ url: string; key: string; stop: () => Promise<void> }> {
  const { MEILI_URL: url, MEILI_KEY: key } = process.env;
  if (url && key) return { url, key, stop: () => Promise.resolve() };
  const { startMeilisearch } = await import('#support/meilisearch.ts');
  return startMeilisearch();
}
