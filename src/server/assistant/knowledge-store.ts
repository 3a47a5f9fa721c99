import { locales } from '#content/locales.ts';
import outside from '#content/out-of-scope.json' with { type: 'json' };
import type { Ctx } from '../context.ts';
import { getFeedbackSettings, listPublishedArticles, type Article, type Audience } from '../help-center/index.ts';
import type { Embedder } from '../platform/embedder.ts';
import type { Platform } from '../platform/index.ts';
import { isStartable, listPublishedScenarios, type PublishedScenario } from '../scenarios/index.ts';
import { Knowledge, type Subject } from './knowledge.ts';
import { audienceOfScenario } from './scenario-audience.ts';

/** What people ask a maker of furniture, and a chat, that neither the help center nor a scenario answers. */
export const outOfScope: readonly string[] = locales.flatMap((locale) => outside[locale]);

/** What other processes published is noticed at the latest after this long. */
const FRESH_MS = 60_000;

interface Kept {
  knowledge: Promise<Knowledge>;
  embedder: Embedder;
  /** Vectors it has made so far, by text. */
  made: Map<string, Float32Array | null>;
  builtAt: number;
  /** A rebuild is running; `again` asks for another one after it. */
  rebuilding: Promise<void> | null;
  again: boolean;
}

const kept = new WeakMap<Platform, Kept>();

/**
 * What the assistant of this application knows. The first call makes a sketch of it, in a second, and has it learned well beside; later
 * ones answer at once, if need be a little late.
 */
export async function knowledgeOf(ctx: Ctx): Promise<Knowledge> {
  const known = kept.get(ctx.platform);
  if (!known) {
    const sketch = begin(ctx, { isSketch: true });
    sketch.then(
      () => void refreshKnowledge(ctx),
      () => undefined,
    );
    return sketch;
  }
  if (ctx.clock.now().getTime() - known.builtAt > FRESH_MS) void refreshKnowledge(ctx);
  return known.knowledge;
}

/** Has everything learned well, for those who would rather wait than ask a sketch. */
export async function learnKnowledge(ctx: Ctx): Promise<void> {
  await (kept.has(ctx.platform) ? refreshKnowledge(ctx) : begin(ctx, { isSketch: false }));
}

function begin(ctx: Ctx, how: { isSketch: boolean }): Promise<Knowledge> {
  const vectors = { embedder: ctx.platform.embedder, made: new Map<string, Float32Array | null>() };
  const knowledge = build(ctx, vectors, how);
  const known = keep(ctx, { ...vectors, knowledge });
  knowledge.catch(() => {
    if (kept.get(ctx.platform) === known) kept.delete(ctx.platform);
  });
  return knowledge;
}

function keep(ctx: Ctx, of: Pick<Kept, 'knowledge' | 'embedder' | 'made'>): Kept {
  const known = { ...of, builtAt: ctx.clock.now().getTime(), rebuilding: null, again: false };
  kept.set(ctx.platform, known);
  return known;
}

/**
 * Learns everything with another encoder, beside what the assistant goes on knowing. Gives what to call to have the assistant know
 * that instead, from one question to the next; what was published meanwhile is learned then.
 * @throws when the encoder does not answer
 */
export async function prepareKnowledge(ctx: Ctx, embedder: Embedder): Promise<() => void> {
  const made = new Map<string, Float32Array | null>();
  const knowledge = await build(ctx, { embedder, made });
  if (made.size === 0 && knowledge.subjects.length > 0) throw new Error('the sentence encoder does not answer');
  return () => {
    // Whatever the former one is still learning is learned for nobody.
    keep(ctx, { embedder, made, knowledge: Promise.resolve(knowledge) });
    Knowledge.forgetFormer();
    void refreshKnowledge(ctx);
  };
}

/** Reads scenarios and articles again and takes the new knowledge when it is ready. Many calls at once cost one or two builds. */
export function refreshKnowledge(ctx: Ctx): Promise<void> {
  const known = kept.get(ctx.platform);
  if (!known) return Promise.resolve();
  if (known.rebuilding) {
    known.again = true;
    return known.rebuilding;
  }
  known.rebuilding = (async () => {
    do {
      known.again = false;
      known.builtAt = ctx.clock.now().getTime();
      const knowledge = await build(ctx, known);
      known.knowledge = Promise.resolve(knowledge);
    } while (isAskedAgain(known));
  })()
    .catch((error: unknown) => {
      ctx.platform.log.error({ err: error }, 'the assistant goes on with what it knew');
    })
    .finally(() => {
      known.rebuilding = null;
    });
  return known.rebuilding;
}

const isAskedAgain = (known: Kept): boolean => known.again;

/** The last draft that was tried: whoever looks at what it changes looks several times. */
const tried = new WeakMap<Platform, { text: string; beside: Knowledge; knowledge: Promise<Knowledge> }>();

/** What the assistant would know with one scenario as it is drafted in place of its published version. */
export async function knowledgeWith(ctx: Ctx, draft: PublishedScenario): Promise<Knowledge> {
  const beside = await knowledgeOf(ctx);
  const text = JSON.stringify(draft.scenario);
  const last = tried.get(ctx.platform);
  if (last?.text === text && last.beside === beside) return last.knowledge;
  const { embedder } = beside;
  const known = kept.get(ctx.platform);
  const made = known?.embedder === embedder ? known.made : new Map<string, Float32Array | null>();
  const knowledge = build(ctx, { embedder, made }, { draft });
  tried.set(ctx.platform, { text, beside, knowledge });
  knowledge.catch(() => tried.delete(ctx.platform));
  return knowledge;
}

async function build(
  ctx: Ctx,
  { embedder, made }: Pick<Kept, 'embedder' | 'made'>,
  { draft = null, isSketch = false }: { draft?: PublishedScenario | null; isSketch?: boolean } = {},
): Promise<Knowledge> {
  const [published, articles, feedback] = await Promise.all([
    listPublishedScenarios(ctx),
    listPublishedArticles(ctx),
    getFeedbackSettings(ctx.db.read),
  ]);
  const offered = feedback.assistant === 'warn' ? articles : articles.filter(({ underReviewAt }) => !underReviewAt);
  const others = published.filter(
    ({ scenario, isUnderReview }) =>
      (!isUnderReview || feedback.scenarios === 'warn') && scenario.key !== draft?.scenario.key,
  );
  const scenarios = [...others, ...(draft ? [draft] : [])].filter(({ scenario }) => isStartable(scenario));
  return Knowledge.build(subjectsOf(scenarios, offered), embedder, {
    made,
    outside: outOfScope,
    isSketch,
    log: ctx.platform.log,
  });
}

/** Scenarios with the questions of the articles they cover, then the other articles, every language in one subject. */
export function subjectsOf(
  scenarios: readonly (PublishedScenario & { isUnderReview?: boolean })[],
  articles: readonly Article[],
): Subject[] {
  const versions = Map.groupBy(articles, (article) => article.key);
  const isPublic = (key: string) => versions.get(key)?.[0]?.audience === 'public';
  const covered = new Set(scenarios.flatMap(({ scenario }) => scenario.covers).filter(isPublic));
  const textsOf = ({ title, summary, questions, headings }: Article): string[] => [
    title,
    ...questions,
    ...(summary ? [summary] : []),
    ...headings.map(({ text }) => text).filter((text) => text.includes(' ')),
  ];
  return [
    ...scenarios.map(({ scenario, isUnderReview = false }): Subject => {
      const audience = audienceOfScenario(scenario);
      const own = locales.flatMap((locale) => [
        scenario.title[locale],
        ...(scenario.subtopic ? [scenario.subtopic[locale]] : []),
        ...scenario.examples[locale],
      ]);
      const theirs = scenario.covers.flatMap((key) =>
        (versions.get(key) ?? []).filter(({ audience }) => audience === 'public').flatMap(textsOf),
      );
      return {
        id: `scenario:${scenario.key}`,
        kind: 'scenario',
        key: scenario.key,
        topic: scenario.topic,
        title: scenario.title,
        texts: [...own, ...theirs],
        ...(isUnderReview ? { doubted: locales } : {}),
        ...(audience ? { audience } : {}),
      };
    }),
    ...[...versions]
      .filter(([key]) => !covered.has(key))
      .map(([key, each]): Subject => ({
        id: `article:${key}`,
        kind: 'article',
        key,
        topic: each[0]?.categoryId ?? '',
        title: Object.fromEntries(each.map((article) => [article.locale, article.title])),
        texts: each.flatMap(textsOf),
        doubted: each.filter(({ underReviewAt }) => underReviewAt).map(({ locale }) => locale),
        ...(each[0] ? { audience: audienceOf(each[0]) } : {}),
      })),
  ];
}

const audienceOf = ({ audience, segments, customerIds }: Article): Audience => ({ audience, segments, customerIds });
