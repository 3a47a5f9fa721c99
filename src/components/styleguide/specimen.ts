import type { Words } from '#content/words.ts';
import type { Locale } from '#content/locales.ts';

/** What every part of the style guide is given. */
export interface Specimen {
  locale: Locale;
  t: Words;
}

/** Parts of the guide in order; each is a section with this id and a word `styleguide.<id>`. */
export const parts = [
  'color',
  'type',
  'space',
  'buttons',
  'fields',
  'status',
  'filters',
  'tables',
  'time',
  'people',
  'talk',
  'over',
  'blank',
  'callouts',
  'icons',
] as const;
