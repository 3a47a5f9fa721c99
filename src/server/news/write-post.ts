import { and, eq } from 'drizzle-orm';
import { newsAudience, newsPosts, newsTexts } from '#db/schema/news.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { renderMarkdown } from '../platform/render-markdown.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { excerptOf } from './news.ts';
import { canWriteNews } from './news.policy.ts';
import type { NewPost } from './news.schema.ts';

/** Starts a post as a draft: nobody sees it before it is published. */
export async function createPost(ctx: Ctx, input: NewPost): Promise<Result<{ postId: string }>> {
  if (!canWriteNews(ctx.viewer)) return fail('not_found', 'error.notFound');
  const postId = ctx.ids.next();
  const now = ctx.clock.now();
  const createdBy = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  await ctx.db.write(async (tx) => {
    await tx
      .insert(newsPosts)
      .values({ ...fieldsOf(input), id: postId, createdBy, version: 1, createdAt: now, updatedAt: now });
    await putTexts(tx, postId, input);
  });
  return ok({ postId });
}

/** Changes texts, audience, pin and end of a post. Refused when somebody else has saved it since it was opened. */
export async function editPost(
  ctx: Ctx,
  input: NewPost & { postId: string; version: number },
): Promise<Result<{ postId: string }>> {
  if (!canWriteNews(ctx.viewer)) return fail('not_found', 'error.notFound');
  const { postId, version } = input;
  return ctx.db.write(async (tx): Promise<Result<{ postId: string }>> => {
    const [known] = await tx.select({ id: newsPosts.id }).from(newsPosts).where(eq(newsPosts.id, postId));
    if (!known) return fail('not_found', 'error.notFound');
    const [changed] = await tx
      .update(newsPosts)
      .set({ ...fieldsOf(input), version: version + 1, updatedAt: ctx.clock.now() })
      .where(and(eq(newsPosts.id, postId), eq(newsPosts.version, version)))
      .returning({ id: newsPosts.id });
    if (!changed) return fail('conflict', 'news.error.changed');
    await putTexts(tx, postId, input);
    return ok({ postId });
  });
}

const fieldsOf = ({ audience, segment, pinned, expiresAt }: NewPost) => ({
  audience,
  segment: audience === 'segment' ? segment : null,
  pinned: pinned === 'on',
  expiresAt,
});

async function putTexts(tx: Tx, postId: string, post: NewPost): Promise<void> {
  await tx.delete(newsTexts).where(eq(newsTexts.postId, postId));
  await tx.delete(newsAudience).where(eq(newsAudience.postId, postId));
  const texts = [
    { locale: 'ru' as const, title: post.titleRu, markdown: post.textRu },
    { locale: 'en' as const, title: post.titleEn, markdown: post.textEn },
  ].filter(({ title }) => title !== '');
  await tx.insert(newsTexts).values(
    texts.map((text) => {
      const { html, text: plain } = renderMarkdown(text.markdown);
      return { ...text, postId, html, excerpt: excerptOf(plain) };
    }),
  );
  if (post.audience === 'customers') {
    await tx.insert(newsAudience).values([...new Set(post.customers)].map((customerId) => ({ postId, customerId })));
  }
}
