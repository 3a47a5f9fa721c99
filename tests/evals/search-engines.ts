import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locale } from '#content/locales.ts';
import { EmbeddedIndex } from '#search/embedded.ts';
import type { Encoder } from '#search/encoder.ts';
import type { SearchDocument, SearchIndex } from '#search/index.ts';
import { allIngredients, type Ingredients } from '#search/ingredients.ts';
import { SearchStore } from '#search/store.ts';
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

/** Meilisearch as it comes: title and body, its own settings, one index for the readers of each language. */
export class RawMeilisearchEngine implements SearchEngine {
  readonly #server: RawMeilisearch;

  constructor(server: RawMeilisearch) {
    this.#server = server;
  }

  async fill(documents: SearchDocument[]): Promise<void> {
    for (const locale of ['ru', 'en'] as const) {
      const own = new Set(documents.filter((one) => one.locale === locale).map(({ key }) => key));
      const readable = documents.filter((one) => one.locale === locale || !own.has(one.key));
      await this.#server.fill(`raw-${locale}`, readable);
    }
  }

  ask(text: string, locale: Locale): Promise<string[]> {
    return this.#server.search(`raw-${locale}`, text);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Meilisearch as it comes, at MEILI_URL with MEILI_KEY; null where there is none. */
export async function openRawMeilisearch(): Promise<SearchEngine | null> {
  const { MEILI_URL: url, MEILI_KEY: key = '' } = process.env;
  return url === undefined ? null : new RawMeilisearchEngine(new RawMeilisearch(url, key));
}
