import { queues } from '../conversations/index.ts';
import type { Ctx } from '../context.ts';
import { listCategories, listPublishedArticles } from '../help-center/index.ts';
import { listPublishedScenarios, type Surroundings } from '../scenarios/index.ts';

/**
 * What a scenario may refer to as the application stands now: published articles, topics, queues, published scenarios. Asked
 * whenever a draft is checked, and once more when it is published.
 */
export async function surroundingsOf(ctx: Ctx): Promise<Surroundings> {
  const [articles, topics, scenarios] = await Promise.all([
    listPublishedArticles(ctx),
    listCategories(ctx, 'ru'),
    listPublishedScenarios(ctx),
  ]);
  return {
    articles: new Set(articles.map(({ key }) => key)),
    queues: new Set<string>(queues),
    topics: new Set(topics.map(({ id }) => id)),
    scenarios: new Set(scenarios.map(({ scenario }) => scenario.key)),
  };
}
