import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { articleHeadSchema } from '#server/help-center/article.schema.ts';
import en from './content/i18n/en.json' with { type: 'json' };
import ru from './content/i18n/ru.json' with { type: 'json' };

/** A word that exists in one language only stops the build. */
const words = z.strictObject(
  Object.fromEntries([...new Set([...Object.keys(ru), ...Object.keys(en)])].map((key) => [key, z.string().min(1)])),
);

/**
 * What is checked when the application is built. Articles are seeded into the database from the same files and read from there
 * (src/server/help-center/seed-help-center.ts); words are read by src/content/words.ts.
 */
export const collections = {
  articles: defineCollection({
    loader: glob({ pattern: '**/*.md', base: './src/content/articles' }),
    schema: articleHeadSchema,
  }),
  i18n: defineCollection({ loader: glob({ pattern: '*.json', base: './src/content/i18n' }), schema: words }),
};
