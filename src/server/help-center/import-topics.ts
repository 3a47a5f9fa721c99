import { categories } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { activityOf } from './history.queries.ts';
import { noteActivity, topicActivity } from './article-activity.ts';
import { bringActivity, emailsInActivity, unknownActivity } from './bring-activity.ts';
import type { Imported } from './imported.ts';
import { putCategories } from './publish-article.ts';
import type { ArticleFolder } from './read-folder.ts';
import { tellOfTopics } from './save-category.ts';
import { meetWriters } from './writers.ts';

/** Brings in the topics of a folder, all or none; those that are there are changed only with `publish`. */
export async function importTopics(ctx: Ctx, found: ArticleFolder, publish: boolean): Promise<Imported[]> {
  const { categories: list } = found;
  const path = (id: string) => `categories.yaml#${id}`;
  try {
    return await ctx.db.write(async (tx) => {
      const before = await tx.select().from(categories);
      const known = new Set(before.map(({ id }) => id));
      const wanted = list.filter(({ id }) => publish || !known.has(id));
      if (publish) await putCategories(tx, list);
      else await putCategories(tx, wanted, before.length);
      const after = await tx.select().from(categories);
      const isSame = (id: string) =>
        JSON.stringify(before.find((row) => row.id === id)) === JSON.stringify(after.find((row) => row.id === id));
      const changed = list.filter(({ id }) => known.has(id) && !isSame(id)).map(({ id }) => id);
      await tellOfTopics(ctx, tx, changed);
      const told = publish ? await bringTopicHistory(ctx, tx, found) : new Set<string>();
      for (const id of changed.filter((each) => !told.has(each))) {
        await noteActivity(ctx, tx, { key: topicActivity(id), locale: null, kind: 'category.changed' });
      }
      return list.map(({ id }): Imported => {
        const state = !known.has(id) ? 'new' : changed.includes(id) ? 'changed' : 'unchanged';
        return { path: path(id), state };
      });
    });
  } catch (error) {
    // A ring or a parent that does not come first: none of them.
    return [{ path: 'categories.yaml', state: 'refused', why: error instanceof Error ? error.message : 'is wrong' }];
  }
}

/** What happened to topics elsewhere, those that are gone too. @returns ids of those of which something was not known here */
async function bringTopicHistory(ctx: Ctx, tx: Tx, { history }: ArticleFolder): Promise<ReadonlySet<string>> {
  const told = new Set<string>();
  if (history.isUnusable) return told;
  for (const [id, { activity: incoming }] of history.topics) {
    const key = topicActivity(id);
    const { activity: known } = await activityOf(tx, key);
    const activity = unknownActivity(known, incoming);
    if (activity.length === 0) continue;
    const writerOf = await meetWriters(ctx, tx, { emails: emailsInActivity(activity), names: history.names });
    await bringActivity(ctx, tx, { key, activity, writerOf });
    told.add(id);
  }
  return told;
}
