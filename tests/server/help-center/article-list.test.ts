import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { articles } from '#db/schema/help-center.ts';
import {
  archiveArticle,
  createArticle,
  listArticlesToWrite,
  publishRevision,
  saveRevision,
  startRevision,
  startTranslation,
  submitRevision,
  type ArticleFilter,
} from '#server/help-center/index.ts';
import { putCategories } from '#server/help-center/publish-article.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { countQueries } from '#support/count-queries.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { staffOf } from '#support/staff.ts';

let world: TestDatabase;
let lera: UserViewer;
const as = (viewer: UserViewer) => world.ctx(viewer);
const content = (title: string) => ({
  ...{ title, summary: 'Коротко о том, что здесь.', questions: [] },
  body: 'Достаточно длинный текст, чтобы его можно было показать читателям справки.',
});

beforeEach(async () => {
  world = await openTestDatabase();
  lera = await staffOf(world, 'editor', 'Lera');
  const words = { ru: 'Оплата', en: 'Payment' };
  const topic = (id: string) => ({ id, icon: 'receipt', title: words, summary: words });
  await world.db.write((tx) => putCategories(tx, [topic('payment'), topic('delivery')]));
});
afterEach(() => world.close());

async function article(key: string, title: string, categoryId = 'payment', publish = true): Promise<void> {
  const at = { key, locale: 'ru' as const };
  await createArticle(as(lera), { ...at, categoryId, title });
  await saveRevision(as(lera), { ...at, version: 1, content: content(title) });
  if (publish) await publishRevision(as(lera), { ...at, version: 2, at: null, reason: null });
}
const keys = async (filter: ArticleFilter, more = {}) =>
  (await listArticlesToWrite(as(lera), { filter, ...more }))?.articles.map(({ key }) => key);

describe('the list of those who write', () => {
  it('shows what waits for whom, what is found by its title, and nothing to those who do not write', async () => {
    await article('pay', 'Как оплатить счёт');
    await article('ship', 'Сроки доставки', 'delivery');
    await article('fresh', 'Новая статья', 'payment', false);
    await startTranslation(as(lera), { key: 'pay', locale: 'en' });
    await submitRevision(as(lera), { key: 'pay', locale: 'en', version: 1, reason: null });
    await archiveArticle(as(lera), { key: 'ship', locale: 'ru' });
    await world.db.write((tx) =>
      tx.update(articles).set({ verifyEveryDays: 30, verifiedOn: '2026-10-01' }).where(eq(articles.key, 'pay')),
    );
    expect(await keys('draft')).toEqual(['fresh']);
    expect(await keys('in_review')).toEqual(['pay']);
    expect(await keys('archived')).toEqual(['ship']);
    expect(await keys('unverified')).toEqual(['pay']);
    expect(await keys('untranslated')).toEqual(['fresh']);
    expect(new Set(await keys('all'))).toEqual(new Set(['pay', 'fresh']));
    expect(await keys('all', { search: 'СЧЕТ' })).toEqual(['pay']);
    expect(await keys('archived', { categoryId: 'payment' })).toEqual([]);
    expect((await listArticlesToWrite(as(lera)))?.counts).toMatchObject({
      all: 2,
      draft: 1,
      in_review: 1,
      archived: 1,
    });
    expect(await listArticlesToWrite(as(await staffOf(world, 'agent', 'Anton')))).toBeNull();
  });

  it('says which translations are behind', async () => {
    await article('pay', 'Как оплатить счёт');
    const en = { key: 'pay', locale: 'en' as const };
    await startTranslation(as(lera), en);
    await publishRevision(as(lera), { ...en, version: 1, at: null, reason: null });
    expect(await keys('outdated')).toEqual([]);
    const ru = { key: 'pay', locale: 'ru' as const };
    await startRevision(as(lera), ru);
    const saved = await saveRevision(as(lera), { ...ru, version: 2, content: content('Как оплатить счёт онлайн') });
    if (!saved.ok) throw new Error(saved.error.message);
    await publishRevision(as(lera), { ...ru, version: saved.value.version, at: null, reason: null });
    const [listed] = (await listArticlesToWrite(as(lera), { filter: 'outdated' }))?.articles ?? [];
    expect(listed?.versions.map(({ locale, isOutdated }) => [locale, isOutdated])).toEqual([
      ['ru', false],
      ['en', true],
    ]);
  });

  it('asks three times however many articles there are', async () => {
    for (let i = 0; i < 5; i++) await article(`pay-${String(i)}`, `Как оплатить счёт № ${String(i)}`);
    expect(await countQueries(as(lera), (ctx) => listArticlesToWrite(ctx))).toBe(3);
  });
});
