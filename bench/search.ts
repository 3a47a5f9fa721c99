import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { locales } from '#content/locales.ts';
import { createSearchIndex } from '#search/create.ts';
import type { SearchDocument, SearchIndex } from '#search/index.ts';
import { measure } from '#search/quality.ts';
import { renderMarkdown } from '#server/platform/render-markdown.ts';
import { readContent } from '#server/help-center/seed-help-center.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import { percentile, type Figure } from './figure.ts';

const questionSchema = z.object({
  kind: z.string(),
  text: z.string(),
  locale: z.enum(locales),
  relevant: z.array(z.string()),
});
type Question = z.output<typeof questionSchema>;
interface Answered extends Question {
  found: string[];
}

const QUESTIONS = new URL('../tests/evals/help-search.jsonl', import.meta.url);
const ROUNDS = 5;

/** Asks the embedded index the hand-written questions about the shipped articles: how well and how fast. */
export async function measureSearch(): Promise<{ figures: Figure[]; answered: Answered[] }> {
  const questions = readFileSync(QUESTIONS, 'utf8')
    .trim()
    .split('\n')
    .map((line) => questionSchema.parse(JSON.parse(line)));
  const dataDir = mkdtempSync(join(tmpdir(), 'kabinet-bench-'));
  const embedder = await createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v2', DATA_DIR: dataDir });
  const index = await createSearchIndex({ dataDir, embedder, log: { warn: console.warn } });
  const documents = await shippedDocuments();
  const started = performance.now();
  await index.rebuild(documents);
  const indexMs = performance.now() - started;

  const answered: Answered[] = [];
  for (const question of questions) answered.push({ ...question, found: await ask(index, question) });
  const latencies: number[] = [];
  for (let round = 1; round < ROUNDS; round++) {
    for (const question of questions) {
      // Other letters are capitals each round, so that no vector is taken from memory.
      const text = Array.from(question.text, (letter, i) => (i % ROUNDS < round ? letter.toUpperCase() : letter)).join(
        '',
      );
      const from = performance.now();
      await ask(index, { ...question, text });
      latencies.push(performance.now() - from);
    }
  }
  await index.close();
  await embedder.close();
  rmSync(dataDir, { recursive: true, force: true });
  const { recallAt1, recallAt5 } = quality(answered);
  return {
    answered,
    figures: [
      { what: `search, ${documents.length} articles, p50`, value: percentile(latencies, 50), unit: 'ms' },
      { what: `search, ${documents.length} articles, p95`, value: percentile(latencies, 95), unit: 'ms', limit: 10 },
      { what: 'search, building the index', value: indexMs, unit: 'ms' },
      { what: `search, ${questions.length} questions, right article first`, value: recallAt1 * 100, unit: '%' },
      { what: `search, ${questions.length} questions, among the first five`, value: recallAt5 * 100, unit: '%' },
    ],
  };
}

async function ask(index: SearchIndex, { text, locale }: Question): Promise<string[]> {
  const { hits } = await index.search({ query: text, locale, otherLocales: true, audience: ['public'], limit: 10 });
  return hits.map(({ key }) => key);
}

async function shippedDocuments(): Promise<SearchDocument[]> {
  const { files } = await readContent();
  return files.map(({ key, locale, categoryId, title, summary, questions, body, updatedOn }) => {
    const text = renderMarkdown(body).text;
    return {
      id: `${key}:${locale}`,
      key,
      locale,
      category: categoryId,
      title,
      summary,
      questions,
      body: text,
      updatedOn,
      audience: ['public'],
    };
  });
}

/** Any of several right articles will do. */
const quality = (some: readonly Answered[]) =>
  measure(
    some.map(({ found, relevant }) => {
      return { found, relevant: [found.find((key) => relevant.includes(key)) ?? relevant[0] ?? ''] };
    }),
  );

/** `node bench/search.ts`: by kind of question, and what was missed. */
if (import.meta.main) {
  const { figures, answered } = await measureSearch();
  const kinds = [...new Set(answered.map(({ kind }) => kind))];
  const ofKind = (kind: string) => answered.filter((one) => one.kind === kind);
  console.table(
    Object.fromEntries([
      ...kinds.map((kind) => [kind, { questions: ofKind(kind).length, ...quality(ofKind(kind)) }]),
      ['all', { questions: answered.length, ...quality(answered) }],
    ]),
  );
  for (const { what, value, unit } of figures) console.log(`${what}: ${value.toFixed(1)} ${unit}`);
  for (const { text, found, relevant } of answered) {
    const first = found.slice(0, 5);
    if (first.some((key) => relevant.includes(key))) continue;
    console.log(`missed: «${text}», wanted ${relevant.join(' or ')}, found ${first.join(', ') || 'nothing'}`);
  }
}
