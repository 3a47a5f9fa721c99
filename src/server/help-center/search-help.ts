import { localePath, locales, type Locale } from '#content/locales.ts';
import type { SearchHit, TextPart, TitleHit } from '#search/index.ts';
import type { Ctx } from '../context.ts';
import { articlePath } from './article.ts';
import { listCategories } from './category.queries.ts';
import { heldBy } from './audience.ts';
import { readerOf } from './reader.queries.ts';
import { hrefFrom } from './note-reading.ts';
import { noteSearch } from './search-log.ts';

export type { TextPart };

/** What is shown of an article while someone types. */
export interface SuggestedArticle {
  key: string;
  locale: Locale;
  title: TextPart[];
  category: string;
  href: string;
  updatedOn: string;
}

/** What is shown of an article that was found. */
export interface FoundArticle extends SuggestedArticle {
  snippet: TextPart[];
}

export interface HelpSearch {
  query: string;
  locale: Locale;
  category?: string | undefined;
  /** Narrows what was found to one language. */
  language?: Locale | undefined;
  /** Without correcting anything. */
  exact?: boolean | undefined;
  /** Counted from one. */
  page?: number | undefined;
  perPage?: number | undefined;
  /** What tells readers apart (`readerMark`), for the log; null for those who are not counted. */
  mark?: string | null | undefined;
}

export interface HelpResults {
  /** The search in the log, which its links carry; null when it was not noted. */
  searchId: string | null;
  found: FoundArticle[];
  total: number;
  page: number;
  perPage: number;
  /** Set when another spelling was searched. */
  showingResultsFor: string | null;
  correctedBy: 'typo' | 'layout' | 'translit' | null;
  /** What was probably meant, when it was not found either. */
  probablyMeant: string | null;
  categories: { id: string; title: string; count: number }[];
  /** Languages of what was found, the reader's first. */
  languages: { locale: Locale; count: number }[];
  /** When nothing was found: what is nearest by meaning. */
  nearest: FoundArticle[];
}

const PER_PAGE = 10;

/** Searches the help center for a reader: their language first, then what exists in another one only. */
export async function searchHelp(ctx: Ctx, search: HelpSearch): Promise<HelpResults> {
  const { query, locale, category, language, exact, page = 1, perPage = PER_PAGE, mark } = search;
  const audience = heldBy(await readerOf(ctx));
  const [answer, categories] = await Promise.all([
    ctx.platform.search.search({
      query,
      locale,
      otherLocales: true,
      category,
      languages: language === undefined ? undefined : [language],
      exact,
      audience,
      limit: perPage,
      offset: (page - 1) * perPage,
    }),
    listCategories(ctx, locale),
  ]);
  const titles = new Map(categories.map(({ id, title }) => [id, title]));
  // A filter or another page is the same question again.
  const again = page > 1 || category !== undefined || language !== undefined;
  const searchId = await noteSearch(ctx, { query, locale, results: answer.total, mark, again });
  const present = (hit: SearchHit, index: number): FoundArticle => {
    const article = { ...presentTitle(hit, locale, titles), snippet: hit.snippet };
    return { ...article, href: hrefFrom(article.href, searchId, (page - 1) * perPage + index + 1) };
  };
  return {
    searchId,
    found: answer.hits.map(present),
    total: answer.total,
    page,
    perPage,
    // Where the other spelling found nothing either, there are no results to speak of: only a guess to pass on.
    showingResultsFor: answer.total > 0 ? answer.showingResultsFor : null,
    correctedBy: answer.total > 0 ? answer.correctedBy : null,
    probablyMeant: answer.total > 0 ? null : answer.showingResultsFor,
    categories: categories
      .map(({ id, title }) => ({ id, title, count: answer.categories[id] ?? 0 }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
    languages: [locale, ...locales.filter((each) => each !== locale)]
      .map((each) => ({ locale: each, count: answer.locales[each] ?? 0 }))
      .filter(({ count }) => count > 0),
    nearest: answer.nearest.map(present),
  };
}

/** What to offer while someone types; the last word may be unfinished. What grows into one query is one search of the log. */
export async function suggest(
  ctx: Ctx,
  { query, locale, limit = 8, mark = null }: { query: string; locale: Locale; limit?: number; mark?: string | null },
): Promise<SuggestedArticle[]> {
  if (query.trim().length < 2) return [];
  const audience = heldBy(await readerOf(ctx));
  const [hits, categories] = await Promise.all([
    ctx.platform.search.suggest({ query, locale, audience, limit }),
    listCategories(ctx, locale),
  ]);
  const titles = new Map(categories.map(({ id, title }) => [id, title]));
  const searchId = await noteSearch(ctx, { query, locale, results: hits.length, mark, typed: true });
  return hits.map((hit, index) => {
    const article = presentTitle(hit, locale, titles);
    return { ...article, href: hrefFrom(article.href, searchId, index + 1) };
  });
}

const presentTitle = (hit: TitleHit, reader: Locale, titles: ReadonlyMap<string, string>): SuggestedArticle => ({
  key: hit.key,
  locale: hit.locale,
  title: hit.titleParts,
  category: titles.get(hit.category) ?? '',
  href: localePath(reader, articlePath(hit.category, hit.key)),
  updatedOn: hit.updatedOn,
});
