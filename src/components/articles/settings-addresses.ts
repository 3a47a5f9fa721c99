import { addresses } from '#components/layouts/addresses.ts';

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
