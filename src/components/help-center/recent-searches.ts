import { announce } from '../ui/announce.ts';

const KEY = 'kabinet.searches';
const KEPT = 6;
const LONGEST = 60;

/** Remembers what was looked for, shows it where there is a place for it, and forgets it when asked. */
export function recentSearches(): void {
  const place = document.querySelector<HTMLElement>('[data-recent]');
  if (!place) return;
  const { query } = place.dataset;
  if (query !== undefined) {
    write(withNewest(read(), query));
    return;
  }
  const searches = read();
  const clear = place.querySelector('button');
  if (searches.length === 0 || !clear) return;
  clear.before(...searches.map((search) => chip(search, place.dataset['recent'] ?? '')));
  place.hidden = false;
  clear.addEventListener('click', () => {
    write([]);
    place.hidden = true;
    announce(place.dataset['cleared'] ?? '');
    // The button is gone: the keyboard goes on from the search field.
    document.querySelector<HTMLElement>('main input[type="search"]')?.focus();
  });
}

/** The newest first, each once whatever its case. */
export function withNewest(searches: readonly string[], query: string): string[] {
  const newest = query.replaceAll(/\s+/g, ' ').trim();
  if (newest === '' || newest.length > LONGEST) return [...searches];
  const others = searches.filter((search) => search.toLowerCase() !== newest.toLowerCase());
  return [newest, ...others].slice(0, KEPT);
}

function chip(search: string, page: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.className = 'chip';
  link.href = `${page}?q=${encodeURIComponent(search)}`;
  link.textContent = search;
  return link;
}

/** Storage may be switched off, full, or hold what somebody else wrote. */
function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.filter((each): each is string => typeof each === 'string' && each.length <= LONGEST).slice(0, KEPT);
  } catch {
    return [];
  }
}

function write(searches: readonly string[]): void {
  try {
    if (searches.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(searches));
  } catch {
    // Then nothing is remembered.
  }
}
