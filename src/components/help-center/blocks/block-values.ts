import type { Words } from '#content/words.ts';
import type { Block } from '#server/help-center/index.ts';

/** A block as the fields of its form hold it. */
export const blockValues = ({ texts }: Block): Record<string, string> => ({
  titleRu: texts.ru?.title ?? '',
  bodyRu: texts.ru?.body ?? '',
  titleEn: texts.en?.title ?? '',
  bodyEn: texts.en?.body ?? '',
});

/** What its fields are called where something is wrong with them. */
export const blockLabels = (t: Words): Record<string, string> => ({
  key: t('articles.blocks.key'),
  titleRu: `${t('articles.blocks.name')}, ${t('articles.categories.in.Ru')}`,
  bodyRu: `${t('articles.blocks.body')}, ${t('articles.categories.in.Ru')}`,
  titleEn: `${t('articles.blocks.name')}, ${t('articles.categories.in.En')}`,
  bodyEn: `${t('articles.blocks.body')}, ${t('articles.categories.in.En')}`,
});
