import { z } from 'zod';
import type { WordKey } from '#content/words.ts';
import { companyInstant } from '../platform/company-day.ts';
import { oneLine } from '../platform/visible-text.ts';
import { audiences } from './audience.ts';
import { articleKey } from './article.schema.ts';

const say = (key: WordKey) => key;
const MAX_RELATED = 5;

/** What boxes of one name send: nothing, a text, or several. */
const several = (each: z.ZodType<string>, most: number) =>
  z
    .union([z.array(each), each.transform((one) => [one])])
    .default([])
    .pipe(z.array(z.string()).max(most, say('error.tooLong')));
const empty = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => null), schema]).default(null);

/** Tags as one writes them: one's words, without commas. */
export const tag = z
  .string()
  .transform((text) => oneLine(text).trim().replaceAll(/\s+/gu, ' ').toLowerCase())
  .pipe(
    z
      .string()
      .min(2)
      .max(40, say('error.tooLong'))
      .regex(/^[^,<>]+$/u),
  );

/** `YYYY-MM-DDTHH:MM` on the company's clock. */
const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/u, say('error.invalidField'))
  .transform((text) => companyInstant(text.slice(0, 16)))
  .pipe(z.date(say('error.invalidField')));

/** The form of what all languages of an article share; which button was pressed is `act`. */
export const settingsForm = z
  .object({
    act: z.enum(['save', 'find']).default('save'),
    settingsVersion: z.coerce.number().int().min(1).max(1_000_000),
    categoryId: articleKey,
    audience: z.enum(audiences),
    segments: several(z.string().max(40), 100),
    customerIds: several(z.string().max(40), 500),
    tags: several(tag, 30),
    /** More tags, between commas. */
    newTags: z
      .string()
      .max(400, say('error.tooLong'))
      .default('')
      .transform((text, issues): string[] => {
        const parts = text.split(',').filter((part) => part.trim() !== '');
        const tags = z.array(tag).max(10).safeParse(parts);
        if (tags.success) return tags.data;
        issues.addIssue({ code: 'custom', message: say('articles.settings.error.tags') });
        return z.NEVER;
      }),
    related: several(articleKey, 60),
    /** What to look for among titles. */
    find: z.string().max(120, say('error.tooLong')).default(''),
    ownerId: empty(z.uuid()),
    verifyEveryDays: empty(
      z.coerce.number().int().min(1, say('error.invalidField')).max(3_650, say('error.invalidField')),
    ),
    expiresAt: empty(moment),
    popular: empty(z.coerce.number().int().min(1, say('error.invalidField')).max(1_000, say('error.invalidField'))),
  })
  .refine(({ act, related }) => act !== 'save' || related.length <= MAX_RELATED, {
    path: ['related'],
    message: say('articles.settings.error.tooManyRelated'),
  })
  .transform(({ newTags, ...form }) => ({ ...form, tags: [...form.tags, ...newTags] }));
export type SettingsForm = z.output<typeof settingsForm>;
