import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articles } from '#db/schema/help-center.ts';
import {
  getArticleMarkdown,
  getPublicEdition,
  listChangedArticles,
  listPopularQueries,
  publishArticle,
} from '#server/help-center/index.ts';
import { openHelpCenter, type TestHelpCenter } from '#support/help-center.ts';

let help: TestHelpCenter;
beforeAll(async () => {
  help = await openHelpCenter();
  const body =
    'Об этом знаем только мы. Вот [счёт](article:pay-invoice) и [тайна](article:secret-prices), а вот [чек](article:receipt).';
  for (const [key, updatedOn] of [
    ['secret-prices', '2026-12-27'],
    ['open-prices', '2026-12-26'],
  ] as const) {
    const published = await publishArticle(help.system, {
      ...{ key, locale: 'ru', categoryId: 'payment', updatedOn, body },
      title: `Сколько стоит: ${key}`,
      summary: 'Цены, которые знаем мы.',
      questions: [`цена ${key.slice(0, 6)}`, 'почём мебель', 'прайс'],
      related: [],
      popular: 1,
    });
    expect(published.ok).toBe(true);
  }
  await help.system.db.write((tx) =>
    tx.update(articles).set({ audience: 'staff' }).where(eq(articles.key, 'secret-prices')),
  );
});
afterAll(() => help.close());

// Whoever asks, here the application itself, which may read everything.
const edition = () => getPublicEdition(help.system, 'ru');

describe('what is passed on', () => {
  it('holds what anyone may read in its language, and nothing else, whoever asks for it', async () => {
    const { links, read } = await edition();
    expect(links.map(({ key }) => key)).toContain('open-prices');
    expect(links.map(({ key }) => key)).not.toContain('secret-prices');
    expect(new Set(links.map(({ locale }) => locale))).toEqual(new Set(['ru']));
    const whole = await Array.fromAsync(read());
    expect(whole.map(({ key }) => key)).toEqual(links.map(({ key }) => key));
    expect(JSON.stringify(whole)).not.toContain('secret-prices');
    const english = await getPublicEdition(help.system, 'en');
    expect(new Set(english.links.map(({ locale }) => locale))).toEqual(new Set(['en']));
  });

  it('leads to what is public and says what is not in plain words', async () => {
    const [open] = await listChangedArticles(help.system, { locale: 'ru', limit: 1 });
    expect(open?.key).toBe('open-prices');
    expect(open?.html).toContain('<a href="/help/payment/pay-invoice">счёт</a>');
    expect(open?.html).toContain('и тайна, а');
  });

  it('gives the newest first, also of one topic', async () => {
    const days = (await listChangedArticles(help.system, { locale: 'ru', limit: 30 })).map(
      ({ updatedOn }) => updatedOn,
    );
    expect(days).toEqual(days.toSorted().toReversed());
    const orders = await listChangedArticles(help.system, { locale: 'ru', categoryId: 'orders', limit: 3 });
    expect(orders.map(({ categoryId }) => categoryId)).toEqual(['orders', 'orders', 'orders']);
  });

  it('has another name as soon as anything in it is another', async () => {
    const before = await edition();
    expect((await edition()).name).toBe(before.name);
    const [, second] = before.links;
    await help.system.db.write((tx) =>
      tx
        .update(articles)
        .set({ revision: 99 })
        .where(eq(articles.key, second?.key ?? '')),
    );
    expect((await edition()).name).not.toBe(before.name);
  });

  it('skips an article that is taken away while it is read', async () => {
    const { links, read } = await edition();
    const rest = read();
    await rest.next();
    const [, next] = links;
    await help.system.db.write((tx) =>
      tx
        .update(articles)
        .set({ status: 'archived' })
        .where(eq(articles.key, next?.key ?? '')),
    );
    const keys = (await Array.fromAsync(rest)).map(({ key }) => key);
    expect(keys).not.toContain(next?.key);
    expect(keys).toHaveLength(links.length - 2);
    await help.system.db.write((tx) =>
      tx
        .update(articles)
        .set({ status: 'published' })
        .where(eq(articles.key, next?.key ?? '')),
    );
  });
});

describe('an article as Markdown', () => {
  it('is what was written, with links to the Markdown of other public articles', async () => {
    const article = await getArticleMarkdown(help.system, { key: 'open-prices', locale: 'ru' });
    expect(article?.body).toBe(
      'Об этом знаем только мы. Вот [счёт](/help/payment/pay-invoice.md) и тайна, а вот [чек](/help/payment/receipt.md).',
    );
  });

  it('is not there for what is not public, or not in this language', async () => {
    expect(await getArticleMarkdown(help.system, { key: 'secret-prices', locale: 'ru' })).toBeNull();
    expect(await getArticleMarkdown(help.system, { key: 'open-prices', locale: 'en' })).toBeNull();
    expect(await getArticleMarkdown(help.system, { key: 'nothing', locale: 'ru' })).toBeNull();
  });
});

it('questions of an article somebody may not read are not offered to them', async () => {
  const visitor = { ...help.system, viewer: { kind: 'visitor', visitorHash: null, locale: 'ru' } as const };
  const offered = await listPopularQueries(visitor, 'ru', 100);
  expect(offered).toContain('прайс');
  expect(offered).not.toContain('цена secret');
  expect(offered.filter((query) => query === 'прайс')).toHaveLength(1);
});
