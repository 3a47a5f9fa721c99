import type { Locale } from '#content/locales.ts';
import { queues } from '../conversations/index.ts';
import type { Ctx } from '../context.ts';
import { listSegments } from '../customers/index.ts';
import { headingsIn, listCategories, listPublishedArticles } from '../help-center/index.ts';
import { listStaff, systemViewer } from '../identity/index.ts';
import { listPublishedScenarios, type Surroundings } from '../scenarios/index.ts';

/**
 * What a scenario may refer to as the application stands now: published articles, topics, queues, published scenarios. Asked
 * whenever a draft is checked, and once more when it is published.
 */
export async function surroundingsOf(ctx: Ctx): Promise<Surroundings> {
  // Whoever verifies need not be somebody who may look at customers; only what is called how is asked here.
  const all = { ...ctx, viewer: systemViewer('what a scenario may refer to') };
  const [articles, topics, scenarios, staff, segments] = await Promise.all([
    listPublishedArticles(ctx),
    listCategories(ctx, 'ru'),
    listPublishedScenarios(ctx),
    listStaff(all),
    listSegments(all),
  ]);
  const texts = new Map(articles.map(({ key, locale, html }) => [`${locale}/${key}`, html]));
  return {
    articles: new Set(articles.map(({ key }) => key)),
    queues: new Set<string>(queues),
    topics: new Set(topics.map(({ id }) => id)),
    scenarios: new Map(scenarios.map(({ scenario }) => [scenario.key, scenario])),
    owners: new Set(staff.map(({ email }) => email)),
    segments: new Set(segments),
    headings: (article: string, locale: Locale) => {
      const html = texts.get(`${locale}/${article}`);
      return html === undefined ? null : new Set(headingsIn(html));
    },
  };
}
