import icons from '#components/ui/icons.json' with { type: 'json' };
import type { Locale } from '#content/locales.ts';
import type { EditedCategory } from '#server/help-center/index.ts';

/** Names of icons a topic can have. */
export const iconNames = Object.keys(icons);

/** A topic as the fields of its form hold it. */
export const categoryValues = (category: EditedCategory): Record<string, string> => ({
  icon: category.icon,
  parentId: category.parentId ?? '',
  titleRu: category.title['ru'] ?? '',
  titleEn: category.title['en'] ?? '',
  summaryRu: category.summary['ru'] ?? '',
  summaryEn: category.summary['en'] ?? '',
  phrasesRu: (category.phrases['ru'] ?? []).join('\n'),
  phrasesEn: (category.phrases['en'] ?? []).join('\n'),
  ...(category.reviewed ? { reviewed: 'on' } : {}),
  version: String(category.version),
});

/** Topics to choose from, set in as deep as they stand. */
export const parentOptions = (parents: readonly EditedCategory[], locale: Locale) =>
  parents.map((each) => ({ value: each.id, label: '— '.repeat(each.depth - 1) + (each.title[locale] ?? each.id) }));

export const categoryLabels = (t: (key: CategoryWord) => string): Record<string, string> => ({
  id: t('articles.categories.id'),
  parentId: t('articles.categories.parent'),
  icon: t('articles.categories.icon'),
  titleRu: `${t('articles.categories.name')}, ${t('articles.categories.in.Ru')}`,
  titleEn: `${t('articles.categories.name')}, ${t('articles.categories.in.En')}`,
  summaryRu: `${t('articles.categories.summary')}, ${t('articles.categories.in.Ru')}`,
  summaryEn: `${t('articles.categories.summary')}, ${t('articles.categories.in.En')}`,
  phrasesRu: `${t('articles.categories.phrases')}, ${t('articles.categories.in.Ru')}`,
  phrasesEn: `${t('articles.categories.phrases')}, ${t('articles.categories.in.En')}`,
});

type CategoryWord =
  `articles.categories.${'id' | 'parent' | 'icon' | 'name' | 'summary' | 'phrases' | 'in.Ru' | 'in.En'}`;
