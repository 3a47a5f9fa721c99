import { addresses } from '#components/layouts/addresses.ts';
import { listAddress, type ListChoice } from '#components/layouts/list-address.ts';
import type { Locale } from '#content/locales.ts';

export const newArticlePath = `${addresses.desk.articles}/new`;

/** The editor of an article in one language. */
export const writingPath = (key: string, locale: Locale): string => `${addresses.desk.articles}/${key}/${locale}`;

export const autosavePath = (key: string, locale: Locale): string => `${writingPath(key, locale)}/autosave`;
/** Where a language that an article lacks is begun. */
export const translationPath = (key: string, locale: Locale): string => `${writingPath(key, locale)}/translation`;
export const actPath = (key: string, locale: Locale): string => `${writingPath(key, locale)}/act`;

/** All texts of an article; with two numbers, what changed from one to the other. 0 is the text being worked on. */
export function historyPath(key: string, locale: Locale, compared?: { from: number; to: number }): string {
  const path = `${writingPath(key, locale)}/history`;
  return compared ? `${path}?from=${String(compared.from)}&to=${String(compared.to)}` : path;
}

/** The list with what it is narrowed to. */
export const articleListPath = (choice: ListChoice): string => listAddress(addresses.desk.articles, choice);

/** What all languages of an article share. */
export const articleSettingsPath = (key: string): string => `${addresses.desk.articles}/${key}/settings`;

export const categoriesPath = `${addresses.desk.articles}/categories`;
export const newCategoryPath = `${categoriesPath}/new`;
export const categoryPath = (id: string): string => `${categoriesPath}/${id}`;
export const categoryPlacePath = (id: string): string => `${categoryPath(id)}/place`;

export const articleFilesPath = (key: string): string => `${addresses.desk.articles}/${key}/files`;
export const fileRemovalPath = (key: string): string => `${articleFilesPath(key)}/removal`;

export const blocksPath = `${addresses.desk.articles}/blocks`;
export const newBlockPath = `${blocksPath}/new`;
export const blockPath = (key: string): string => `${blocksPath}/${key}`;
