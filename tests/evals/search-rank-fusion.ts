import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locale } from '#content/locales.ts';
import { EmbeddedIndex } from '#search/embedded.ts';
import type { Encoder } from '#search/encoder.ts';
import type { SearchDocument } from '#search/index.ts';
import { fullReading } from '#search/text.ts';
import { loadCollection, loadWords } from '#search/load-collection.ts';
import { languageOf } from '#search/rank.ts';
import { QuestionReader } from '#search/question-reader.ts';
import { SearchStore } from '#search/store.ts';
import type { SearchEngine } from './search-engines.ts';

/** The constant of reciprocal rank fusion, as it was proposed (Cormack, Clarke, Büttcher 2009). */
const K = 60;

/** The embedded index with the same evidence fused by ranks, to compare with the weighted sum that is used. */
export async function rankFusionEngine(embedder: Encoder): Promise<SearchEngine> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kabinet-eval-'));
  const store = new SearchStore(join(dataDir, 'search.db'));
  await store.prepare('evaluated');
  const index = new EmbeddedIndex(store, embedder);
  const reader = new QuestionReader(embedder);
  const audience = ['public'];
  const load = async () => ({
    collection: await loadCollection(store.read, embedder.dimensions, null),
    words: (await loadWords(store.read, embedder.dimensions, fullReading)).for(audience),
  });
  let loaded: Awaited<ReturnType<typeof load>> | null = null;
  return {
    async fill(documents: SearchDocument[]) {
      await index.rebuild(documents);
      loaded = await load();
    },
    async ask(text: string, locale: Locale) {
      const { collection, words } = (loaded ??= await load());
      const question = reader.read(text, words, {});
      const meaning = await reader.meaningOf(question, words);
      const candidates = collection.candidates(
        question,
        meaning,
        collection.readableIn({
          ...{ audience, locale, otherLocales: true },
          asked: languageOf(text) ?? locale,
        }),
      );
      const scores = new Map<string, number>();
      for (const evidence of ['words', 'cosine'] as const) {
        const order = candidates.filter((one) => one[evidence] > 0).sort((a, b) => b[evidence] - a[evidence]);
        for (const [rank, { document }] of order.entries()) {
          scores.set(document.id, (scores.get(document.id) ?? 0) + 1 / (K + rank + 1));
        }
      }
      return [...scores]
        .sort((a, b) => b[1] - a[1])
        .slice(0, 10)
        .map(([id]) => id);
    },
    async close() {
      await index.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
