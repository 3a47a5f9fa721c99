import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ownArticle } from '#components/help-center/offline/offline-article.ts';
import { IndexMaker } from '#components/help-center/offline/offline-index.ts';
import { offlinePage } from '#components/help-center/offline/offline-page.ts';
import { markWords, passageOf, search, wordsOf } from '#components/help-center/offline/offline-search.js';

const texts = (title: string, text = '', questions = '') => ({ title, questions, summary: '', text });

function indexOf(...articles: ReturnType<typeof texts>[]) {
  const maker = new IndexMaker();
  articles.forEach((article, number) => maker.add(number, article));
  return maker.finish();
}

describe('the search of the file to keep', () => {
  const index = indexOf(
    texts('Как оплатить счёт', 'Счёт оплачивают картой. Ещё можно переводом.'),
    texts('Где найти чек', 'Чек придёт на почту после оплаты счёта.'),
    texts('Доставка', 'Привезём за три дня.', 'когда приедет машина'),
  );

  it('finds words by their beginning, whatever the case and with ё or е', () => {
    expect(search(index, 'СЧЕТ').articles).toEqual([0, 1]);
    expect(search(index, 'счёт').articles).toEqual([0, 1]);
    expect(search(index, 'дост').articles).toEqual([2]);
    expect(search(index, 'еще').articles).toEqual([0]);
  });

  it('finds another form of a word that nobody wrote, and what customers call it', () => {
    expect(search(index, 'доставкой').articles).toEqual([2]);
    // «Оплаты» stands in the second article, but «оплатить» in the first is as good an answer, and in its title.
    expect(search(index, 'оплата счета').articles).toEqual([0, 1]);
    expect(search(index, 'машина приедет').articles).toEqual([2]);
  });

  it('puts articles with every word before those with some', () => {
    expect(search(index, 'чек почта счета').articles).toEqual([1]);
    expect(search(index, 'картой дирижабль').articles).toEqual([0]);
  });

  it('finds nothing for nothing, and survives anything', () => {
    expect(search(index, '').articles).toEqual([]);
    expect(search(index, 'я').articles).toEqual([]);
    expect(search(index, '🙂 <script> "\\ * OR').articles).toEqual([]);
    expect(search(index, 'слово '.repeat(10_000)).articles).toEqual([]);
    expect(search({ words: [], at: [] }, 'счёт').articles).toEqual([]);
  });

  it('marks what was found and shows the words around it', () => {
    expect(markWords('Чек и счёт', ['счет']).filter(({ marked }) => marked)).toEqual([{ text: 'счёт', marked: true }]);
    const text = `${'слово '.repeat(60)}счёт ${'слово '.repeat(60)}`;
    const passage = passageOf(text, ['счет']);
    expect(passage).toContain('счёт');
    expect(passage.length).toBeLessThan(320);
    expect(passageOf('Коротко.', ['счет'])).toBe('Коротко.');
  });

  it('cuts words alike on both sides', () => {
    expect(wordsOf('QR-код: 5\u00a0рабочих дней, «Ёлка»')).toEqual(['qr', 'код', '5', 'рабочих', 'дней', 'елка']);
  });
});

describe('an article in the file to keep', () => {
  const around = {
    anchors: new Map([['/help/payment/receipt', 'receipt']]),
    origin: 'https://help.example',
    picture: (path: string) =>
      Promise.resolve(path === '/pictures/1' ? { mediaType: 'image/png', bytes: Buffer.from('png') } : null),
  };
  const own = (html: string) => ownArticle({ key: 'pay', html }, around);

  it('leads to other articles within the file and to everything else by whole addresses', async () => {
    expect(await own('<a href="/help/payment/receipt">1</a>')).toBe('<a href="#receipt">1</a>');
    expect(await own('<a href="/help/payment/receipt#mail">1</a>')).toBe('<a href="#receipt--mail">1</a>');
    expect(await own('<a href="#card">2</a>')).toBe('<a href="#pay--card">2</a>');
    expect(await own('<a href="/cabinet">3</a>')).toBe('<a href="https://help.example/cabinet">3</a>');
    expect(await own('<a href="mailto:a@b.example">4</a>')).toBe('<a href="mailto:a@b.example">4</a>');
  });

  it('has its headings below its title, and places no two articles share', async () => {
    expect(await own('<h2 id="card">Картой</h2><h3>Где</h3>')).toBe('<h4 id="pay--card">Картой</h4><h5>Где</h5>');
  });

  it('carries its pictures, or the words for one that cannot be had', async () => {
    expect(await own('<p><img alt="Счёт" src="/pictures/1" width="10"></p>')).toBe(
      `<p><img alt="Счёт" src="data:image/png;base64,${Buffer.from('png').toString('base64')}" width="10"></p>`,
    );
    expect(await own('<img src="/pictures/2" alt="Схема">')).toBe('<em>[Схема]</em>');
    expect(await own('<img src="https://spy.example/p.gif">')).toBe('');
  });

  it('leads to its videos, which would make it too heavy to carry', async () => {
    expect(await own('<video src="/help/files/7" controls preload="metadata" aria-label="Сборка"></video>')).toBe(
      '<a href="https://help.example/help/files/7">Сборка</a>',
    );
  });
});

describe('the whole file', () => {
  const link = (key: string, categoryId: string) => ({
    key,
    categoryId,
    locale: 'ru' as const,
    title: `Статья <${key}>`,
    summary: 'Кратко',
    href: `/help/${categoryId}/${key}`,
    updatedOn: '2026-11-18',
  });
  const links = [link('b', 'two'), link('a', 'one')];
  const edition = {
    categories: ['one', 'two', 'empty'].map((id) => ({ id, title: `Тема ${id}` })),
    links,
    read: async function* (chosen: readonly { key: string }[] = links) {
      for (const { key } of chosen) {
        const found = links.find((each) => each.key === key);
        if (found)
          yield await Promise.resolve({ ...found, questions: [], html: '<p>Слово</p>', text: `Слово ${key}${key}` });
      }
    },
  };
  const site = {
    locale: 'ru' as const,
    origin: 'https://help.example',
    home: '/',
    brand: 'Дубрава & Co',
    picture: () => Promise.resolve(null),
  };

  it('holds every article once in the order of topics, escaped, and may run nothing but its own script', async () => {
    const pieces = await Array.fromAsync(offlinePage(edition, site));
    const file = pieces.join('');
    expect([...file.matchAll(/<article id="([^"]+)"/g)].map((match) => match[1])).toEqual(['a', 'b']);
    expect(file).toContain('Статья &#60;a&#62;');
    expect(file).not.toContain('Тема empty');
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(file)?.[1] ?? '';
    const script = /<script type="module">([\s\S]*?)<\/script>/.exec(file)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(createHash('sha256').update(script).digest('base64'));
    // Nothing is asked of any network: no address stands where a browser would fetch it by itself.
    expect(file).not.toMatch(/ src="(?!data:)|<link|@import|url\(/);
    const index = JSON.parse(/id="_index">([^<]*)</.exec(file)?.[1] ?? '{}') as ReturnType<IndexMaker['finish']>;
    expect(search(index, 'bb').articles).toEqual([1]);
    // It is sent as it is made.
    expect(pieces.length).toBeGreaterThan(links.length);
  });
});
