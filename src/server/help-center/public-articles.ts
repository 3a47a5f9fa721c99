import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { articleBlocks, articles } from '#db/schema/help-center.ts';
import { localePath, type Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import type { VisitorViewer } from '../identity/index.ts';
import { articlePath } from './article.ts';
import { presentLink, resolveLinks, type ArticleLink } from './article.presenter.ts';
import { findArticle, listArticles } from './article.queries.ts';
import { listCategories, type Category } from './category.queries.ts';

/** Asks as somebody unknown: what is made of the answer is passed on, whoever asked for it. */
export const asAnyone = (ctx: Ctx, locale: Locale): Ctx<VisitorViewer> => ({
  ...ctx,
  viewer: { kind: 'visitor', visitorHash: null, locale },
});

/** An article as it is passed on: whole, with addresses within this site. */
export interface PublicArticle extends ArticleLink {
  categoryId: string;
  /** What customers ask in their own words. */
  questions: string[];
  /** Sanitized, its links resolved; links to what is not public are plain text. */
  html: string;
  /** Plain text of the body. */
  text: string;
}

export interface PublicEdition {
  locale: Locale;
  /** Topics in their order, also those without articles. */
  categories: Category[];
  /** Everything anyone may read in this language, most asked first. */
  links: (ArticleLink & { categoryId: string })[];
  /** Names what there is: another revision of any of it has another name. */
  name: string;
  /** Reads the articles one after the other; nothing is kept. */
  read: (links?: readonly ArticleLink[]) => AsyncGenerator<PublicArticle>;
}

const revisionsIn = prepared((db) =>
  db
    .select({ key: articles.key, revision: articles.revision })
    .from(articles)
    .where(and(eq(articles.status, 'published'), eq(articles.locale, sql.placeholder('locale')))),
);

/** Grows with every change of a block, which makes no revision of the articles that show it. */
const blockChanges = preparedOne((db) =>
  db
    .select({ count: sql<number>`count(*) + coalesce(sum(${articleBlocks.version}), 0)` })
    .from(articleBlocks)
    .where(eq(articleBlocks.locale, sql.placeholder('locale'))),
);

/** What anyone may read in one language, whoever asks. */
export async function getPublicEdition(ctx: Ctx, locale: Locale): Promise<PublicEdition> {
  const anyone = asAnyone(ctx, locale);
  const [categories, heads, revisions, blocks] = await Promise.all([
    listCategories(anyone, locale),
    listArticles(anyone, { locale }),
    revisionsIn(ctx.db.read, { locale }),
    blockChanges(ctx.db.read, { locale }),
  ]);
  const hrefs = new Map(heads.map((head) => [head.key, localePath(locale, articlePath(head.categoryId, head.key))]));
  const links = heads
    .filter((head) => head.locale === locale)
    .map((head) => ({ ...presentLink(head, locale), categoryId: head.categoryId }));
  const byKey = new Map(links.map((link) => [link.key, link]));
  const numbers = new Map(revisions.map(({ key, revision }) => [key, revision]));
  const made = links.map((link) => [link, numbers.get(link.key)]);
  return {
    locale,
    categories,
    links,
    name: createHash('sha256')
      .update(JSON.stringify([categories, made, blocks?.count]))
      .digest('base64url')
      .slice(0, 22),
    read: async function* (chosen = links) {
      for (const { key } of chosen) {
        const link = byKey.get(key);
        const article = link && (await findArticle(anyone, { key, locale }));
        // Gone meanwhile.
        if (article?.locale !== locale || !link) continue;
        const { html, text, questions } = article;
        yield { ...link, questions, html: resolveLinks(html, (other) => hrefs.get(other) ?? null), text };
      }
    },
  };
}

/** What is new and what changed, newest first. */
export async function listChangedArticles(
  ctx: Ctx,
  { locale, categoryId, limit }: { locale: Locale; categoryId?: string | undefined; limit: number },
): Promise<PublicArticle[]> {
  const { links, read } = await getPublicEdition(ctx, locale);
  const newest = links
    .filter((link) => categoryId === undefined || link.categoryId === categoryId)
    .sort((a, b) => b.updatedOn.localeCompare(a.updatedOn) || a.key.localeCompare(b.key))
    .slice(0, limit);
  return Array.fromAsync(read(newest));
}
