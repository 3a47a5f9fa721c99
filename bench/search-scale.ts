import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Locale } from '#content/locales.ts';
import { createSearchIndex } from '#search/create.ts';
import type { Encoder } from '#search/encoder.ts';
import type { SearchDocument, SearchIndex } from '#search/index.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import { openRawMeilisearch } from '../tests/evals/search-engines.ts';
import { demoSet, type SearchQuestion } from '../tests/evals/search-set.ts';
import { percentile, type Figure } from './figure.ts';
import { makeArticles } from './search-corpus.ts';

const SIZES = [10_000, 100_000];
/** Milliseconds a search may take at each size (p95), encoding of the question included, and a suggestion at any. */
const LIMITS: Record<number, number> = { 10_000: 10, 100_000: 30 };
const SUGGESTION_LIMIT = 5;
const ROUNDS = 2;

const mb = (bytes: number) => bytes / 2 ** 20;

/** Times one call after the other: what each took, in milliseconds. */
async function timed(asked: readonly SearchQuestion[], ask: (text: string, locale: Locale) => Promise<unknown>) {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const { text, locale } of asked) {
      // Other letters are capitals each round, so that no vector is taken from memory.
      const typed = Array.from(text, (letter, i) => (i % (ROUNDS + 1) === round ? letter.toUpperCase() : letter)).join(
        '',
      );
      const from = performance.now();
      await ask(typed, locale);
      took.push(performance.now() - from);
    }
  }
  return took;
}

/** How long other work of the process had to wait at most while `work` went on, in milliseconds. */
async function longestStall(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

/** The made articles repeat passages: each is encoded once, or making 100,000 would take ten minutes for nothing new. */
function rememberingEncoder(encoder: Encoder): Encoder {
  const known = new Map<string, Float32Array | null>();
  return {
    version: encoder.version,
    dimensions: encoder.dimensions,
    words: encoder.words,
    async embed(texts) {
      const fresh = [...new Set(texts.filter((text) => !known.has(text)))];
      const vectors = fresh.length > 0 ? await encoder.embed(fresh) : [];
      for (const [i, text] of fresh.entries()) known.set(text, vectors[i] ?? null);
      return texts.map((text) => known.get(text) ?? null);
    },
  };
}

const latencies = (what: string, took: readonly number[], limit?: number): Figure[] =>
  [50, 95, 99].map((p) => ({
    what: `${what}, p${p}`,
    value: percentile(took, p),
    unit: 'ms',
    ...(limit !== undefined && p === 95 ? { limit } : {}),
  }));

async function measureSize(size: number, encoder: Encoder, questions: readonly SearchQuestion[]): Promise<Figure[]> {
  const articles = await makeArticles(size);
  const of = `${size.toLocaleString('en')} articles`;
  const dataDir = mkdtempSync(join(tmpdir(), 'kabinet-bench-'));
  const open = (embedder: Encoder): Promise<SearchIndex> =>
    createSearchIndex({ dataDir, embedder, log: { warn: console.warn } });
  const figures: Figure[] = [];
  try {
    const building = await open(rememberingEncoder(encoder));
    const began = performance.now();
    const buildStall = await longestStall(() => building.rebuild(articles));
    figures.push(
      { what: `${of}: building the index`, value: (performance.now() - began) / 1000, unit: 's' },
      { what: `${of}: longest stall of other work while building`, value: buildStall, unit: 'ms' },
    );
    await building.close();

    globalThis.gc?.();
    const before = process.memoryUsage();
    const index = await open(encoder);
    const search = (text: string, locale: Locale) =>
      index.search({ query: text, locale, otherLocales: true, audience: ['public'], limit: 10 });
    const opened = performance.now();
    const loadStall = await longestStall(() => search('заказ', 'ru'));
    const loaded = performance.now() - opened;
    globalThis.gc?.();
    const after = process.memoryUsage();
    figures.push(
      { what: `${of}: opening it`, value: loaded / 1000, unit: 's' },
      { what: `${of}: longest stall while opening`, value: loadStall, unit: 'ms' },
      {
        what: `${of}: memory it takes`,
        value: mb(after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers),
        unit: 'MB',
      },
      ...latencies(`${of}: embedded search`, await timed(questions, search), LIMITS[size]),
    );
    const suggest = (text: string, locale: Locale) =>
      index.suggest({
        query: text.slice(0, Math.max(3, Math.ceil(text.length * 0.6))),
        locale,
        audience: ['public'],
        limit: 7,
      });
    figures.push(...latencies(`${of}: suggestions`, await timed(questions, suggest), SUGGESTION_LIMIT));
    const changed: SearchDocument = { ...(articles[0] as SearchDocument), body: 'Новый текст.' };
    const edit = performance.now();
    const editStall = await longestStall(() => index.upsert([changed]));
    figures.push(
      { what: `${of}: an edited article is found after`, value: performance.now() - edit, unit: 'ms' },
      { what: `${of}: longest stall of it`, value: editStall, unit: 'ms' },
    );
    await index.close();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  return [...figures, ...(await measureRaw(of, articles, questions))];
}

/** Plain requests to Meilisearch over the same articles, for comparison. */
async function measureRaw(
  of: string,
  articles: SearchDocument[],
  questions: readonly SearchQuestion[],
): Promise<Figure[]> {
  const raw = await openRawMeilisearch();
  if (!raw) return [];
  try {
    const began = performance.now();
    await raw.fill(articles);
    return [
      { what: `${of}: Meilisearch alone takes them in`, value: (performance.now() - began) / 1000, unit: 's' },
      ...latencies(`${of}: Meilisearch alone`, await timed(questions, (text, locale) => raw.ask(text, locale))),
    ];
  } finally {
    await raw.close();
  }
}

/** Search over many more articles than are shipped: how fast, in how much memory, and whether other work has to wait. */
export async function measureSearchScale(): Promise<Figure[]> {
  const sizes = process.env['SIZES']?.split(',').map(Number) ?? SIZES;
  const questions = [...(await demoSet('ru')).questions, ...(await demoSet('en')).questions];
  const encoder = await createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v2', DATA_DIR: '/nonexistent' });
  const figures: Figure[] = [];
  for (const size of sizes) figures.push(...(await measureSize(size, encoder, questions)));
  await encoder.close();
  return figures;
}
