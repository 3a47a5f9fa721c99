import { stampOf } from '#search/stamp.ts';
import type { Ctx } from '../context.ts';
import { systemViewer, type SystemViewer } from '../identity/index.ts';
import { subscribe } from '../platform/events.ts';
import { articlePublished } from './article.events.ts';
import { getArticleById } from './article.queries.ts';
import { phrasesOfTopics } from './category.queries.ts';
import { toSearchDocument } from './search-documents.ts';

/** Puts a published article into the search index, as it is now; takes it out when it is no longer public. */
export const onArticlePublished = (app: { ctx(viewer: SystemViewer): Ctx }) =>
  subscribe(articlePublished, 'help-center.index-article', async (event) => {
    const ctx = app.ctx(systemViewer('index an article'));
    const { search } = ctx.platform;
    const article = await getArticleById(ctx.db.read, event.payload.articleId);
    if (!article) return;
    const document = toSearchDocument(article, await phrasesOfTopics(ctx.db.read));
    if (article.status !== 'published') {
      await search.remove([document.id]);
      return;
    }
    // After a seed the whole index has been built already.
    if ((await search.stamps()).get(document.id) === stampOf(document)) return;
    await search.upsert([document]);
  });
