import { z } from 'zod';
import type { WordKey } from '#content/words.ts';
import { manyLines, oneLine } from '../platform/visible-text.ts';

const say = (key: WordKey) => key;
const title = z.string().overwrite(oneLine).trim().max(120, say('error.tooLong')).default('');
const body = z
  .string()
  .transform((text) => manyLines(text).trim())
  .pipe(z.string().max(20_000, say('error.tooLong')))
  .default('');
const version = z.coerce.number().int().min(0).max(1_000_000).default(0);

const texts = z.object({ titleRu: title, bodyRu: body, titleEn: title, bodyEn: body });

/** A block has a text in at least one language, and a name wherever it has a text. */
function isWhole(block: z.output<typeof texts>, issues: z.RefinementCtx): void {
  const wrong = (path: string, message: WordKey) => {
    issues.addIssue({ code: 'custom', path: [path], message });
  };
  if (block.bodyRu === '' && block.bodyEn === '') wrong('bodyRu', 'articles.blocks.error.body');
  for (const language of ['Ru', 'En'] as const) {
    const isEmpty = block[`body${language}`] === '';
    if (!isEmpty && block[`title${language}`] === '') wrong(`title${language}`, 'articles.blocks.error.title');
  }
}

export const blockForm = z
  .object({ ...texts.shape, act: z.enum(['save', 'remove']).default('save'), versionRu: version, versionEn: version })
  .superRefine(isWhole);

export const newBlockForm = z
  .object({
    ...texts.shape,
    key: z
      .string()
      .trim()
      .max(60, say('articles.blocks.error.key'))
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, say('articles.blocks.error.key'))
      .refine((key) => key !== 'new', say('articles.blocks.error.keyTaken')),
  })
  .superRefine(isWhole);
