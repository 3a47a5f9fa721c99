import { measure } from '#search/quality.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import { embeddedEngine } from '../tests/evals/search-engines.ts';
import { askAll } from '../tests/evals/search-report.ts';
import { demoSet } from '../tests/evals/search-set.ts';
import { percentile, type Figure } from './figure.ts';

const ROUNDS = 5;

/** Asks the embedded index the hand-written questions about the shipped articles: how well (docs/search.md has more) and how fast. */
export async function measureSearch(): Promise<Figure[]> {
  const sets = [await demoSet('ru'), await demoSet('en')];
  const documents = sets[0]?.documents ?? [];
  const questions = sets.flatMap((set) => set.questions);
  const embedder = await createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v3', DATA_DIR: '/nonexistent' });
  const engine = await embeddedEngine(embedder);
  const started = performance.now();
  await engine.fill(documents);
  const indexMs = performance.now() - started;
  const { recallAt1, recallAt5 } = measure(await askAll(engine, { name: 'demo', documents, questions }));
  const latencies: number[] = [];
  for (let round = 1; round < ROUNDS; round++) {
    for (const { text, locale } of questions) {
      // Other letters are capitals each round, so that no vector is taken from memory.
      const letters = Array.from(text, (letter, i) => (i % ROUNDS < round ? letter.toUpperCase() : letter));
      const from = performance.now();
      await engine.ask(letters.join(''), locale);
      latencies.push(performance.now() - from);
    }
  }
  await engine.close();
  await embedder.close();
  return [
    { what: `search, ${documents.length} articles, p50`, value: percentile(latencies, 50), unit: 'ms' },
    { what: `search, ${documents.length} articles, p95`, value: percentile(latencies, 95), unit: 'ms', limit: 10 },
    { what: 'search, building the index', value: indexMs, unit: 'ms' },
    { what: `search, ${questions.length} questions, right article first`, value: recallAt1 * 100, unit: '%' },
    { what: `search, ${questions.length} questions, among the first five`, value: recallAt5 * 100, unit: '%' },
  ];
}
