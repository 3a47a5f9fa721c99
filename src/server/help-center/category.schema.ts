import { z } from 'zod';
import type { WordKey } from '#content/words.ts';
import { oneLine } from '../platform/visible-text.ts';
import { articleKey, reservedKeys } from './article.schema.ts';

const say = (key: WordKey) => key;
const text = (min: number, max: number, wrong: WordKey) =>
  z.string().overwrite(oneLine).trim().min(min, wrong).max(max, wrong);

/** A phrase a line. */
const phrases = z
  .string()
  .max(4_000, say('error.tooLong'))
  .default('')
  .transform((typed) =>
    [...new Set(typed.split('\n').map((line) => oneLine(line).trim().replaceAll(/\s+/gu, ' ')))].filter(Boolean),
  )
  .pipe(
    z
      .array(z.string().max(80, say('articles.categories.error.phrases')))
      .max(30, say('articles.categories.error.phrases')),
  );

/** The form of a topic. */
export const categoryForm = z.object({
  act: z.enum(['save', 'remove']).default('save'),
  icon: z
    .string()
    .trim()
    .max(60)
    .regex(/^[a-z0-9-]*$/, say('error.invalidField'))
    .default(''),
  titleRu: text(2, 80, 'articles.categories.error.title'),
  titleEn: text(2, 80, 'articles.categories.error.title'),
  summaryRu: text(2, 200, 'articles.categories.error.summary'),
  summaryEn: text(2, 200, 'articles.categories.error.summary'),
  parentId: z.union([z.literal('').transform(() => null), articleKey]).default(null),
  phrasesRu: phrases,
  phrasesEn: phrases,
  reviewed: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
  /** The one that was opened; 0 for a new one. */
  version: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export type CategoryForm = z.output<typeof categoryForm>;

/** The same with the key it will have in addresses. */
export const newCategoryForm = categoryForm.extend({
  id: z
    .string()
    .trim()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, say('articles.categories.error.id'))
    .max(60, say('articles.categories.error.id'))
    .refine((id) => !reservedKeys.has(id), say('articles.categories.error.idTaken')),
});

export const categoryMoveForm = z.object({ to: z.enum(['up', 'down']) });
