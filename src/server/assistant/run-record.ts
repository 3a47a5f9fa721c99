import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { getArticle, getFeedbackSettings, type ArticleView } from '../help-center/index.ts';
import {
  getScenario,
  getScenarioVersion,
  isUnderReview,
  linkedScenario,
  newRun,
  type LinkedScenario,
  type Run,
  type Scenario,
  type Texts,
} from '../scenarios/index.ts';
import { mayBegin } from './scenario-audience.ts';

/** A walk with what it walks: a scenario version, or an article given as an answer. */
export interface RunRecord {
  id: string;
  /** A scenario's key, or `article:<key>`. */
  key: string;
  version: number;
  scenario: Scenario;
  /** What the person wrote when it began. */
  request: string;
  run: Run;
  /** As stored: what the next write expects to find; null for a run that begins now. */
  storedTurns: number | null;
}

/** Of a walk of somebody who was erased nothing is left but that it took place (on-person-erased.ts). */
export const isForgotten = (run: Partial<Run>): boolean => run.path === undefined;

/** A walk whose scenario or article can no longer be read: it cannot go on. */
export interface LostRun {
  id: string;
  scenario: null;
  storedTurns: number;
}

const ARTICLE = 'article:';
export const articleKeyOf = (key: string): string | null =>
  key.startsWith(ARTICLE) ? key.slice(ARTICLE.length) : null;

/** An article given as an answer is walked like any scenario: it is shown, then "did it help?". */
function articleScenario(article: ArticleView): Scenario {
  const title: Texts = { ru: article.title, en: article.title };
  return {
    key: `${ARTICLE}${article.key}`,
    type: 'question',
    topic: article.category.id,
    queue: '',
    audience: 'everyone',
    title,
    examples: { ru: [], en: [] },
    covers: [],
    steps: [
      { kind: 'article', id: 'article', article: article.key, then: 'helped' },
      { kind: 'didItHelp', id: 'helped' },
    ],
  };
}

/** What a key and version stand for; null when there is no such scenario (any more) or article. */
export async function findScenario(
  ctx: Ctx,
  { key, version, locale, calls }: { key: string; version: number | null; locale: Locale; calls?: Run['calls'] },
): Promise<LinkedScenario | null> {
  const articleKey = articleKeyOf(key);
  if (articleKey !== null) {
    const article = await getArticle(ctx, { key: articleKey, locale });
    return article && { scenario: articleScenario(article), version: 0, calls: {} };
  }
  const found = await (version === null ? getScenario(ctx, key) : getScenarioVersion(ctx, key, version));
  return found && linkedScenario(ctx, found, calls);
}

/**
 * A walk that begins now, on the published version; null when there is none for this viewer. A button that was offered before a
 * scenario came under review, or another scenario, leads into it no more, unless it is offered with a warning; an agent, who is
 * told, may.
 */
export async function newRecord(
  ctx: Ctx,
  { key, locale, request, byAgent = false }: { key: string; locale: Locale; request: string; byAgent?: boolean },
): Promise<RunRecord | null> {
  const found = await findScenario(ctx, { key, version: null, locale });
  if (!found || !(await mayBegin(ctx, found.scenario))) return null;
  if (
    !byAgent &&
    (await isUnderReview(ctx, key)) &&
    (await getFeedbackSettings(ctx.db.read)).scenarios === 'leaveOut'
  ) {
    return null;
  }
  const { scenario, version, calls } = found;
  return { id: ctx.ids.next(), key, request, scenario, version, run: { ...newRun(), calls }, storedTurns: null };
}
