import { z } from 'zod';
import type { WordKey } from '#content/words.ts';
import { companyInstant } from '../platform/company-day.ts';
import { audiences } from './news.ts';

const say = (key: WordKey) => key;

/** Post ids as they stand in addresses. */
export const newsId = z.uuid();

/** `YYYY-MM-DDTHH:MM` on the company's clock; empty is none. */
const moment = z
  .union([z.literal(''), z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/u, say('error.invalidField'))])
  .default('')
  .transform((text, issues): Date | null => {
    if (text === '') return null;
    const at = companyInstant(text.slice(0, 16));
    if (!Number.isNaN(at.getTime())) return at;
    issues.addIssue({ code: 'custom', message: say('error.invalidField') });
    return z.NEVER;
  });
const title = z.string().trim().max(200, say('error.tooLong')).default('');
const markdown = z.string().trim().max(40_000, say('error.tooLong')).default('');
const ids = z.array(z.string().max(40)).max(500, say('error.tooLong')).default([]);

const PICKED = 'customer.';
/** Each customer is a checkbox with a name of its own, so that a refused form shows them all again. */
export const pickedName = (customerId: string): string => PICKED + customerId;
function gather(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || 'customers' in body) return body;
  const picked = Object.keys(body).filter((name) => name.startsWith(PICKED));
  return { ...body, customers: picked.map((name) => name.slice(PICKED.length)) };
}

const post = z
  .object({
    act: z.enum(['save', 'preview', 'publish']).default('save'),
    titleRu: title,
    textRu: markdown,
    titleEn: title,
    textEn: markdown,
    audience: z.enum(audiences),
    segment: z.string().trim().toLowerCase().max(40).default(''),
    customers: ids,
    pinned: z.literal('on').optional(),
    publishAt: moment,
    expiresAt: moment,
    version: z.coerce.number().int().min(0).max(1_000_000).default(0),
  })
  .superRefine((post, issues) => {
    const wrong = (path: string, message: WordKey) => {
      issues.addIssue({ code: 'custom', path: [path], message });
    };
    if (post.titleRu === '' && post.titleEn === '') wrong('titleRu', 'news.error.title');
    for (const language of ['Ru', 'En'] as const) {
      const [heading, body] = [post[`title${language}`], post[`text${language}`]];
      if (heading !== '' && body === '') wrong(`text${language}`, 'news.error.text');
      if (heading === '' && body !== '') wrong(`title${language}`, 'news.error.titleMissing');
      if (/\]\(article:/u.test(body)) wrong(`text${language}`, 'news.error.articleLink');
    }
    if (post.audience === 'segment' && post.segment === '') wrong('segment', 'news.error.segment');
    if (post.audience === 'customers' && post.customers.length === 0) wrong('customers', 'news.error.customers');
    if (post.expiresAt && post.publishAt && post.expiresAt <= post.publishAt) wrong('expiresAt', 'news.error.expires');
  });
/** The form of a post; which button was pressed is `act`. A post needs at least one language, with both title and text. */
export const postForm = z.preprocess(gather, post);
export type PostForm = z.output<typeof post>;
export type NewPost = Omit<PostForm, 'act' | 'publishAt' | 'version'>;
