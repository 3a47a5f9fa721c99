import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { canWriteArticles } from './article.policy.ts';
import { resolveLinks } from './article.presenter.ts';
import { listArticles } from './article.queries.ts';
import { articlePath } from './article.ts';
import { restrictedFiles } from './file-owners.ts';
import { lostLinks } from './revision.check.ts';
import { findArticleRow } from './revision.queries.ts';
import { renderBody } from './show-revision.ts';

/** A text as readers would see it, its links that lead nowhere yet, and names of files that are not for all of its readers; null for whoever does not write. */
export async function renderDraft(
  ctx: Ctx,
  { key, locale, body }: { key: string; locale: Locale; body: string },
): Promise<{ html: string; lost: string[]; restricted: string[] } | null> {
  if (!canWriteArticles(ctx.viewer)) return null;
  const [{ html }, lost, restricted, heads] = await Promise.all([
    renderBody(ctx.db.read, body, locale),
    lostLinks(ctx.db.read, key, body),
    findArticleRow(ctx.db.read, { key, locale }).then(
      (article) => article && restrictedFiles(ctx.db.read, article, body),
    ),
    listArticles(ctx, { locale }),
  ]);
  const paths = new Map(heads.map((head) => [head.key, articlePath(head.categoryId, head.key)]));
  return { html: resolveLinks(html, (each) => paths.get(each) ?? null), lost, restricted: restricted ?? [] };
}
