import { and, inArray } from 'drizzle-orm';
import { articleBlocks, articles } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import type { WordKey } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { fail, type Result } from '../platform/result.ts';
import { isIntricate } from '../platform/intricate.ts';
import { renderMarkdown } from '../platform/render-markdown.ts';
import { fileIdsIn } from './article-file.ts';
import { filesIn } from './article-files.queries.ts';
import { publishableSchema } from './article.schema.ts';
import type { Audience } from './audience.ts';
import { blockKeysIn } from './block.ts';
import { restrictedFiles } from './file-owners.ts';
import type { ArticleRow } from './revision.queries.ts';
import type { Content } from './revision.ts';
import { expandBlocks } from './show-revision.ts';

/** Why a text cannot be shown to readers yet; null when it can. Links and blocks that lead nowhere are named. */
export async function faultsOf(
  tx: Tx | Ctx['db']['read'],
  article: Pick<ArticleRow, 'key' | 'locale'> & Audience,
  content: Content,
): Promise<Result<never> | null> {
  const parsed = publishableSchema.safeParse(content);
  if (!parsed.success) {
    const fields = Object.fromEntries(
      parsed.error.issues.map(({ path }) => [String(path[0]), `help.error.${String(path[0])}` as WordKey]),
    );
    return fail('invalid_input', 'error.invalidInput', { fields });
  }
  if (isIntricate(await expandBlocks(tx, content.body, article.locale))) {
    return fail('invalid_input', 'help.error.intricate', { fields: { body: 'help.error.intricate' } });
  }
  const files = await restrictedFiles(tx, article, content.body);
  if (files.length > 0) {
    return fail('invalid_input', 'help.error.restrictedFiles', {
      values: { files: files.join(', ') },
      fields: { body: 'help.error.restrictedFiles' },
    });
  }
  const lost = await lostLinks(tx, article.key, content.body);
  if (lost.length === 0) return null;
  return fail('invalid_input', 'help.error.lostLinks', {
    values: { links: lost.join(', ') },
    fields: { body: 'help.error.lostLinks' },
  });
}

/** What a text links to and does not exist: keys of articles (published or not, but not archived), blocks and files. */
export async function lostLinks(tx: Tx | Ctx['db']['read'], own: string, body: string): Promise<string[]> {
  const links = renderMarkdown(body).links.filter((key) => key !== own);
  const blocks = blockKeysIn(body);
  const files = fileIdsIn(body);
  const known = new Set<string>();
  if (links.length > 0) {
    const rows = await tx
      .select({ key: articles.key })
      .from(articles)
      .where(and(inArray(articles.key, links), inArray(articles.status, ['draft', 'in_review', 'published'])));
    for (const { key } of rows) known.add(`article:${key}`);
  }
  if (blocks.length > 0) {
    const rows = await tx
      .select({ key: articleBlocks.key })
      .from(articleBlocks)
      .where(inArray(articleBlocks.key, blocks));
    for (const { key } of rows) known.add(`block:${key}`);
  }
  for (const id of (await filesIn(tx, body)).keys()) known.add(`file:${id}`);
  return [
    ...links.map((key) => `article:${key}`),
    ...blocks.map((key) => `block:${key}`),
    ...files.map((id) => `file:${id}`),
  ].filter((each) => !known.has(each));
}
