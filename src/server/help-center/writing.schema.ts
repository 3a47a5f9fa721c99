import { z } from 'zod';
import { locales } from '#content/locales.ts';
import type { WordKey } from '#content/words.ts';
import { companyInstant } from '../platform/company-day.ts';
import { manyLines, oneLine } from '../platform/visible-text.ts';
import { articleFilters } from './article-list.ts';

const say = (key: WordKey) => key;

/** `/desk/articles/[key]/[locale]` */
export const writingParams = z.object({
  key: z
    .string()
    .max(80)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  locale: z.enum(locales),
});

/** A line each; empty ones are left out. */
const lines = z
  .string()
  .max(4_000, say('help.error.questions'))
  .default('')
  .transform((text) =>
    text
      .split(/\r?\n/u)
      .map((line) => oneLine(line).trim())
      .filter((line) => line !== ''),
  );

/** What is written may be saved half done; what readers need is asked when it is published (publishableSchema). */
export const contentFields = {
  title: z.string().overwrite(oneLine).trim().max(200, say('help.error.titleLong')).default(''),
  summary: z.string().overwrite(oneLine).trim().max(400, say('help.error.summary')).default(''),
  questions: lines,
  body: z
    .string()
    .overwrite(manyLines)
    .max(100_000, say('help.error.body'))
    .default('')
    .transform((text) => text.trim()),
};

const version = z.coerce.number().int().min(0).max(1_000_000).default(0);

/** `YYYY-MM-DDTHH:MM` on the company's clock; empty is at once. */
const moment = z
  .union([z.literal(''), z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/u, say('error.invalidField'))])
  .default('')
  .transform((text) => (text === '' ? null : companyInstant(text.slice(0, 16))));

/** The form of a text; which button was pressed is `act`. */
export const writingForm = z.object({
  ...contentFields,
  act: z.enum(['save', 'preview', 'submit', 'publish']).default('save'),
  version,
  reason: z
    .string()
    .overwrite(oneLine)
    .trim()
    .max(500, say('error.tooLong'))
    .default('')
    .transform((text) => text || null),
  publishAt: moment,
  /** A translation: the revision of the original that was shown beside it, and whether the text follows it. */
  original: z.coerce.number().int().min(1).max(1_000_000).optional(),
  follows: z.literal('on').optional(),
});
export type WritingForm = z.output<typeof writingForm>;

/** What a script saves while somebody writes. */
export const autosaveInput = z.object({ ...contentFields, version });

/** The small forms beside it. */
export const actForm = z.object({
  act: z.enum(['return', 'discard', 'archive', 'restore', 'translate']),
  version,
  note: z.string().trim().max(2_000, say('error.tooLong')).default(''),
});

/** The form of a new article. */
export const newArticleForm = z.object({
  title: z.string().overwrite(oneLine).trim().min(5, say('help.error.title')).max(120, say('help.error.title')),
  key: z
    .string()
    .trim()
    .toLowerCase()
    .max(80, say('help.error.key'))
    .regex(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/u, say('help.error.key'))
    .default(''),
  categoryId: z.string().min(1, say('help.unknownCategory')).max(80),
  locale: z.enum(locales),
});

/** The query of the list. */
export const articleListQuery = z.object({
  show: z.enum(articleFilters).catch('all'),
  topic: z.string().max(80).catch(''),
  q: z.string().max(200).catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

/** Which two texts are compared; `0` is the one being worked on. */
export const historyQuery = z.object({
  from: z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined),
  to: z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined),
});
export const restoreForm = z.object({ number: z.coerce.number().int().min(1).max(1_000_000) });
