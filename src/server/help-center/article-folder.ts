import { z } from 'zod';
import { isLocale, type Locale } from '#content/locales.ts';
import type { Audience } from './audience.ts';
import { audiences } from './audience.ts';
import { articleKey } from './article.schema.ts';
import type { Parsed } from './checked-yaml.ts';
import { readFrontMatter, writeFrontMatter } from './front-matter.ts';
import type { Content } from './revision.ts';

/** One language of an article as it stands in a folder: `<locale>/<category>/<key>.md`. */
export interface ArticleDocument extends Content, Audience {
  key: string;
  locale: Locale;
  categoryId: string;
  related: readonly string[];
  updatedOn: string;
  popular: number | null;
  tags: readonly string[];
  /** Mail address of who answers for it. */
  owner: string | null;
  verifyEveryDays: number | null;
  expiresAt: Date | null;
  status: 'published' | 'draft' | 'archived';
}

/** A block in one language: `blocks/<locale>/<key>.md`. */
export interface BlockDocument {
  key: string;
  locale: Locale;
  title: string;
  body: string;
}

const text = (most: number) => z.string().max(most);
const list = z.array(text(400)).max(500).default([]);
const articleHead = z.strictObject({
  title: text(400),
  summary: text(1_000).default(''),
  // As much as a draft may hold; what is published is checked then.
  questions: z.array(text(4_000)).max(2_000).default([]),
  related: z.array(articleKey).max(20).default([]),
  updatedOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  popular: z.number().int().positive().nullable().default(null),
  audience: z.enum(audiences).default('public'),
  segments: list,
  customers: list,
  tags: list,
  owner: z.email().nullable().default(null),
  verifyEveryDays: z.number().int().min(1).max(3_650).nullable().default(null),
  expiresAt: z
    .string()
    .transform((moment) => new Date(moment))
    .pipe(z.date())
    .nullable()
    .default(null),
  status: z.enum(['published', 'draft', 'archived']).default('published'),
});
const blockHead = z.strictObject({ title: text(120) });

/** The text of an article's file. Optional settings stand in its head only where they are not the usual ones. */
export const writeArticle = (article: ArticleDocument): string =>
  writeFrontMatter(
    {
      title: article.title,
      summary: article.summary,
      questions: article.questions,
      related: article.related,
      updatedOn: article.updatedOn,
      ...(article.popular === null ? {} : { popular: article.popular }),
      ...(article.audience === 'public' ? {} : { audience: article.audience }),
      ...(article.segments.length === 0 ? {} : { segments: article.segments }),
      ...(article.customerIds.length === 0 ? {} : { customers: article.customerIds }),
      ...(article.tags.length === 0 ? {} : { tags: article.tags }),
      ...(article.owner === null ? {} : { owner: article.owner }),
      ...(article.verifyEveryDays === null ? {} : { verifyEveryDays: article.verifyEveryDays }),
      ...(article.expiresAt === null ? {} : { expiresAt: article.expiresAt.toISOString() }),
      ...(article.status === 'published' ? {} : { status: article.status }),
    },
    article.body,
  );

export const writeBlock = ({ title, body }: BlockDocument): string => writeFrontMatter({ title }, body);

/** Reads `<locale>/<category>/<key>.md`. @param path within the folder, with forward slashes */
export function readArticleFile(path: string, source: string): Parsed<ArticleDocument> {
  const [, locale = '', categoryId = '', key = ''] = /^([^/]+)\/([^/]+)\/([^/]+)\.md$/.exec(path) ?? [];
  if (!isLocale(locale) || !isKey(categoryId) || !isKey(key)) return wrong('is not <locale>/<category>/<key>.md');
  const parts = readFrontMatter(source, articleHead);
  if (!parts.ok) return parts;
  const { customers, ...head } = parts.value.head;
  return { ok: true, value: { ...head, customerIds: customers, key, locale, categoryId, body: parts.value.body } };
}

/** Reads `blocks/<locale>/<key>.md`. */
export function readBlockFile(path: string, source: string): Parsed<BlockDocument> {
  const [, locale = '', key = ''] = /^blocks\/([^/]+)\/([^/]+)\.md$/.exec(path) ?? [];
  if (!isLocale(locale) || !isKey(key)) return wrong('is not blocks/<locale>/<key>.md');
  const parts = readFrontMatter(source, blockHead);
  return parts.ok ? { ok: true, value: { ...parts.value.head, key, locale, body: parts.value.body } } : parts;
}

const isKey = (text: string): boolean => articleKey.safeParse(text).success;
const wrong = (problem: string): { ok: false; problem: string } => ({ ok: false, problem });
