import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Locale } from '#content/locales.ts';
import { createSearchIndex } from '#search/create.ts';
import type { Encoder } from '#search/encoder.ts';
import type { SearchDocument, SearchIndex } from '#search/index.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import {
  meilisearchEngine,
  rawMeilisearchEngine,
  startServer,
  type SearchEngine,
  type Server,
} from '../tests/evals/search-engines.ts';
import { demoSet, type SearchQuestion } from '../tests/evals/search-set.ts';
import { percentile, type Figure } from './figure.ts';
import { makeArticles } from './search-corpus.ts';

const SIZES = [10_000, 100_000];
/** Milliseconds a search may take at each size (p95), encoding of the question included, and a suggestion at any. */
const LIMITS: Record<number, number> = { 10_000: 10, 100_000: 30 };
const SUGGESTION_LIMIT = 5;
const ROUNDS = 2;

const mb = (bytes: number) => bytes / 2 ** 20;

/** What calls took, in milliseconds: by the clock, and of the processor (which other work on the machine does not lengthen). */
interface Timed {
  took: number[];
  worked: number[];
}

async function timed(
  asked: readonly SearchQuestion[],
  ask: (text: string, locale: Locale) => Promise<unknown>,
): Promise<Timed> {
  const timed: Timed = { took: [], worked: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const { text, locale } of asked) {
      // Other letters are capitals each round, so that no vector is taken from memory.
      const letters = Array.from(text, (letter, i) => (i % (ROUNDS + 1) === round ? letter.toUpperCase() : letter));
      const [from, before] = [performance.now(), process.cpuUsage()];
      await ask(letters.join(''), locale);
      const { user, system } = process.cpuUsage(before);
      timed.took.push(performance.now() - from);
      timed.worked.push((user + system) / 1000);
    }
  }
  return timed;
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

function latencies(what: string, { took, worked }: Timed, limit?: number): Figure[] {
  const byClock = [50, 95, 99].map((p): Figure => {
    const figure = { what: `${what}, p${p}`, value: percentile(took, p), unit: 'ms' };
    return limit !== undefined && p === 95 ? { ...figure, limit } : figure;
  });
  const ofProcessor = {
    what: `${what}, processor time of this process, p95`,
    value: percentile(worked, 95),
    unit: 'ms',
  };
  return [...byClock, ofProcessor];
}

async function measureSize(
  size: number,
  encoder: Encoder,
  server: Server,
  questions: readonly SearchQuestion[],
): Promise<Figure[]> {
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
  const others: Record<string, () => Promise<SearchEngine>> = {
    'Meilisearch alone': () => rawMeilisearchEngine(server),
    'Meilisearch search': () => meilisearchEngine(rememberingEncoder(encoder), server),
  };
  const wanted = process.env['ENGINES']?.split(',') ?? Object.keys(others);
  for (const [name, openEngine] of Object.entries(others)) {
    if (!wanted.includes(name)) continue;
    figures.push(...(await measureEngine(`${of}: ${name}`, await openEngine(), articles, questions)));
  }
  return figures;
}

async function measureEngine(
  what: string,
  engine: SearchEngine,
  articles: SearchDocument[],
  questions: readonly SearchQuestion[],
): Promise<Figure[]> {
  try {
    const began = performance.now();
    await engine.fill(articles);
    const taken = (performance.now() - began) / 1000;
    const took = await timed(questions, (text, locale) => engine.ask(text, locale));
    return [{ what: `${what}, taking them in`, value: taken, unit: 's' }, ...latencies(what, took)];
  } finally {
    await engine.close();
  }
}

/** Search over many more articles than are shipped: how fast, in how much memory, and whether other work has to wait. */
export async function measureSearchScale(): Promise<Figure[]> {
  const sizes = process.env['SIZES']?.split(',').map(Number) ?? SIZES;
  const questions = [...(await demoSet('ru')).questions, ...(await demoSet('en')).questions];
  const encoder = await createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v3', DATA_DIR: '/nonexistent' });
  const server = await startServer();
  const figures: Figure[] = [];
  for (const size of sizes) figures.push(...(await measureSize(size, encoder, server, questions)));
  await server.stop();
  await encoder.close();
  return figures;
}
