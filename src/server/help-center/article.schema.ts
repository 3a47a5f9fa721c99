import { z } from 'zod';
import { defaultLocale, isLocale, locales, type Locale } from '#content/locales.ts';
import { oneLine } from '../platform/visible-text.ts';
import { voteReasons } from './article.ts';

/** Readable key of an article, a topic or a block, as it stands in addresses. */
export const articleKey = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
/** Words that addresses use for something else: no article and no topic has one of them as its key. */
export const reservedKeys: ReadonlySet<string> = new Set([
  ...['new', 'search', 'suggestions', 'feed', 'files', 'offline', 'og', 'categories', 'blocks', 'index'],
]);
/** YAML readers disagree whether a bare date is text; both are taken. */
const day = z.preprocess(
  (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
);

/** What stands above an article in src/content/articles/<locale>/<category>/<key>.md. */
export const articleHeadSchema = z.strictObject({
  title: z.string().overwrite(oneLine).min(5).max(120),
  summary: z.string().overwrite(oneLine).min(10).max(200),
  /** What customers ask, in their own words. */
  questions: z.array(z.string().overwrite(oneLine).min(2).max(160)).min(3).max(14),
  related: z.array(articleKey).max(5),
  updatedOn: day,
  /** Place among what is asked most often. */
  popular: z.number().int().positive().optional(),
});

/** What the text of an article needs before readers see it, wherever it was written. */
export const publishableSchema = z.object({
  title: z.string().trim().min(5).max(120),
  summary: z.string().trim().min(10).max(200),
  questions: z.array(z.string().min(2).max(160)).max(20),
  body: z.string().trim().min(50).max(100_000),
});

/** An article in a file, ready to be published. */
export const publishedArticleSchema = articleHeadSchema.extend({
  key: articleKey,
  locale: z.enum(locales),
  categoryId: articleKey,
  /** Markdown (CommonMark with GFM tables). */
  body: z.string().min(50).max(50_000),
});
export type PublishArticle = z.input<typeof publishedArticleSchema>;

const named = z.string().overwrite(oneLine).min(2).max(200);
const perLocale = z.strictObject({ ru: named, en: named });
const phrases = z.array(z.string().overwrite(oneLine)).default([]);

/** src/content/articles/categories.yaml */
export const categoriesSchema = z.array(
  z.strictObject({
    id: articleKey,
    icon: z.string().max(60),
    title: perLocale,
    summary: perLocale,
    /** The topic it stands under, which comes before it. */
    parent: articleKey.optional(),
    /** What customers call it in their own words. */
    phrases: z.strictObject({ ru: phrases, en: phrases }).optional(),
    /** Nobody publishes here what nobody else has read. */
    reviewed: z.boolean().optional(),
  }),
);
export type CategoryInput = z.output<typeof categoriesSchema>[number];

/** The language an address carries: none for the default one, whose prefix is nobody's address. */
const addressLocale = z
  .string()
  .optional()
  .refine((value) => value === undefined || (isLocale(value) && value !== defaultLocale))
  .transform((value): Locale => (isLocale(value) ? value : defaultLocale));

/** Addresses under /help. */
export const helpParams = z.object({ locale: addressLocale });
export const categoryParams = helpParams.extend({ category: articleKey });
export const articleParams = categoryParams.extend({ article: articleKey });

const page = z.coerce.number().int().min(1).max(1_000).catch(1);

/** The query of the search page. A wrong filter is ignored rather than refused: the words are what matters. */
export const searchQuery = z.object({
  q: z.string().catch(''),
  category: articleKey.optional().catch(undefined),
  lang: z.enum(locales).optional().catch(undefined),
  page,
  exact: z
    .literal('1')
    .optional()
    .catch(undefined)
    .transform((value) => value === '1'),
});
export const suggestionsQuery = z.object({ q: z.string().max(300) });

/** The vote form. `undo` takes a vote back. */
export const voteForm = z.object({
  vote: z.enum(['yes', 'no', 'undo']),
  reason: z.enum(voteReasons).optional(),
  comment: z.string().trim().max(2_000).optional(),
  /** Which revision was read; the form that asks knows. */
  revision: z.coerce.number().int().min(1).optional().catch(undefined),
});
export type VoteInput = z.output<typeof voteForm>;
