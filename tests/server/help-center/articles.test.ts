import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { locales } from '#content/locales.ts';
import { articles } from '#db/schema/help-center.ts';
import { users } from '#db/schema/identity.ts';
import {
  getArticle,
  getHelpCenter,
  listPopularArticles,
  listPopularQueries,
  listPublicAddresses,
  publishArticle,
  searchHelp,
  seedHelpCenter,
  suggest,
} from '#server/help-center/index.ts';
import { readContent } from '#server/help-center/seed-help-center.ts';
import type { UserViewer, VisitorViewer } from '#server/identity/index.ts';
import { openHelpCenter, type TestHelpCenter } from '#support/help-center.ts';

const visitor: VisitorViewer = { kind: 'visitor', visitorHash: null, locale: 'ru' };
const user = (role: UserViewer['role']): UserViewer => ({
  kind: 'user',
  userId: `u-${role}`,
  sessionId: 's',
  name: role,
  email: `${role}@example.com`,
  role,
  locale: 'ru',
  timeZone: 'Europe/Moscow',
  memberships: [],
  customerId: null,
  visitorHash: null,
  preview: null,
});

let help: TestHelpCenter;
beforeAll(async () => {
  help = await openHelpCenter();
  for (const role of ['editor', 'admin'] as const) {
    await help.db.write((tx) =>
      tx.insert(users).values({
        id: `u-${role}`,
        email: `${role}@example.com`,
        name: role,
        role,
        locale: 'ru',
        createdAt: new Date(),
      }),
    );
  }
});
afterAll(() => help.close());

const draft = {
  key: 'test-article',
  locale: 'ru' as const,
  categoryId: 'payment',
  title: 'Как оплатить вертолётом',
  summary: 'Вертолётом платить нельзя, но можно спросить.',
  questions: ['вертолёт', 'можно ли вертолётом', 'геликоптер'],
  related: [],
  updatedOn: '2026-11-20',
  body: 'Вертолётом заплатить нельзя: приземлиться у нас негде, а обменивать его на столы мы не умеем.',
};

describe('the shipped articles', () => {
  it('are well formed, in known topics, and link only to what exists', async () => {
    const { files, categories } = await readContent();
    expect(files.length).toBeGreaterThanOrEqual(60);
    for (const locale of locales) {
      const used = new Set(files.filter((file) => file.locale === locale).map(({ categoryId }) => categoryId));
      expect(used).toEqual(new Set(categories.map(({ id }) => id)));
    }
  });

  it('are seeded once: what is in the database already stays as it is', async () => {
    expect(await seedHelpCenter(help.system)).toEqual({ published: 0 });
    const [row] = await help.db.read.select({ count: sql<number>`count(*)` }).from(articles);
    const { files } = await readContent();
    expect(row?.count).toBe(files.length);
  });
});

describe('a reader', () => {
  it('gets the article in their language, with its place among the others', async () => {
    const article = await getArticle(help.ctx(visitor), { key: 'pay-invoice', locale: 'en' });
    expect(article).toMatchObject({
      locale: 'en',
      isFallback: false,
      href: '/en/help/payment/pay-invoice',
      versions: { ru: '/help/payment/pay-invoice', en: '/en/help/payment/pay-invoice' },
    });
    expect(article?.html).toContain('href="/en/help/payment/');
    expect(article?.html).not.toContain('article:');
    expect(article?.related.every(({ href }) => href.startsWith('/en/'))).toBe(true);
  });

  it('gets another language, and is told so, where theirs is missing', async () => {
    const article = await getArticle(help.ctx(visitor), { key: 'contract', locale: 'en' });
    expect(article).toMatchObject({ locale: 'ru', isFallback: true, href: '/en/help/documents/contract' });
    expect(article?.versions).toEqual({ ru: '/help/documents/contract' });
  });

  it('walks from each article of a topic to the next and back', async () => {
    const ctx = help.ctx(visitor);
    const [topic] = await getHelpCenter(ctx, 'ru');
    const walked = [];
    let key: string | undefined = topic?.articles[0]?.key;
    for (let before: string | undefined; key !== undefined;) {
      const article = await getArticle(ctx, { key, locale: 'ru' });
      expect(article?.previous?.key).toBe(before);
      walked.push(key);
      before = key;
      key = article?.next?.key;
    }
    expect(walked).toEqual(topic?.articles.map((link) => link.key));
  });

  it('finds nothing under an unknown key', async () => {
    expect(await getArticle(help.ctx(visitor), { key: 'nope', locale: 'ru' })).toBeNull();
  });

  it('is offered what editors marked as popular, and questions of articles to search for', async () => {
    const ctx = help.ctx(visitor);
    expect((await listPopularArticles(ctx, 'ru', 3)).map(({ key }) => key)[0]).toBe('pay-invoice');
    expect(await listPopularQueries(ctx, 'ru', 4)).toHaveLength(4);
  });

  it('searches and gets addresses in their language, and is suggested while typing', async () => {
    const ctx = help.ctx(visitor);
    const results = await searchHelp(ctx, { query: 'my chair wobbles', locale: 'en' });
    expect(results.found[0]).toMatchObject({ key: 'loose-chair', href: '/en/help/repairs/loose-chair' });
    expect((await suggest(ctx, { query: 'гаран', locale: 'ru' })).map(({ key }) => key)).toContain('warranty-terms');
    expect(await suggest(ctx, { query: 'г', locale: 'ru' })).toEqual([]);
  });

  it('is told what they probably meant in the wrong layout, though nothing says anything about it', async () => {
    const results = await searchHelp(help.ctx(visitor), { query: 'ghbdtn', locale: 'ru' });
    expect(results).toMatchObject({ total: 0, showingResultsFor: null, probablyMeant: 'привет' });
    const noise = await searchHelp(help.ctx(visitor), { query: 'бдщгхжъ ъъщзгнк', locale: 'ru' });
    expect(noise).toMatchObject({ total: 0, probablyMeant: null });
  });

  it('never sees what others typed among popular searches', async () => {
    const ctx = help.ctx(visitor);
    for (let i = 0; i < 5; i++) await searchHelp(ctx, { query: 'все менеджеры дураки', locale: 'ru' });
    expect(await listPopularQueries(ctx, 'ru', 100)).not.toContain('все менеджеры дураки');
  });
});

describe('the shipped translations', () => {
  it('are of the Russian articles, and none is behind', async () => {
    const rows = await help.db.read.select().from(articles);
    const both = rows.filter(({ key }) => rows.filter((row) => row.key === key).length === 2);
    expect(both.length).toBeGreaterThan(20);
    expect(
      new Set(
        both.map(
          ({ locale, sourceLocale, sourceRevision }) =>
            `${locale} of ${String(sourceLocale)} ${String(sourceRevision)}`,
        ),
      ),
    ).toEqual(new Set(['ru of null null', 'en of ru 1']));
  });
});

describe('publishing', () => {
  it('is for editors and those above them', async () => {
    for (const viewer of [visitor, user('customer'), user('agent')]) {
      expect(await publishArticle(help.ctx(viewer), draft)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    }
    expect(await publishArticle(help.ctx(user('editor')), draft)).toMatchObject({ ok: true, value: { changed: true } });
  });

  it('of the same again changes nothing; of something else counts a revision', async () => {
    const ctx = help.ctx(user('editor'));
    const revision = async () => {
      const [row] = await help.db.read
        .select()
        .from(articles)
        .where(sql`key = 'test-article'`);
      return row?.revision;
    };
    await publishArticle(ctx, draft);
    const before = await revision();
    expect(await publishArticle(ctx, draft)).toMatchObject({ ok: true, value: { changed: false } });
    expect(await revision()).toBe(before);
    await publishArticle(ctx, { ...draft, title: 'Как оплатить дирижаблем' });
    expect(await revision()).toBe((before ?? 0) + 1);
  });

  it('refuses an unknown topic', async () => {
    expect(
      await publishArticle(help.ctx(user('admin')), { ...draft, key: 'other', categoryId: 'nowhere' }),
    ).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
  });

  it('appears in the list of public addresses, once per language it exists in', async () => {
    await publishArticle(help.ctx(user('editor')), draft);
    const entry = (await listPublicAddresses(help.ctx(visitor))).find(({ versions }) =>
      versions.ru?.endsWith('/test-article'),
    );
    expect(entry?.versions).toEqual({ ru: '/help/payment/test-article' });
  });
});
