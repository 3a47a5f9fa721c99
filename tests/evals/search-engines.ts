import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locale } from '#content/locales.ts';
import { createSearchIndex } from '#search/create.ts';
import { EmbeddedIndex } from '#search/embedded.ts';
import type { Encoder } from '#search/encoder.ts';
import type { SearchDocument, SearchIndex } from '#search/index.ts';
import { allIngredients, type Ingredients } from '#search/ingredients.ts';
import { SearchStore } from '#search/store.ts';
import { startMeilisearch } from '#support/meilisearch.ts';
import { RawMeilisearch } from './search-raw-meilisearch.ts';

/** Something that is asked questions: ids of what it found, best first, at most ten. */
export interface SearchEngine {
  fill(documents: SearchDocument[]): Promise<void>;
  ask(text: string, locale: Locale): Promise<string[]>;
  close(): Promise<void>;
}

/** The search port as the help center asks it. */
export class PortEngine implements SearchEngine {
  readonly #index: SearchIndex;
  readonly #end: () => void;

  constructor(index: SearchIndex, end: () => void) {
    this.#index = index;
    this.#end = end;
  }

  fill(documents: SearchDocument[]): Promise<void> {
    return this.#index.rebuild(documents);
  }

  async ask(text: string, locale: Locale): Promise<string[]> {
    const { hits } = await this.#index.search({
      query: text,
      locale,
      otherLocales: true,
      audience: ['public'],
      limit: 10,
    });
    return hits.map(({ id }) => id);
  }

  async close(): Promise<void> {
    await this.#index.close();
    this.#end();
  }
}

/** The embedded index, whole or with something left out. */
export async function embeddedEngine(embedder: Encoder, without: Partial<Ingredients> = {}): Promise<SearchEngine> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kabinet-eval-'));
  const store = new SearchStore(join(dataDir, 'search.db'));
  await store.prepare('evaluated');
  return new PortEngine(new EmbeddedIndex(store, embedder, { ...allIngredients, ...without }), () => {
    rmSync(dataDir, { recursive: true, force: true });
  });
}

/** A Meilisearch server: the one at MEILI_URL with MEILI_KEY, or else the packaged one, started for the purpose. */
export interface Server {
  url: string;
  key: string;
  stop(): Promise<void>;
}

export async function startServer(): Promise<Server> {
  const { MEILI_URL: url, MEILI_KEY: key = '' } = process.env;
  return url === undefined ? startMeilisearch() : { url, key, stop: () => Promise.resolve() };
}

/** Meilisearch as it comes: title and body, its own settings, one index for the readers of each language. */
export function rawMeilisearchEngine({ url, key }: Server): Promise<SearchEngine> {
  const server = new RawMeilisearch(url, key);
  return Promise.resolve({
    async fill(documents: SearchDocument[]) {
      for (const locale of ['ru', 'en'] as const) {
        const own = new Set(documents.filter((one) => one.locale === locale).map((one) => one.key));
        const readable = documents.filter((one) => one.locale === locale || !own.has(one.key));
        await server.fill(`raw-${locale}`, readable);
      }
    },
    ask: (text: string, locale: Locale) => server.search(`raw-${locale}`, text),
    close: () => Promise.resolve(),
  });
}

/** The Meilisearch adapter as the help center uses it. */
export async function meilisearchEngine(embedder: Encoder, { url, key }: Server): Promise<SearchEngine> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kabinet-eval-'));
  const log = { info: () => undefined, warn: console.warn, error: console.error };
  const index = await createSearchIndex({ dataDir, embedder, log, meilisearch: { url, key, index: 'evaluated' } });
  return new PortEngine(index, () => {
    rmSync(dataDir, { recursive: true, force: true });
  });
}
