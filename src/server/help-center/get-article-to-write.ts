import { locales, type Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { articlePath } from './article.ts';
import { canPublishRevision, canWriteArticles } from './article.policy.ts';
import type { ArticleStatus } from './article.ts';
import {
  findCategory,
  findRevision,
  findVersionRows,
  findWorkingRevision,
  lastVersion,
  namesOfWriters,
  type ArticleRow,
} from './revision.queries.ts';
import { contentOf, isOutdated, sameContent, type ArticleAddress, type Content, type Revision } from './revision.ts';

/** A language of an article, as its editor's tabs show it. */
export interface VersionTab {
  locale: Locale;
  /** Null where there is none yet. */
  status: ArticleStatus | null;
}

/** An article in one language with everything its editor needs. */
export interface ArticleToWrite extends ArticleAddress {
  status: ArticleStatus;
  /** Number of the revision readers see; 0 for none. */
  shown: number;
  categoryId: string;
  category: string;
  /** Nobody publishes here what nobody else has read. */
  reviewed: boolean;
  path: string;
  audience: ArticleRow['audience'];
  working: Revision | null;
  /** Its title, or the last one it had where its draft has none. */
  name: string;
  /** What the form begins with: the text being worked on, or the shown one. */
  content: Content;
  /** Which save it began with: that of the shown text where nobody is working on another. */
  version: number;
  mayPublish: boolean;
  /** The viewer wrote what waits for a review, or handed it in. */
  isOwnReview: boolean;
  tabs: VersionTab[];
  /** What this is a translation of, when it has changed since. */
  behind: { locale: Locale; from: number; to: number } | null;
  /** Where the original has a newer revision than this was made from: which, and whether the text is thought to follow it. */
  original: { revision: number; isFollowed: boolean } | null;
  underReviewAt: Date | null;
  /** Names by id of whoever had to do with the text that is being worked on. */
  names: ReadonlyMap<string, string>;
}

/** Null where there is no such article, or for whoever does not write. */
export async function getArticleToWrite(ctx: Ctx, address: ArticleAddress): Promise<ArticleToWrite | null> {
  const { viewer } = ctx;
  if (!canWriteArticles(viewer)) return null;
  const versions = await findVersionRows(ctx.db.read, address.key);
  const article = versions.find(({ locale }) => locale === address.locale);
  if (!article) return null;
  const [category, working, shown] = await Promise.all([
    findCategory(ctx.db.read, article.categoryId),
    findWorkingRevision(ctx.db.read, article.id),
    findRevision(ctx.db.read, article.id, article.revision),
  ]);
  const reviewed = category?.reviewed ?? false;
  const source = versions.find(({ locale }) => locale === article.sourceLocale) ?? null;
  const isBehind = isOutdated(article, source);
  const asker = viewer.kind === 'user' ? viewer.locale : address.locale;
  return {
    ...address,
    status: article.status,
    shown: article.revision,
    categoryId: article.categoryId,
    category: category?.title[asker] ?? article.categoryId,
    reviewed,
    path: articlePath(article.categoryId, article.key),
    audience: article.audience,
    working,
    name: working?.title || article.title,
    content: contentOf(working ?? article),
    version: (working ?? shown)?.version ?? (await lastVersion(ctx.db.read, article.id)),
    mayPublish: canPublishRevision(viewer, working ?? { state: 'draft', authorId: null, submittedBy: null }, {
      reviewed,
    }),
    isOwnReview:
      working?.state === 'in_review' &&
      viewer.kind === 'user' &&
      [working.authorId, working.submittedBy].includes(viewer.userId),
    tabs: locales.map((locale) => ({
      locale,
      status: versions.find((each) => each.locale === locale)?.status ?? null,
    })),
    behind:
      isBehind && source ? { locale: source.locale, from: article.sourceRevision ?? 0, to: source.revision } : null,
    original: await originalOf(ctx, { article, source, working }),
    underReviewAt: article.underReviewAt,
    names: await namesOfWriters(ctx, working ? [working] : [], []),
  };
}

/** A text that became another one after the original did is thought to follow it, until its editor says something else. */
async function originalOf(
  ctx: Ctx,
  { article, source, working }: { article: ArticleRow; source: ArticleRow | null; working: Revision | null },
): Promise<ArticleToWrite['original']> {
  if (!source || article.sourceRevision === null || source.revision <= article.sourceRevision) return null;
  const { revision } = source;
  if (!working || working.sourceRevision !== null) {
    return { revision, isFollowed: (working?.sourceRevision ?? 0) >= revision };
  }
  const isChanged = article.revision === 0 || !sameContent(working, article);
  const shown = await findRevision(ctx.db.read, source.id, revision);
  return { revision, isFollowed: isChanged && (shown?.publishedAt ?? source.createdAt) <= working.savedAt };
}
