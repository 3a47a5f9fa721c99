import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rssText } from '#server/http/rss.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { contextOf } from './context.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const feedOf = (items: Parameters<typeof rssText>[1]['items']) =>
  rssText(contextOf(database).locals.ctx, {
    title: 'Справка',
    language: 'ru',
    path: '/help',
    self: '/help/feed.xml',
    items,
  });
const item = {
  id: 'pay:ru:2026-11-18',
  title: 'Оплата & чек ]]> \u0007',
  excerpt: 'Кратко',
  html: '<p><a href="/help/a">Сюда</a> <img src="/pictures/1" alt=""></p>',
  publishedAt: new Date('2026-11-18T00:00:00Z'),
  path: '/help/payment/pay',
};

describe('a feed (RSS 2.0)', () => {
  it('has what a channel and an item must have, its own address, and dates as RFC 822 writes them', async () => {
    const xml = await feedOf([item]);
    const { ORIGIN } = contextOf(database).locals.ctx.platform.config;
    expect(xml).toMatch(
      /^<\?xml version="1\.0" encoding="utf-8"\?>\s*<rss version="2\.0"[^>]*xmlns:atom="http:\/\/www\.w3\.org\/2005\/Atom"/,
    );
    for (const needed of ['title', 'link', 'description', 'language'])
      expect(xml).toMatch(new RegExp(`<channel>[\\s\\S]*<${needed}>`));
    expect(xml).toContain(`<atom:link href="${ORIGIN}/help/feed.xml" rel="self" type="application/rss+xml"/>`);
    expect(xml).toContain('<pubDate>Wed, 18 Nov 2026 00:00:00 GMT</pubDate>');
    expect(xml).toContain('<lastBuildDate>Wed, 18 Nov 2026 00:00:00 GMT</lastBuildDate>');
    expect(xml).toContain('<guid isPermaLink="false">pay:ru:2026-11-18</guid>');
    expect(xml).toContain(`<link>${ORIGIN}/help/payment/pay</link>`);
    expect(xml).toContain(`<a href="${ORIGIN}/help/a">`);
    expect(xml).toContain(`<img src="${ORIGIN}/pictures/1"`);
  });

  it('stays well formed whatever a title holds', async () => {
    const xml = await feedOf([item]);
    expect(xml).not.toContain('\u0007');
    expect(xml.replaceAll(/<!\[CDATA\[[\s\S]*?\]\]>/g, '')).not.toContain(']]>');
  });

  it('without items reads the same whenever it is asked for', async () => {
    const xml = await feedOf([]);
    expect(xml).not.toContain('lastBuildDate');
    expect(xml).toBe(await feedOf([]));
  });
});
