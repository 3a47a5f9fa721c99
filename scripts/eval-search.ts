import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { locales } from '#content/locales.ts';
import { measure, percentile } from '#search/quality.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import { engines, openEngine, type Engine } from './eval-engine.ts';
import { readRows, refuse } from './eval-rows.ts';

/**
 * `npm run --silent eval:search -- --articles a.jsonl --queries q.jsonl --engine embedded|meilisearch --out result.json`
 * Fills a temporary index with the articles, asks it the questions exactly as the help center does, and says how well it did.
 * Meilisearch is the one at MEILI_URL with MEILI_KEY, on an index of its own, or else the packaged one, started for the purpose.
 */
const articleSchema = z.object({ id: z.string(), locale: z.enum(locales), title: z.string(), body: z.string() });
const querySchema = z.object({ text: z.string(), locale: z.enum(locales), relevant: z.array(z.string()).min(1) });

const isEngine = (name: string): name is Engine => engines.some((engine) => engine === name);

function readOptions() {
  const { values } = parseArgs({
    options: {
      articles: { type: 'string' },
      queries: { type: 'string' },
      engine: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const { articles, queries, engine = 'embedded', out } = values;
  if (!articles || !queries)
    refuse('usage: eval:search -- --articles FILE --queries FILE [--engine embedded|meilisearch] [--out FILE]');
  if (!isEngine(engine)) refuse(`--engine ${engine} is not known: use ${engines.join(' or ')}`);
  return { articles, queries, engine, out };
}

const options = readOptions();
const articles = readRows(options.articles, articleSchema);
const queries = readRows(options.queries, querySchema);
const dataDir = mkdtempSync(join(tmpdir(), 'kabinet-eval-'));

try {
  const embedder = await createEmbedder({
    EMBEDDING_MODEL: process.env['EMBEDDING_MODEL'] ?? 'static-ru-en-v3',
    DATA_DIR: dataDir,
  });
  const { index, ...measured } = await openEngine(options.engine, dataDir, embedder);
  const started = performance.now();
  await index.rebuild(
    articles.map(({ id, locale, title, body }) => {
      return {
        id,
        key: id,
        locale,
        category: 'all',
        title,
        summary: '',
        questions: [],
        body,
        updatedOn: '2026-01-01',
        audience: ['public'],
      };
    }),
  );
  const indexMs = performance.now() - started;
  const latencies: number[] = [];
  const asked = [];
  for (const { text, locale, relevant } of queries) {
    const from = performance.now();
    const { hits } = await index.search({ query: text, locale, otherLocales: true, audience: ['public'], limit: 10 });
    latencies.push(performance.now() - from);
    asked.push({ found: hits.map(({ id }) => id), relevant });
  }
  await measured.assertAnswered();
  const indexBytes = await measured.bytes();
  await measured.close();
  await embedder.close();
  const result = {
    queries: queries.length,
    ...measure(asked),
    latencyMs: { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95), p99: percentile(latencies, 0.99) },
    indexMs: Math.round(indexMs),
    indexBytes,
  };
  console.table({ [options.engine]: { ...result, latencyMs: Object.values(result.latencyMs).join(' / ') } });
  if (options.out) writeFileSync(options.out, `${JSON.stringify(result)}\n`);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
