import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { locales, type Locale } from '#content/locales.ts';
import type { SearchDocument } from '#search/index.ts';
import { readContent } from '#server/help-center/seed-help-center.ts';
import { renderMarkdown } from '#server/platform/render-markdown.ts';

const questionSchema = z.object({
  /** What makes it hard: inflected, paraphrased, mistyped, layout, customer, translit, cross. */
  kind: z.string().default('all'),
  text: z.string(),
  locale: z.enum(locales),
  /** Ids of the documents that answer it. */
  relevant: z.array(z.string()).min(1),
});
export type SearchQuestion = z.output<typeof questionSchema>;

const articleSchema = z.object({ id: z.string(), locale: z.enum(locales), title: z.string(), body: z.string() });

/** Articles and the questions that are asked about them. */
export interface SearchSet {
  name: string;
  documents: SearchDocument[];
  questions: SearchQuestion[];
}

function readRows<T>(file: string | URL, schema: z.ZodType<T>): T[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const row = schema.safeParse(JSON.parse(line));
    if (!row.success) throw new Error(`${String(file)}:${i + 1}: ${row.error.issues[0]?.message ?? 'malformed'}`);
    return [row.data];
  });
}

/** The shipped articles with the hand-written questions of readers of one language. */
export async function demoSet(locale: Locale): Promise<SearchSet> {
  return {
    name: `demo, ${locale}`,
    documents: await shippedDocuments(),
    questions: readRows(new URL(`help-search.${locale}.jsonl`, import.meta.url), questionSchema),
  };
}

/** Any articles and questions in the format of `npm run eval:search`. */
export function setFromFiles(name: string, articles: string, queries: string): SearchSet {
  const documents = readRows(articles, articleSchema).map(({ id, locale, title, body }) => {
    const rest = { category: 'all', summary: '', questions: [], updatedOn: '2026-01-01', audience: ['public'] };
    return { id, key: id, locale, title, body, ...rest };
  });
  return { name, documents, questions: readRows(queries, questionSchema) };
}

/**
 * Every second question: weights and word families were chosen on the first half (and on /data dev sets), the second was only
 * looked at to report it.
 */
export const halfOf = (set: SearchSet, half: 'first' | 'second'): SearchSet => ({
  ...set,
  questions: set.questions.filter((_, i) => i % 2 === (half === 'first' ? 0 : 1)),
});

/** The shipped articles as the help center puts them in, with what customers call their topics. */
export async function shippedDocuments(): Promise<SearchDocument[]> {
  const { files, categories } = await readContent();
  const topics = new Map(categories.map((category) => [category.id, category]));
  const phrasesOf = (id: string | undefined, locale: Locale): string[] => {
    const topic = id === undefined ? undefined : topics.get(id);
    return topic ? [...phrasesOf(topic.parent, locale), ...(topic.phrases?.[locale] ?? [])] : [];
  };
  return files.map(({ key, locale, categoryId, title, summary, questions, body, updatedOn }) => ({
    id: `${key}:${locale}`,
    key,
    locale,
    category: categoryId,
    title,
    summary,
    questions,
    phrases: phrasesOf(categoryId, locale),
    body: renderMarkdown(body).text,
    updatedOn,
    audience: ['public'],
  }));
}
