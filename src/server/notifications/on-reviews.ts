import type { Ctx } from '../context.ts';
import { articleReturned, articleSubmitted, getReviewedArticle } from '../help-center/index.ts';
import { listStaff, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { systemCtx, type App } from './system-ctx.ts';
import { tell } from './tell.ts';

/** A text that waits for another editor, and one that came back to its author. */
export const onReviews = (app: App): Subscription[] => [
  subscribe(articleSubmitted, 'notifications.article-submitted', async ({ id, payload, createdAt }) => {
    const ctx = systemCtx(app);
    const article = await getReviewedArticle(ctx, payload.articleId);
    if (article?.state !== 'in_review') return;
    const { key, locale, title, authorId, submittedBy } = article;
    const subject = {
      key: id,
      kind: 'article.submitted',
      customerId: null,
      target: `article:${key}/${locale}`,
    } as const;
    await tell(ctx, { ...subject, values: { title }, at: createdAt }, await reviewers(ctx, [authorId, submittedBy]));
  }),
  subscribe(articleReturned, 'notifications.article-returned', async ({ id, payload, createdAt }) => {
    const ctx = systemCtx(app);
    const article = await getReviewedArticle(ctx, payload.articleId);
    if (!article || payload.authorId === null || payload.authorId === payload.byUserId) return;
    const { key, locale, title } = article;
    const subject = {
      key: id,
      kind: 'article.returned',
      customerId: null,
      target: `article:${key}/${locale}`,
    } as const;
    await tell(ctx, { ...subject, values: { title }, at: createdAt }, [payload.authorId]);
  }),
];

/** Everybody who may publish it: editors, or whoever stands in for them; never its author, nor whoever handed it in. */
async function reviewers(ctx: Ctx<SystemViewer>, own: readonly (string | null)[]): Promise<string[]> {
  const others = (await listStaff(ctx)).filter(({ id }) => !own.includes(id));
  const editors = others.filter(({ role }) => role === 'editor');
  const rest = others.filter(({ role }) => role === 'supervisor' || role === 'admin');
  return (editors.length > 0 ? editors : rest).map(({ id }) => id);
}
