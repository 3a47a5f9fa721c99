import { stampOf } from '#search/stamp.ts';
import type { SearchDocument } from '#search/index.ts';
import type { Ctx } from '../context.ts';
import type { Article } from './article.ts';
import { listPublishedArticles } from './article.queries.ts';
import { phrasesOfTopics } from './category.queries.ts';
import { tokensOf } from './audience.ts';

/** What customers call a topic, by its id and a language. */
type Phrases = Awaited<ReturnType<typeof phrasesOfTopics>>;

/**
 * What the search index is told of an article. It is found by what customers call its topic, too: on the demo's questions
 * that found more than leading to the topic alone (docs/help-center.md).
 */
export const toSearchDocument = (article: Article, phrases: Phrases): SearchDocument => ({
  id: `${article.key}:${article.locale}`,
  key: article.key,
  locale: article.locale,
  category: article.categoryId,
  title: article.title,
  summary: article.summary,
  questions: article.questions,
  phrases: phrases(article.categoryId, article.locale),
  body: article.text,
  updatedOn: article.updatedOn,
  audience: tokensOf(article),
});

export interface IndexChange {
  kind: 'current' | 'updated' | 'rebuilt';
  documents: number;
}

/**
 * Brings the search index up to what is published: builds it when it is empty or of an older version, else puts in what
 * changed while nobody listened (a restored backup, a deleted file) and takes out what is gone.
 */
export async function ensureSearchIndex(ctx: Pick<Ctx, 'db' | 'platform'>): Promise<IndexChange> {
  const { search } = ctx.platform;
  const documents = await allDocuments(ctx);
  const stamps = await search.stamps();
  if (stamps.size === 0) {
    if (documents.length === 0) return { kind: 'current', documents: 0 };
    await search.rebuild(documents);
    return { kind: 'rebuilt', documents: documents.length };
  }
  const changed = documents.filter((document) => stamps.get(document.id) !== stampOf(document));
  const wanted = new Set(documents.map(({ id }) => id));
  const gone = [...stamps.keys()].filter((id) => !wanted.has(id));
  if (changed.length > 0) await search.upsert(changed);
  if (gone.length > 0) await search.remove(gone);
  return { kind: changed.length + gone.length > 0 ? 'updated' : 'current', documents: documents.length };
}

/** Builds the whole index anew; searches go on over the old one meanwhile. */
export async function rebuildSearchIndex(ctx: Pick<Ctx, 'db' | 'platform'>): Promise<number> {
  const documents = await allDocuments(ctx);
  await ctx.platform.search.rebuild(documents);
  return documents.length;
}

async function allDocuments(ctx: Pick<Ctx, 'db'>): Promise<SearchDocument[]> {
  const [articles, phrases] = await Promise.all([listPublishedArticles(ctx), phrasesOfTopics(ctx.db.read)]);
  return articles.map((article) => toSearchDocument(article, phrases));
}
