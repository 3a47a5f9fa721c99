import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '#content/locales.ts';
import type { SearchAnswer } from '#search/index.ts';
import { openHelpCenter, type TestHelpCenter } from '#support/help-center.ts';

let help: TestHelpCenter;
beforeAll(async () => {
  help = await openHelpCenter();
});
afterAll(() => help.close());

const ask = (query: string, locale: Locale = 'ru', more: object = {}): Promise<SearchAnswer> =>
  help.search.search({ query, locale, otherLocales: true, audience: ['public'], limit: 10, ...more });
const keys = async (query: string, locale: Locale = 'ru') => (await ask(query, locale)).hits.map(({ key }) => key);
const words = (parts: { text: string }[]) => parts.map(({ text }) => text).join('');

describe('the embedded index finds the article', () => {
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
    const found = await help.search.suggest({ query: 'довер', locale: 'ru', audience: ['public'], limit: 8 });
    expect(found[0]?.key).toBe('power-of-attorney');
    expect(found.length).toBeLessThanOrEqual(8);
  });

  it('that says when the furniture comes', async () => {
    expect((await keys('когда приедет'))[0]).toBe('delivery-terms');
  });

  it('that tells how, first, while its words are being typed, and offers only titles that have them', async () => {
    for (const typed of ['оплата', 'оплата сч']) {
      const found = await help.search.suggest({ query: typed, locale: 'ru', audience: ['public'], limit: 7 });
      expect(found[0]?.key, typed).toBe('pay-invoice');
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

  it('but nothing for nonsense, with what is nearest by meaning at most', async () => {
    const answer = await ask('😀🦊');
    expect(answer).toMatchObject({ hits: [], total: 0, nearest: [], categories: {} });
    expect(await ask('qwrtzx фыкпрст')).toMatchObject({ hits: [], total: 0, nearest: [] });
    expect((await ask('')).hits).toEqual([]);
    expect((await ask('синхрофазотрон')).nearest.length).toBeLessThanOrEqual(3);
  });
});

describe('an answer of the embedded index', () => {
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
    const found = (await ask('заказ доставка оплата order delivery', 'en', { limit: 100 })).hits.map(({ key }) => key);
    expect(new Set(found).size).toBe(found.length);
  });

  it('survives anything that can be typed', async () => {
    const hostile = [
      '"',
      '* OR *',
      'NEAR(a b)',
      'title: x',
      'a AND NOT b',
      "'; DROP TABLE documents; --",
      '\u0000',
      '%',
      'شكرا جزيلا',
      'x'.repeat(10_000),
      'оплата '.repeat(2_000),
      '‮‏оплата‬',
    ];
    for (const query of hostile)
      await expect(ask(query)).resolves.toMatchObject({ total: expect.any(Number) as number });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (query) => {
        const { hits, total } = await ask(query);
        expect(hits.length).toBeLessThanOrEqual(Math.min(10, total));
      }),
      { numRuns: 60 },
    );
  });
});
