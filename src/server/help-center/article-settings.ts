import type { Audience } from './audience.ts';

/** What the versions of all languages of an article say alike. */
export interface ArticleSettings extends Audience {
  categoryId: string;
  tags: readonly string[];
  /** Keys of the articles beside it, in order. */
  related: readonly string[];
  /** Who answers for its being true. */
  ownerId: string | null;
  /** After how many days it is to be checked again; null when it need not be. */
  verifyEveryDays: number | null;
  /** From when on it is archived by itself. */
  expiresAt: Date | null;
  /** Place among what is asked most often; null for none. */
  popular: number | null;
}

export const settingNames = [
  'categoryId',
  'audience',
  'segments',
  'customerIds',
  'tags',
  'related',
  'ownerId',
  'verifyEveryDays',
  'expiresAt',
  'popular',
] as const satisfies readonly (keyof ArticleSettings)[];
export type SettingName = (typeof settingNames)[number];

export const settingsOf = (row: ArticleSettings): ArticleSettings => ({
  ...{ categoryId: row.categoryId, audience: row.audience, segments: row.segments, customerIds: row.customerIds },
  ...{ tags: row.tags, related: row.related, ownerId: row.ownerId, verifyEveryDays: row.verifyEveryDays },
  ...{ expiresAt: row.expiresAt, popular: row.popular },
});

const unique = (list: readonly string[]): string[] => [...new Set(list)];

/** The same, with each named once, and nobody chosen where it is not for those who are chosen. */
export function tidySettings(settings: ArticleSettings, key: string): ArticleSettings {
  const isChosen = settings.audience === 'chosen';
  return {
    ...settings,
    segments: isChosen ? unique(settings.segments).sort() : [],
    customerIds: isChosen ? unique(settings.customerIds).sort() : [],
    tags: unique(settings.tags).sort((a, b) => a.localeCompare(b)),
    related: unique(settings.related).filter((each) => each !== key),
  };
}

/** What differs, as it is noted in the history: `{audience: ['public', 'staff']}`. */
export function changedSettings(
  before: ArticleSettings,
  after: ArticleSettings,
): Partial<Record<SettingName, unknown>> {
  const pairs = settingNames.map((name) => [name, [before[name], after[name]]] as const);
  return Object.fromEntries(pairs.filter(([, [was, is]]) => JSON.stringify(was) !== JSON.stringify(is)));
}
