/** A search as the log keeps it. */
export interface LoggedSearch {
  id: string;
  /** Cleaned, in lower case, without what may be personal. */
  query: string;
  locale: 'ru' | 'en';
  results: number;
  asker: string | null;
  /** Only typed: suggestions were all that was seen. */
  typed: boolean;
  createdAt: Date;
  lastAt: Date;
}

/** Whoever thinks longer than this begins anew. */
export const SAME_SEARCH_MS = 60_000;

/** Whether somebody goes on with the search before: the same person and language, within a minute, one query begins the other. */
export const goesOn = (before: LoggedSearch, next: LoggedSearch): boolean =>
  before.asker !== null &&
  before.asker === next.asker &&
  before.locale === next.locale &&
  next.lastAt.getTime() - before.lastAt.getTime() <= SAME_SEARCH_MS &&
  (before.query.startsWith(next.query) || next.query.startsWith(before.query));

/**
 * Two that are one search: what was sent counts before what was only typed, of two that were typed the longer one, of two that
 * were sent the later one. It keeps the first one's id, so that links given out lead to it.
 */
export function mergeSearches(before: LoggedSearch, next: LoggedSearch): LoggedSearch {
  const taken =
    before.typed === next.typed
      ? next.typed && next.query.length < before.query.length
        ? before
        : next
      : before.typed
        ? next
        : before;
  const { query, results, typed } = taken;
  return { ...before, query, results, typed, lastAt: next.lastAt };
}
