import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { locales } from '#content/locales.ts';
import { createSearchIndex } from '#search/create.ts';
import { measure, percentile } from '#search/quality.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import { readContent } from '#server/help-center/seed-help-center.ts';
import { renderMarkdown } from '#server/help-center/render-markdown.ts';

/** Asks the embedded index the hand-written questions of tests/evals about the shipped articles: how well and how fast. */
const questionSchema = z.object({
  kind: z.string(),
  text: z.string(),
  locale: z.enum(locales),
  relevant: z.array(z.string()),
});
const ROUNDS = 5;

const lines = readFileSync(new URL('../tests/evals/help-search.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const questions = lines.map((line) => questionSchema.parse(JSON.parse(line)));
const dataDir = mkdtempSync(join(tmpdir(), 'kabinet-bench-'));
const embedder = await createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v2', DATA_DIR: dataDir });
const index = await createSearchIndex({ dataDir, embedder, log: { warn: console.warn } });
const { files } = await readContent();
const started = performance.now();
await index.rebuild(
  files.map(({ key, locale, categoryId, title, summary, questions: asked, body, updatedOn }) => {
    const text = renderMarkdown(body).text;
    return {
      id: `${key}:${locale}`,
      key,
      locale,
      category: categoryId,
      title,
      summary,
      questions: asked,
      body: text,
      updatedOn,
    };
  }),
);
const indexMs = Math.round(performance.now() - started);

const asked: { kind: string; text: string; found: string[]; relevant: string[] }[] = [];
const latencies: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  for (const { kind, text, locale, relevant } of questions) {
    // Another letter case each round, so that no round is answered from memory.
    const query = [...text].map((letter, i) => (i % ROUNDS < round ? letter.toUpperCase() : letter)).join('');
    const from = performance.now();
    const { hits } = await index.search({ query, locale, otherLocales: true, limit: 10 });
    if (round > 0) latencies.push(performance.now() - from);
    else asked.push({ kind, text, found: hits.map(({ key }) => key), relevant });
  }
}
await index.close();
await embedder.close();
rmSync(dataDir, { recursive: true, force: true });

/** Any of several right articles will do. */
const anyOf = (some: typeof asked) =>
  measure(
    some.map(({ found, relevant }) => ({
      found,
      relevant: [found.find((key) => relevant.includes(key)) ?? relevant[0] ?? ''],
    })),
  );
const kinds = [...new Set(asked.map(({ kind }) => kind))];
console.table(
  Object.fromEntries([
    ...kinds.map((kind) => [
      kind,
      {
        questions: asked.filter((one) => one.kind === kind).length,
        ...anyOf(asked.filter((one) => one.kind === kind)),
      },
    ]),
    ['all', { questions: asked.length, ...anyOf(asked) }],
  ]),
);
console.table({
  'search, ms': {
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
    'index, ms': indexMs,
  },
});
for (const { text, found, relevant } of asked) {
  if (!found.slice(0, 5).some((key) => relevant.includes(key)))
    console.log(`missed: «${text}» wanted ${relevant.join(', ')}, found ${found.slice(0, 5).join(', ') || 'nothing'}`);
}
