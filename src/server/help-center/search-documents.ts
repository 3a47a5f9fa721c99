import { stampOf } from '#search/stamp.ts';
import type { SearchDocument } from '#search/index.ts';
import type { Ctx } from '../context.ts';
import type { Article } from './article.ts';
import { listPublishedArticles } from './article.queries.ts';
import { tokensOf } from './audience.ts';

/** What the search index is told of an article. */
export const toSearchDocument = (article: Article): SearchDocument => ({
  id: `${article.key}:${article.locale}`,
  key: article.key,
  locale: article.locale,
  category: article.categoryId,
  title: article.title,
  summary: article.summary,
  questions: article.questions,
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
  const documents = (await listPublishedArticles(ctx)).map(toSearchDocument);
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
  const documents = (await listPublishedArticles(ctx)).map(toSearchDocument);
  await ctx.platform.search.rebuild(documents);
  return documents.length;
}
