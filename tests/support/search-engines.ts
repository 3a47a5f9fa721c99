import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSearchIndex } from '#search/create.ts';
import type { SearchDocument, SearchIndex } from '#search/index.ts';
import { readContent } from '#server/help-center/seed-help-center.ts';
import type { Embedder } from '#server/platform/embedder.ts';
import { renderMarkdown } from '#server/platform/render-markdown.ts';
import type { MeilisearchServer } from './meilisearch.ts';

export interface OpenedIndex {
  index: SearchIndex;
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
  const log = { warn: (_: object, message: string) => void warnings.push(message) };
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

/** The articles a new installation begins with, all of them public. */
export async function shippedDocuments(): Promise<SearchDocument[]> {
  const { files } = await readContent();
  return files.map(({ key, locale, categoryId, title, summary, questions, body, updatedOn }) => ({
    id: `${key}:${locale}`,
    ...{ key, locale, category: categoryId, title, summary, questions, updatedOn },
    body: renderMarkdown(body).text,
    audience: ['public'],
  }));
}
