import type { Locale } from '#content/locales.ts';

/** What people look for and say, at the desk. */
export const demandTabs = ['searches', 'articles', 'feedback'] as const;
export type DemandTab = (typeof demandTabs)[number];
export const demandPath = (tab: DemandTab): string => `/desk/help/${tab}`;

const withQuery = (path: string, values: Record<string, string | number | null | undefined>): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
};

interface Period {
  /** Of the queries or articles. */
  language?: Locale | undefined;
  days?: number | undefined;
}

/** The board of searches. */
export const searchBoardPath = (
  choice: Period & { show?: string | undefined; page?: number | undefined } = {},
): string => withQuery(demandPath('searches'), { ...choice, page: choice.page === 1 ? undefined : choice.page });

/** One group of searches, by any of its queries. */
export const searchGroupPath = (choice: Period & { q: string }): string =>
  withQuery(`${demandPath('searches')}/group`, { ...choice });

export interface FiguresChoice extends Period {
  sort?: string | undefined;
  order?: 'asc' | 'desc' | undefined;
  page?: number | undefined;
}
export const figuresPath = (choice: FiguresChoice = {}): string =>
  withQuery(demandPath('articles'), { ...choice, page: choice.page === 1 ? undefined : choice.page });
export const figuresExportPath = (choice: FiguresChoice): string =>
  withQuery(`${demandPath('articles')}/export`, { ...choice, page: undefined });

/** What readers said of one article. */
export const feedbackPath = (key: string, locale: Locale): string => `${demandPath('feedback')}/${key}/${locale}`;
/** Begins an article from a conversation. */
export const articleFromConversationPath = (id: string): string => `/desk/help/conversations/${id}`;
