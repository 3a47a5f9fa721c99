import { addresses } from '#components/layouts/addresses.ts';

/** What all languages of an article share. */
export const articleSettingsPath = (key: string): string => `${addresses.desk.articles}/${key}/settings`;
