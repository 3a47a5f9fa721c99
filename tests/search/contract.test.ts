import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '#content/locales.ts';
import type { SearchAnswer, SearchDocument } from '#search/index.ts';
import { startMeilisearch, type MeilisearchServer } from '#support/meilisearch.ts';
import { openIndex, type OpenedIndex } from '#support/search-engines.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import type { Embedder } from '#server/platform/embedder.ts';
import { shippedDocuments } from '../evals/search-set.ts';

/** What every engine must do alike. Meilisearch is the real server, and its embedded stand-in must not answer once. */
const engines = ['embedded', 'meilisearch'] as const;

let embedder: Embedder;
let server: MeilisearchServer | null = null;
const opened = new Map<string, OpenedIndex>();
let documents: SearchDocument[];

beforeAll(async () => {
  [embedder, server, documents] = await Promise.all([
    createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v3', DATA_DIR: 'data' }),
    startMeilisearch(),
    shippedDocuments(),
  ]);
  for (const engine of engines) {
    const index = await openIndex(embedder, engine === 'meilisearch' ? server : null);
    await index.index.rebuild(documents);
    await index.settled();
    opened.set(engine, index);
  }
});
afterAll(async () => {
  for (const index of opened.values()) await index.close();
  await server?.stop();
  await embedder.close();
});

describe.each(engines)('%s', (engine) => {
  const open = () => {
    const index = opened.get(engine);
    if (!index) throw new Error('the index was not opened');
    return index;
  };
  const ask = (query: string, locale: Locale = 'ru', more: object = {}): Promise<SearchAnswer> =>
    open().index.search({ query, locale, otherLocales: true, audience: ['public'], limit: 10, ...more });
  const suggest = (query: string, limit: number, locale: Locale = 'ru') =>
    open().index.suggest({ query, locale, audience: ['public'], limit });
  const keys = async (query: string, locale: Locale = 'ru') => (await ask(query, locale)).hits.map(({ key }) => key);
  const words = (parts: { text: string }[]) => parts.map(({ text }) => text).join('');

  afterAll(async () => {
    expect(open().warnings).toEqual([]);
    expect(await open().index.state()).toMatchObject({ engine, stoodIn: 0, behindBy: 0, documents: documents.length });
  });

  describe('finds the article', () => {
    it('in other forms of the words', async () => {
      expect((await keys('оплата счета'))[0]).toBe('pay-invoice');
      expect((await keys('возвращение предоплаты при отмене')).slice(0, 3)).toContain('cancel-order');
    });

    it('with е for ё', async () => {
      expect(await keys('подъем без лифта')).toEqual(await keys('подъём без лифта'));
    });

    it('with typing mistakes, and says what it searched for', async () => {
      const answer = await ask('оплотить счот');
      expect(answer.hits[0]?.key).toBe('pay-invoice');
      expect(answer.showingResultsFor).toBe('оплатить счет');
      expect(answer.correctedBy).toBe('typo');
    });

    it('typed in the wrong layout, both ways', async () => {
      expect(await ask('jgkfnf cxtnf')).toMatchObject({ showingResultsFor: 'оплата счета', correctedBy: 'layout' });
      const pay = await ask('зфн', 'en');
      expect(pay.showingResultsFor).toBe('pay');
      expect(pay.hits.slice(0, 2).map(({ key }) => key)).toContain('pay-invoice');
      expect(await ask('ghbdtn')).toMatchObject({ showingResultsFor: 'привет' });
    });

    it('in Russian with Latin letters, but not what is English', async () => {
      const answer = await ask('kak oplatit schet');
      expect(answer).toMatchObject({ showingResultsFor: 'как оплатит счет', correctedBy: 'translit' });
      expect(answer.hits[0]?.key).toBe('pay-invoice');
      for (const english of ['how to pay an invoice', 'ETA', 'pay']) {
        expect((await ask(english, 'en')).showingResultsFor, english).toBeNull();
      }
    });

    it('and leaves the question alone when asked to', async () => {
      expect(await ask('jgkfnf', 'ru', { exact: true })).toMatchObject({ showingResultsFor: null, correctedBy: null });
    });

    it('and does not correct real words that no article has', async () => {
      expect((await ask('тумба на колёсах с сейфом')).showingResultsFor).toBeNull();
      expect((await ask('банан')).showingResultsFor).toBeNull();
    });

    it('that means the same in other words', async () => {
      expect((await keys('сиденье опускается само'))[0]).toBe('loose-chair');
      expect((await keys('у меня две фирмы')).slice(0, 5)).toContain('several-companies');
      expect((await keys('screws are not in the box', 'en'))[0]).toBe('missing-parts');
    });

    it('while its name is being typed', async () => {
      const found = await suggest('довер', 8);
      expect(found[0]?.key).toBe('power-of-attorney');
      expect(found.length).toBeLessThanOrEqual(8);
    });

    it('that says when the furniture comes', async () => {
      expect((await keys('когда приедет'))[0]).toBe('delivery-terms');
    });

    it('that tells how, among the first, while its words are being typed, and offers only titles that have them', async () => {
      for (const typed of ['оплата', 'оплата сч']) {
        const found = await suggest(typed, 7);
        // Paying from abroad and paying a part are paying, too, and begin with the same words.
        const first = found.slice(0, 3);
        expect(
          first.map(({ key }) => key),
          typed,
        ).toContain('pay-invoice');
        expect(found.every(({ titleParts }) => titleParts.some(({ marked }) => marked))).toBe(true);
      }
    });

    it('in the language of the reader before a weaker likeness in another one', async () => {
      const { hits } = await ask('payed', 'en');
      expect(hits.slice(0, 2)).toContainEqual(expect.objectContaining({ key: 'pay-invoice', locale: 'en' }));
      expect(hits[0]?.locale).toBe('en');
      const abroad = hits.findIndex(({ locale }) => locale === 'ru');
      expect(hits.slice(0, abroad === -1 ? undefined : abroad).length).toBeGreaterThan(1);
    });

    it('in another language where there is no translation, and a name in the other alphabet', async () => {
      const { hits } = await ask('several companies in one account', 'en');
      expect(hits.find(({ key }) => key === 'several-companies')).toMatchObject({ locale: 'ru' });
      expect((await keys('diadok')).slice(0, 3)).toContain('edo');
    });

    it('in the other language than the reader reads: what is asked is found, and shown in theirs', async () => {
      const [first] = (await ask('reschedule delivery')).hits;
      expect(first).toMatchObject({ key: 'reschedule-delivery', locale: 'ru' });
    });

    it('but nothing for nonsense, with what is nearest by meaning at most', async () => {
      const answer = await ask('😀🦊');
      expect(answer).toMatchObject({ hits: [], total: 0, nearest: [], categories: {}, locales: {} });
      expect(await ask('qwrtzx фыкпрст')).toMatchObject({ hits: [], total: 0, nearest: [] });
      expect((await ask('')).hits).toEqual([]);
      expect((await ask('синхрофазотрон')).nearest.length).toBeLessThanOrEqual(3);
    });
  });

  describe('gives an answer that', () => {
    it('marks the found words in title and passage, and quotes the article itself', async () => {
      const [hit] = (await ask('оплата счёта')).hits;
      expect(hit?.titleParts.filter(({ marked }) => marked)).toEqual([{ text: 'оплатить счёт', marked: true }]);
      expect(words(hit?.titleParts ?? [])).toBe(hit?.title);
      expect(hit?.snippet.some(({ marked }) => marked)).toBe(true);
      expect(words(hit?.snippet ?? []).length).toBeLessThan(400);
    });

    it('counts per category, and a category narrows it', async () => {
      const all = await ask('доставка');
      const narrowed = await ask('доставка', 'ru', { category: 'delivery' });
      expect(narrowed.total).toBe(all.categories['delivery']);
      expect(narrowed.categories).toEqual(all.categories);
      expect(new Set(narrowed.hits.map(({ category }) => category))).toEqual(new Set(['delivery']));
      expect(Object.values(all.categories).reduce((a, b) => a + b, 0)).toBe(all.total);
    });

    it('comes in pages without gaps or repeats', async () => {
      const all = await ask('заказ', 'ru', { limit: 100 });
      const pages = [];
      for (let offset = 0; offset < all.total; offset += 3) {
        pages.push(...(await ask('заказ', 'ru', { limit: 3, offset })).hits.map(({ id }) => id));
      }
      expect(pages).toEqual(all.hits.map(({ id }) => id));
    });

    it('has one version of each article', async () => {
      const found = (await ask('заказ доставка оплата order delivery', 'en', { limit: 100 })).hits.map(
        ({ key }) => key,
      );
      expect(new Set(found).size).toBe(found.length);
    });

    it.each([
      ['FTS syntax', '"оплата" AND (счёт OR NEAR(счёт заказ, 2)) * ^title: - +'],
      ['a broken quotation', '"оплата счёт'],
      ['filter syntax', 'audience IN ["staff"] OR locale = ru; key EXISTS'],
      ['words taken out', '-оплата -счёт'],
      ['SQL', "'; DROP TABLE documents; --"],
      ['10,000 characters in one word', 'x'.repeat(10_000)],
      ['10,000 characters of words', 'оплата счёт '.repeat(900)],
      ['thousands of different words', Array.from({ length: 3_000 }, (_, i) => `слово${i}`).join(' ')],
      ['control characters', 'опл\u0000ата\u0007 сч\u001bёт\u200b \u2028'],
      ['emoji', '😀 👩‍👩‍👧 🦊 оплата 🇷🇺'],
      ['writing from right to left', 'شكرا جزيلا ‮‏оплата‬ תודה'],
      ['mixed scripts', 'oплaтa счeт 支払い 請求書 पैसा ლარი'],
      ['half a character', 'оплата \ud83d'],
      ['signs alone', '%_*?[]{}()<>|\\/~`@#$^&=+'],
      ['numbers', '0 -1 1e308 NaN 7707083893'],
    ])('is short and in order, for %s', async (_, query) => {
      const answer = await ask(query);
      const suggestions = await suggest(query, 8);
      expect(answer.hits.length).toBe(Math.min(10, answer.total));
      expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(20_000);
      expect(Buffer.byteLength(JSON.stringify(suggestions))).toBeLessThan(20_000);
      const scores = answer.hits.map(({ score }) => score);
      expect(scores.every((score) => Number.isFinite(score))).toBe(true);
    });

    it('comes whatever is typed', async () => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (query) => {
          const { hits, total } = await ask(query);
          expect(hits.length).toBeLessThanOrEqual(Math.min(10, total));
        }),
        { numRuns: 60 },
      );
    });

    it('says what is nearest by meaning when nothing was found, and marks nothing in it that was not asked for', async () => {
      const { hits, nearest } = await ask('квазар пульсар', 'ru', { exact: true });
      expect(hits).toEqual([]);
      expect(nearest.length).toBeLessThanOrEqual(3);
      for (const { snippet } of nearest) expect(snippet.some(({ marked }) => marked)).toBe(false);
    });

    it('counts per language, and a language narrows it', async () => {
      const all = await ask('order', 'en', { limit: 100 });
      const own = await ask('order', 'en', { limit: 100, languages: ['en'] });
      expect(own.total).toBe(all.locales.en);
      expect(own.locales).toEqual(all.locales);
      expect(new Set(own.hits.map(({ locale }) => locale))).toEqual(new Set(['en']));
    });

    it('quotes no whole article', async () => {
      for (const query of ['оплата', 'доставка и сборка', 'вернуть деньги', 'договор']) {
        for (const { id, snippet } of (await ask(query)).hits) {
          const body = documents.find((document) => document.id === id)?.body ?? '';
          expect(words(snippet).length).toBeLessThan(Math.min(400, Math.max(body.length, 200)));
        }
      }
    });
  });
});
