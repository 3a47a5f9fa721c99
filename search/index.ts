import type { Locale } from '#content/locales.ts';

/** What the index keeps of an article. */
export interface SearchDocument {
  /** `<key>:<locale>` */
  id: string;
  key: string;
  locale: Locale;
  category: string;
  title: string;
  summary: string;
  questions: string[];
  /** Plain text, without markup. */
  body: string;
  updatedOn: string;
}

export interface SearchHit {
  id: string;
  key: string;
  locale: Locale;
  category: string;
  title: string;
  /** Passages around what was found; `marked` parts are the found words. Never the whole body. */
  snippet: { text: string; marked: boolean }[];
  updatedOn: string;
  score: number;
}

export interface SearchRequest {
  query: string;
  /** Documents of this locale come first; others are given only when asked. */
  locale: Locale;
  category?: string | undefined;
  limit: number;
  offset?: number | undefined;
}

export interface SearchAnswer {
  hits: SearchHit[];
  total: number;
  /** Set when another spelling was searched instead: typo, keyboard layout. */
  showingResultsFor: string | null;
  /** Found per category. */
  categories: Record<string, number>;
}

/** The search port. Who may see a document is decided before it is put in. */
export interface SearchIndex {
  readonly kind: 'embedded' | 'meilisearch';
  search(request: SearchRequest): Promise<SearchAnswer>;
  /** Titles that complete what is being typed, ≤ `limit`. */
  suggest(query: string, locale: Locale, limit: number): Promise<SearchHit[]>;
  upsert(documents: SearchDocument[]): Promise<void>;
  remove(ids: string[]): Promise<void>;
  /** Replaces everything; searches go on meanwhile. */
  rebuild(documents: SearchDocument[]): Promise<void>;
  close(): Promise<void>;
}
