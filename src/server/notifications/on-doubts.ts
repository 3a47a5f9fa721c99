import type { Ctx } from '../context.ts';
import { articleDoubted, getDoubtedArticle } from '../help-center/index.ts';
import { listStaff, type Role, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { systemCtx, type App } from './system-ctx.ts';
import { tell } from './tell.ts';

/** An article that has to be checked, told to whoever answers for it. */
export const onDoubts = (app: App): Subscription[] => [
  subscribe(articleDoubted, 'notifications.article-doubted', async ({ id, payload, createdAt }) => {
    const ctx = systemCtx(app);
    const article = await getDoubtedArticle(ctx, payload.articleId);
    if (!article) return;
    const { key, locale, title, ownerId, verifiedOn } = article;
    await tell(
      ctx,
      {
        key: id,
        kind: payload.why === 'not_helpful' ? 'article.questioned' : 'article.notVerified',
        customerId: null,
        target: `feedback:${key}/${locale}`,
        values: { title, verifiedOn: { day: verifiedOn } },
        at: createdAt,
      },
      await answering(ctx, ownerId),
    );
  }),
];

/** The owner while they are here and write; else the editors; else whoever stands in for them. */
async function answering(ctx: Ctx<SystemViewer>, ownerId: string | null): Promise<string[]> {
  const staff = await listStaff(ctx);
  const owner = staff.find(({ id, role }) => id === ownerId && role !== 'agent');
  if (owner) return [owner.id];
  const of = (...roles: Role[]) => staff.filter(({ role }) => roles.includes(role)).map(({ id }) => id);
  const editors = of('editor');
  return editors.length > 0 ? editors : of('supervisor', 'admin');
}
