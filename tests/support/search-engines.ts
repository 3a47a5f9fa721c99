import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSearchIndex } from '#search/create.ts';
import type { MovableSearchIndex } from '#search/index.ts';
import type { Embedder } from '#server/platform/embedder.ts';
import type { MeilisearchServer } from './meilisearch.ts';

export interface OpenedIndex {
  index: MovableSearchIndex;
  /** What was logged as a warning. */
  warnings: string[];
  /** Resolves when the engine holds what it was given. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** An empty index of its own: embedded, or Meilisearch on a server when one is given. */
export async function openIndex(
  embedder: Embedder,
  server: Pick<MeilisearchServer, 'url' | 'key'> | null,
  { dataDir = mkdtempSync(join(tmpdir(), 'kabinet-search-')), name = `test-${randomUUID()}` } = {},
): Promise<OpenedIndex> {
  const warnings: string[] = [];
  const log = {
    warn: (details: object, message: string) => {
      const { reason, err } = details as { reason?: string; err?: Error };
      warnings.push([message, reason ?? err?.message].filter(Boolean).join(': '));
    },
  };
  const meilisearch = server ? { url: server.url, key: server.key, index: name } : undefined;
  const index = await createSearchIndex({ dataDir, embedder, log, meilisearch });
  return {
    index,
    warnings,
    settled: async () => {
      while ((await index.state()).engine !== index.kind) await new Promise((resolve) => setImmediate(resolve));
    },
    close: async () => {
      await index.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
