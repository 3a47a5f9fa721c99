import { localePath, type Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import { addresses } from '../layouts/addresses.ts';
import { trailTo, type TreeNode } from './category-tree.ts';
import type { Crumb } from './structured-data.ts';

/** The way from the help center's first page to a topic, however deep it lies. */
export const crumbsTo = (locale: Locale, topics: readonly (TreeNode & { title: string })[], id: string): Crumb[] => [
  { label: wordsFor(locale)('help.title'), href: addresses.home(locale) },
  ...trailTo(topics, id).map((topic) => ({ label: topic.title, href: localePath(locale, `/help/${topic.id}`) })),
];
