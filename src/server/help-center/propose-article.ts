import { z } from 'zod';
import type { WordKey } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { isStaff } from '../identity/index.ts';
import { fail, type Result } from '../platform/result.ts';
import { oneLine } from '../platform/visible-text.ts';
import { freeKey } from './article-key.ts';
import { createWithin } from './create-article.ts';
import type { ArticleAddress } from './revision.ts';
import { loggedQuery, withoutPersonal } from './search-log.ts';

const say = (key: WordKey) => key;
/** What an answer that was given to one person becomes for everyone. */
export const proposalForm = z.object({
  title: z.string().overwrite(oneLine).trim().min(5, say('help.error.title')).max(120, say('help.error.title')),
  categoryId: z.string().min(1, say('help.unknownCategory')),
  body: z.string().trim().min(1, say('error.required')).max(100_000, say('help.error.body')),
});

/** What was written in a conversation, in order, by the person and by those who answered. */
export interface Exchange {
  from: 'person' | 'agent';
  text: string;
}

export interface Proposal {
  title: string;
  body: string;
}

/**
 * A conversation as the raw material of an article: the question as title, the answers as a quotation to rework, numbers and
 * addresses taken out. The way back to it stands in a comment, which no reader ever gets.
 */
export function proposalOf(
  exchange: readonly Exchange[],
  { subject, path, intro }: { subject: string | null; path: string; intro: string },
): Proposal {
  const question = exchange.find(({ from }) => from === 'person')?.text ?? '';
  const [line = ''] = withoutPersonal(subject ?? question)
    .trim()
    .split('\n');
  const answers = exchange.filter(({ from }) => from === 'agent').map(({ text }) => quoted(withoutPersonal(text)));
  const asked = question === '' ? [] : [quoted(`**${withoutPersonal(question).replaceAll('\n', ' ')}**`)];
  return {
    title: line.slice(0, 120),
    body: [`<!-- ${intro} ${path} -->`, ...asked, ...answers].join('\n\n'),
  };
}

const quoted = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

/**
 * Begins an article out of a conversation. Whoever answers people may: they know what is asked; editors rework and publish it.
 * @param question what was asked, which becomes the first question it is found by
 */
export async function proposeArticle(
  ctx: Ctx,
  input: { title: string; categoryId: string; body: string; locale: ArticleAddress['locale']; question: string },
): Promise<Result<ArticleAddress>> {
  if (ctx.viewer.kind !== 'system' && !isStaff(ctx.viewer)) return fail('not_found', 'error.notFound');
  const { title, categoryId, body, locale } = input;
  const question = loggedQuery(input.question);
  const questions = question.length < 2 || question.includes('…') ? [] : [question];
  const key = await freeKey(ctx, title);
  return createWithin(ctx, { key, locale, categoryId, title, body, questions });
}
