import type { Locale } from '#content/locales.ts';
import type { Audience } from './audience.ts';

/** draft → in review → published → archived; only published articles are public. */
export const articleStatuses = ['draft', 'in_review', 'published', 'archived'] as const;
export type ArticleStatus = (typeof articleStatuses)[number];

/** Why an article did not help. */
export const voteReasons = ['unclear', 'incomplete', 'outdated', 'wrong', 'other'] as const;
export type VoteReason = (typeof voteReasons)[number];

export interface Heading {
  id: string;
  text: string;
}

/** A language's version of an article; versions with one key are translations of each other. */
export interface Article extends Audience {
  id: string;
  key: string;
  locale: Locale;
  categoryId: string;
  status: ArticleStatus;
  title: string;
  summary: string;
  questions: string[];
  related: string[];
  /** Sanitized when it was saved; `article:key` links are resolved when it is shown. */
  html: string;
  /** Plain text of the body, as it is searched and quoted. */
  text: string;
  headings: Heading[];
  /** Number of the revision that is shown; 0 before the first was published. */
  revision: number;
  updatedOn: string;
  /** Since when readers are told that it is being checked. */
  underReviewAt: Date | null;
  /** The day somebody last made sure that it is true. */
  verifiedOn: string | null;
}

/** Words read in a minute: a little under what adults read, since help is read with care. */
const WORDS_PER_MINUTE = 180;

/** Whole minutes it takes to read a text, at least one. */
export const readingMinutes = (text: string): number =>
  Math.max(1, Math.round(text.split(/\s+/).length / WORDS_PER_MINUTE));

/** Address of an article within one language, without the language's prefix. */
export const articlePath = (categoryId: string, key: string): string => `/help/${categoryId}/${key}`;
