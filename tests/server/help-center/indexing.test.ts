import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articles } from '#db/schema/help-center.ts';
import { ensureSearchIndex, onArticlePublished, publishArticle } from '#server/help-center/index.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { openHelpCenter, type TestHelpCenter } from '#support/help-center.ts';

let help: TestHelpCenter;
beforeAll(async () => {
  help = await openHelpCenter();
});
afterAll(() => help.close());

const titles = async (query: string) =>
  (await help.search.search({ query, locale: 'ru', audience: ['public'], limit: 3 })).hits.map(({ title }) => title);

describe('the search index follows the articles', () => {
  it('when one is published: an event, a subscriber, and it is found', async () => {
    const events = new EventDispatcher({
      db: help.db,
      clock: help.clock,
      log: help.platform.log,
      subscriptions: [onArticlePublished({ ctx: (viewer) => help.ctx(viewer) })],
    });
    await publishArticle(help.system, {
      key: 'hammock',
      locale: 'ru',
      categoryId: 'materials',
      title: 'Можно ли повесить гамак в переговорной',
      summary: 'Можно, если стена несущая и переговоры недолгие.',
      questions: ['гамак', 'куда повесить гамак', 'гамак в офисе'],
      related: [],
      updatedOn: '2026-11-20',
      body: 'Гамак вешают на два анкера. Каждый держит не меньше 150 кг, если стена несущая.',
    });
    await events.settled();
    await events.stop();
    expect((await titles('гамак'))[0]).toBe('Можно ли повесить гамак в переговорной');
  });

  it('at start, when it missed a change while nobody listened', async () => {
    await help.db.write((tx) =>
      tx
        .update(articles)
        .set({ title: 'Гамак, тайно переименованный' })
        .where(sql`key = 'hammock'`),
    );
    expect(await ensureSearchIndex(help.system)).toMatchObject({ kind: 'updated' });
    expect((await titles('гамак'))[0]).toBe('Гамак, тайно переименованный');
    await help.db.write((tx) =>
      tx
        .update(articles)
        .set({ status: 'archived' })
        .where(sql`key = 'hammock'`),
    );
    expect(await ensureSearchIndex(help.system)).toMatchObject({ kind: 'updated' });
    expect(await titles('гамак')).not.toContain('Гамак, тайно переименованный');
    expect(await ensureSearchIndex(help.system)).toMatchObject({ kind: 'current' });
  });
});
