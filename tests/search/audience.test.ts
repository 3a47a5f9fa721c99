import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '#content/locales.ts';
import { mayRead } from '#search/audience.ts';
import type { Audience, SearchDocument, SearchIndex } from '#search/index.ts';
import { stampOf } from '#search/stamp.ts';
import { startMeilisearch, type MeilisearchServer } from '#support/meilisearch.ts';
import { openIndex, type OpenedIndex } from '#support/search-engines.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import type { Embedder } from '#server/platform/embedder.ts';

const document = (
  key: string,
  audience: string[],
  title: string,
  body: string,
  locale: Locale = 'ru',
): SearchDocument => ({
  id: `${key}:${locale}`,
  key,
  locale,
  category: audience.includes('public') ? 'open' : 'closed',
  title,
  summary: '',
  questions: [],
  body,
  updatedOn: '2026-11-01',
  audience,
});

const open = [
  document('sofa', ['public'], 'Как чистить диван', 'Пылесосом раз в неделю.'),
  document('lamp', ['public'], 'Как повесить лампу', 'Сначала отключите ток.'),
  document('export', ['public'], 'Exporting orders', 'Ask for the papers of the customs office.', 'en'),
];
const closed = [
  document('bonus', ['signed-in'], 'Бонусы и кэшбэк за диван', 'Кэшбэк начисляется за каждую покупку.'),
  document('export', ['segment:export'], 'Экспорт через таможню', 'Декларация подаётся брокером Флагштокманом.'),
  document('terms', ['customer:sever'], 'Особые условия Севера', 'Отсрочка сорок пять суток, скидка на лампу.'),
  document(
    'margins',
    ['staff'],
    'Себестоимость дивана',
    'Закупка у фабрики Мебельштрассе. Xylotronics поставляет ткань.',
  ),
];

const readers: [who: string, audience: Audience][] = [
  ['a visitor', ['public']],
  ['a customer', ['public', 'signed-in']],
  ['an exporter', ['public', 'signed-in', 'segment:export']],
  ['Sever', ['public', 'signed-in', 'customer:sever']],
  ['staff', 'everything'],
  ['nobody at all', []],
];

const engines = ['embedded', 'meilisearch'] as const;

let embedder: Embedder;
let server: MeilisearchServer | null = null;
beforeAll(async () => {
  [embedder, server] = await Promise.all([
    createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v3', DATA_DIR: 'data' }),
    startMeilisearch(),
  ]);
});
afterAll(async () => {
  await server?.stop();
  await embedder.close();
});

describe.each(engines)('with %s', (engine) => {
  const openEngine = () => openIndex(embedder, engine === 'meilisearch' ? server : null);
  let opened: OpenedIndex;
  let index: SearchIndex;
  beforeAll(async () => {
    opened = await openEngine();
    index = opened.index;
    await index.rebuild([...open, ...closed]);
    await opened.settled();
  });
  afterAll(async () => {
    expect((await index.state()).engine).toBe(engine);
    expect(opened.warnings).toEqual([]);
    await opened.close();
  });

  const search = (query: string, audience: Audience, more: object = {}) =>
    index.search({ query, locale: 'ru', otherLocales: true, limit: 20, audience, ...more });
  const suggest = (query: string, audience: Audience) => index.suggest({ query, locale: 'ru', audience, limit: 20 });
  const keys = (hits: { id: string }[]) => hits.map(({ id }) => id);

  describe.each(readers)('%s', (_, audience) => {
    const readable = [...open, ...closed].filter((one) => mayRead(audience, one));
    const ids = new Set(keys(readable));
    const questions = [
      ...['диван', 'лампа', 'кэшбэк', 'экспорт через таможню', 'декларация', 'условия Севера', 'отсрочка платежа'],
      ...['себестоимость', 'закупка у фабрики', 'exporting orders', 'где купить подешевле', 'скидка'],
    ];

    it('is shown what they may read and nothing else, however it is asked for', async () => {
      for (const query of questions) {
        const answer = await search(query, audience);
        for (const id of keys([...answer.hits, ...answer.nearest])) expect(ids, query).toContain(id);
        for (const id of keys(await suggest(query, audience))) expect(ids, query).toContain(id);
      }
    });

    it('finds each document they may read by its title', async () => {
      for (const { id, title, locale } of readable) {
        expect(keys((await search(title, audience, { locale, otherLocales: false })).hits)).toContain(id);
      }
    });

    it('is told no number that counts what they may not read', async () => {
      for (const query of questions) {
        const { hits, total, categories, locales } = await search(query, audience);
        const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0);
        expect(total).toBe(hits.length);
        expect(sum(categories)).toBe(total);
        expect(sum(locales)).toBe(total);
      }
    });
  });

  describe('words that only stand in documents a reader may not read', () => {
    const misspelled: [typed: string, word: string, readers: string[]][] = [
      ['кэшбек', 'кэшбэк', ['a customer', 'an exporter', 'Sever', 'staff']],
      ['флагштокмном', 'флагштокманом', ['staff']],
      ['мебельшрассе', 'мебельштрассе', ['staff']],
      ['xilotronics', 'xylotronics', ['staff']],
    ];
    it.each(misspelled)('do not correct %s for them', async (typed, word, allowed) => {
      for (const [who, audience] of readers) {
        const { showingResultsFor } = await search(typed, audience);
        expect(showingResultsFor, who).toBe(allowed.includes(who) ? word : null);
      }
    });

    it('do not put the keyboard layout right', async () => {
      expect((await search('akfuinjrvfyjv', 'everything')).showingResultsFor).toBe('флагштокманом');
      // Letters alone may still say so, not the words of a document: the answer is the same as without that document.
      const without = await openEngine();
      const publicOnly = without.index;
      await publicOnly.rebuild(open);
      await without.settled();
      for (const query of ['akfuinjrvfyjv', 'vt,tkminhfcct', 'ксилотроникс', 'мебельшт', 'флагш', 'кэшб', 'xylot']) {
        const request = { query, locale: 'ru', otherLocales: true, limit: 20, audience: ['public'] } as const;
        expect(await search(query, ['public']), query).toEqual(await publicOnly.search(request));
        expect(await suggest(query, ['public']), query).toEqual(await publicOnly.suggest(request));
      }
      await without.close();
    });

    it('do not complete what is being typed', async () => {
      expect(keys(await suggest('кэшб', ['public']))).toEqual([]);
      expect(keys(await suggest('кэшб', ['public', 'signed-in']))).toEqual(['bonus:ru']);
    });

    it('are not heard in the other alphabet', async () => {
      expect(keys((await search('ксилотроникс', ['public', 'signed-in'])).hits)).toEqual([]);
      expect(keys((await search('ксилотроникс', 'everything')).hits)).toContain('margins:ru');
    });
  });

  describe('a restricted translation', () => {
    it('gives way to a version in another language that the reader may read', async () => {
      expect(keys((await search('exporting orders', ['public'])).hits)).toEqual(['export:en']);
      const exporter = await search('экспорт', ['public', 'segment:export']);
      expect(keys(exporter.hits)).toEqual(['export:ru']);
    });
  });

  describe('readers of a document', () => {
    it('are part of its stamp, in any order', () => {
      const [bonus] = closed;
      if (!bonus) throw new Error('no document');
      expect(stampOf({ ...bonus, audience: ['public'] })).not.toBe(stampOf(bonus));
      expect(stampOf({ ...bonus, audience: ['a', 'b', 'a'] })).toBe(stampOf({ ...bonus, audience: ['b', 'a'] }));
    });

    it('change when it is put in again, at once', async () => {
      const news = document('news', ['signed-in'], 'Новости склада', 'Склад переезжает.');
      await index.upsert([news]);
      await opened.settled();
      expect(keys((await search('переезд склада', ['public'])).hits)).toEqual([]);
      await index.upsert([{ ...news, audience: ['public'] }]);
      expect(keys((await search('переезд склада', ['public'])).hits)).toEqual(['news:ru']);
      await opened.settled();
      expect(keys((await search('переезд склада', ['public'])).hits)).toEqual(['news:ru']);
      await index.upsert([{ ...news, audience: ['staff'] }]);
      // While Meilisearch still has it as it was, it does not answer.
      expect(keys((await search('переезд склада', ['public', 'signed-in'])).hits)).toEqual([]);
      await opened.settled();
      expect(keys((await search('переезд склада', ['public', 'signed-in'])).hits)).toEqual([]);
      await index.remove(['news:ru']);
      await opened.settled();
      expect(keys((await search('новости', 'everything')).hits)).not.toContain('news:ru');
    });
  });

  describe('counts per language', () => {
    it('stand beside those per category, and a language narrows what was found', async () => {
      const both = await search('диван orders', ['public']);
      expect(both.locales).toEqual({ ru: 1, en: 1 });
      const english = await search('диван orders', ['public'], { languages: ['en'] });
      expect(keys(english.hits)).toEqual(['export:en']);
      expect(english.locales).toEqual(both.locales);
      expect(english.categories).toEqual({ open: 1 });
    });
  });
});
