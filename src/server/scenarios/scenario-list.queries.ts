import { locales, type Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { readHeader, type ScenarioHeader } from './scenario-header.ts';
import { listScenarioHeads, type ScenarioHead } from './version.queries.ts';

export const scenarioFilters = ['all', 'published', 'draft', 'in_review', 'under_review'] as const;
export type ScenarioFilter = (typeof scenarioFilters)[number];

const PER_PAGE = 30;

/** A scenario as a line of the list. */
export interface ListedScenario {
  key: string;
  title: string;
  topic: string | null;
  /** What the assistant walks now; null before the first publication. */
  published: number | null;
  working: 'draft' | 'in_review' | null;
  isUnderReview: boolean;
  /** Who changed it last and when; null for what came with the application. */
  touchedBy: string | null;
  touchedAt: Date;
}

export interface ScenarioList {
  scenarios: ListedScenario[];
  counts: Record<ScenarioFilter, number>;
  total: number;
  page: number;
  perPage: number;
}

/** Scenarios narrowed to a state, a topic and words of their titles, keys and examples; the one touched last comes first. */
export async function listScenarios(
  ctx: Ctx,
  {
    filter,
    topic,
    search,
    page,
    locale,
  }: { filter: ScenarioFilter; topic: string; search: string; page: number; locale: Locale },
): Promise<ScenarioList> {
  const words = plain(search).split(' ');
  const wanted = (await listScenarioHeads(ctx))
    .map((head) => ({ head, header: readHeader((head.working ?? head.published)?.source ?? '') }))
    .filter(({ header }) => topic === '' || header.topic === topic)
    .filter(({ head, header }) => search.trim() === '' || matches(head.key, header, words));
  const counts = Object.fromEntries(
    scenarioFilters.map((each) => [each, wanted.filter(({ head }) => is(head, each)).length]),
  ) as Record<ScenarioFilter, number>;
  const shown = wanted
    .filter(({ head }) => is(head, filter))
    .map(({ head, header }) => listed(head, header, locale))
    .sort((a, b) => b.touchedAt.getTime() - a.touchedAt.getTime() || a.key.localeCompare(b.key));
  const last = Math.max(1, Math.ceil(shown.length / PER_PAGE));
  const at = Math.min(page, last);
  const scenarios = shown.slice((at - 1) * PER_PAGE, at * PER_PAGE);
  return { scenarios, counts, total: shown.length, page: at, perPage: PER_PAGE };
}

function is({ published, working, state }: ScenarioHead, filter: ScenarioFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'published':
      return published !== null && state === 'active';
    case 'under_review':
      return published !== null && state === 'under_review';
    default:
      return working?.status === filter;
  }
}

function listed(
  { key, state, stateSince, published, working }: ScenarioHead,
  header: ScenarioHeader,
  locale: Locale,
): ListedScenario {
  const last = working ?? published;
  return {
    key,
    title: header.title[locale] || key,
    topic: header.topic,
    published: published?.version ?? null,
    working: working && (working.status === 'in_review' ? 'in_review' : 'draft'),
    isUnderReview: published !== null && state === 'under_review',
    touchedBy: last?.authorId ?? last?.publishedBy ?? null,
    touchedAt: last?.savedAt ?? last?.publishedAt ?? stateSince,
  };
}

const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/gu, ' ').trim();

function matches(key: string, { title, examples }: ScenarioHeader, words: readonly string[]): boolean {
  const text = plain([key, ...locales.flatMap((each) => [title[each], ...examples[each]])].join(' '));
  return words.every((word) => text.includes(word));
}
