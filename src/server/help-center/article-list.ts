import type { Locale } from '#content/locales.ts';
import type { ArticleStatus } from './article.ts';
import type { AudienceKind } from './audience.ts';
import type { RevisionState } from './revision.ts';

/** What the list of those who write is narrowed to. Most of them are work that waits. */
export const articleFilters = [
  'all',
  'mine',
  'draft',
  'in_review',
  'scheduled',
  'doubted',
  'unverified',
  'outdated',
  'untranslated',
  'archived',
] as const;
export type ArticleFilter = (typeof articleFilters)[number];

/** One language of a listed article. */
export interface ListedVersion {
  locale: Locale;
  title: string;
  status: ArticleStatus;
  /** State of the text that is being worked on; null when none is. */
  working: Exclude<RevisionState, 'published' | 'discarded'> | null;
  isOutdated: boolean;
  isDoubted: boolean;
}

export interface ListedArticle {
  key: string;
  categoryId: string;
  audience: AudienceKind;
  /** When something was last written or shown. */
  touchedAt: Date;
  versions: ListedVersion[];
}

export interface ArticleList {
  articles: ListedArticle[];
  page: number;
  perPage: number;
  total: number;
  counts: Record<ArticleFilter, number>;
}

export interface ArticleListOptions {
  filter?: ArticleFilter | undefined;
  categoryId?: string | undefined;
  /** Words that must all stand in a title. */
  search?: string | undefined;
  page?: number | undefined;
  perPage?: number | undefined;
}
