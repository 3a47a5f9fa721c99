import type { Locale } from '#content/locales.ts';
import type { ArticleChoice } from '#server/help-center/index.ts';

/** What stands in the fields: as stored, or as somebody typed it. */
export interface SettingsValues {
  one: Readonly<Record<string, string>>;
  /** What is ticked under a name. */
  many: (name: 'tags' | 'segments' | 'customerIds' | 'related') => readonly string[];
}

export interface SettingsChoices {
  categories: readonly { id: string; title: string }[];
  tags: readonly string[];
  segments: readonly string[];
  /** None for editors, who do not see customers. */
  customers: readonly { id: string; name: string }[];
  /** How many customers are chosen whom this person does not see. */
  hiddenCustomers: number;
  owners: readonly { id: string; name: string }[];
  related: readonly ArticleChoice[];
}

/** What every part of the form is given. */
export interface SettingsProps {
  locale: Locale;
  values: SettingsValues;
  choices: SettingsChoices;
  error: (field: string) => string | undefined;
}
