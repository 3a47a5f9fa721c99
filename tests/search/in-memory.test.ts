import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSearchIndex } from '#search/create.ts';
import type { SearchDocument, SearchIndex } from '#search/index.ts';
import { Kept } from '#search/kept.ts';
import { Postings } from '#search/postings.ts';
import { differenceAt, nearestDifference, wordsOfSigns, writeSigns } from '#search/signs.ts';
import { readSentences, snippetOf } from '#search/snippet.ts';
import { countTerms, fieldTerms } from '#search/stored-document.ts';
import { termsOf } from '#search/text.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import type { Embedder } from '#server/platform/embedder.ts';

describe('the signs of vectors', () => {
  const vector = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 70, maxLength: 70 });

  it('differ in as many places as the vectors have numbers on other sides of zero', () => {
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 5 }), vector, (vectors, question) => {
        const size = wordsOfSigns(70);
        const signs = new Int32Array(vectors.length * size);
        for (const [row, one] of vectors.entries()) writeSigns(one, 0, 70, signs, row * size);
        const asked = new Int32Array(size);
        writeSigns(question, 0, 70, asked, 0);
        expect(vectors.map((_, row) => differenceAt(asked, signs, row * size))).toEqual(
          vectors.map((one) => one.filter((value, i) => value > 0 !== (question[i] ?? 0) > 0).length),
        );
      }),
    );
  });

  it.each([384, 1_024, 2_048, 4_096])('are counted in vectors of %d numbers', (dimensions) => {
    const up = Array<number>(dimensions).fill(1);
    const signs = new Int32Array(wordsOfSigns(dimensions));
    writeSigns(up, 0, dimensions, signs, 0);
    for (const turned of [1, dimensions / 2, dimensions]) {
      const asked = new Int32Array(signs.length);
      const question = up.map((value, i) => (i < turned ? -value : value));
      writeSigns(question, 0, dimensions, asked, 0);
      expect(differenceAt(asked, signs, 0)).toBe(turned);
    }
  });

  it('tell how far to look for as many as are wanted', () => {
    expect(nearestDifference(Uint16Array.of(5, 1, 3, 9, 0xffff), 5, 2, 10)).toBe(3);
    expect(nearestDifference(Uint16Array.of(5, 1), 2, 9, 10)).toBe(10);
  });
});

describe('the postings', () => {
  const scored = (postings: Postings, terms: [string, number][], rows: number) => {
    const scores = new Float32Array(rows);
    postings.score(terms, scores);
    return scores;
  };
  const counted = (title: string, body: string) =>
    countTerms(fieldTerms({ title, questions: [], phrases: [], summary: '', body }));

  it('hold a word in the title dearer than one in the text, and a rare word dearer than a common one', () => {
    const postings = new Postings();
    for (const [title, body] of [
      ['Диван', 'Чистить пылесосом.'],
      ['Лампа', 'Диван стоит рядом, чистить нечего.'],
      ['Стол', 'Чистить тряпкой.'],
    ] as const)
      postings.add(counted(title, body));
    const sofa = scored(postings, [[termsOf('диван')[0] ?? '', 1]], 3);
    expect(sofa[0]).toBeGreaterThan(sofa[1] ?? 0);
    expect(sofa[1]).toBeGreaterThan(0);
    expect(sofa[2]).toBe(0);
    const clean = scored(postings, [[termsOf('чистить')[0] ?? '', 1]], 3);
    expect(sofa[1]).toBeGreaterThan(clean[1] ?? 0);
  });

  it('take in more documents than they were made for', () => {
    const postings = new Postings();
    for (let row = 0; row < 3_000; row++) postings.add(counted(`Слово ${row}`, 'и ещё'));
    const scores = scored(postings, [['2999', 1]], 3_000);
    expect(scores.findIndex((score) => score > 0)).toBe(2_999);
  });
});

describe('what is kept of a store', () => {
  it('is not read twice at once, and never shows less than was committed before it was asked for', async () => {
    const store = { version: 1, reading: 0, most: 0 };
    const kept = new Kept(
      () => Promise.resolve(store.version),
      async () => {
        store.most = Math.max(store.most, ++store.reading);
        const read = store.version;
        await new Promise((resolve) => setImmediate(resolve));
        store.reading--;
        return read;
      },
    );
    const first = kept.current();
    await Promise.resolve();
    store.version = 2;
    expect(await kept.current()).toBe(2);
    await first;
    expect(store.most).toBe(1);
  });

  it('answers as it was while a long reading goes on, except to those who must have the latest', async () => {
    let version = 1;
    const kept = new Kept(
      () => Promise.resolve(version),
      () => Promise.resolve(version),
      () => true,
    );
    expect(await kept.current()).toBe(1);
    version = 2;
    expect(await kept.current()).toBe(1);
    expect(await kept.latest()).toBe(2);
  });
});

describe('a snippet', () => {
  it('is found by any word that stands for a term, whatever its family and its letters', () => {
    const words = ['Платёж прошёл.', 'Оплачено.', 'Delivery is free.', 'Счёт закрыт.'];
    const sentences = readSentences({ summary: 'Ничего.', body: words.join('\n') });
    const quoted = (question: string) =>
      snippetOf(sentences, new Set(termsOf(question)), () => 1, -1)
        .filter(({ marked }) => marked)
        .map(({ text }) => text);
    expect(quoted('оплата')).toContain('Платёж');
    expect(quoted('deliveries')).toContain('Delivery');
    expect(quoted('счета')).toContain('Счёт');
  });
});

describe('a collection too large to compare whole', () => {
  let embedder: Embedder;
  let index: SearchIndex;
  const dataDir = mkdtempSync(join(tmpdir(), 'kabinet-search-'));
  const things = ['диван', 'лампа', 'шкаф', 'зеркало', 'ковёр', 'комод', 'вешалка', 'кровать'];
  const article = (i: number): SearchDocument => ({
    id: `thing-${i}:ru`,
    key: `thing-${i}`,
    locale: 'ru',
    category: 'things',
    title: `Как чистить предмет ${i}`,
    summary: '',
    questions: [],
    body: `Это ${things[i % things.length] ?? ''} номер ${i}. Протирайте сухой тканью.`,
    updatedOn: '2026-11-01',
    audience: [i % 10 === 0 ? 'staff' : 'public'],
  });
  const ask = (query: string, audience: string[] = ['public']) =>
    index.search({ query, locale: 'ru', audience, limit: 10 });

  beforeAll(async () => {
    embedder = await createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v3', DATA_DIR: 'data' });
    index = await createSearchIndex({ dataDir, embedder, log: { warn: () => undefined } });
    await index.rebuild(Array.from({ length: 900 }, (_, i) => article(i)));
  });
  afterAll(async () => {
    await index.close();
    await embedder.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('finds the one by its number, and by what it means', async () => {
    expect((await ask('предмет 777')).hits[0]?.key).toBe('thing-777');
    const found = (await ask('отражение в зеркале')).hits.map(({ snippet }) =>
      snippet.map(({ text }) => text).join(''),
    );
    expect(found[0]).toContain('зеркало');
  });

  it('still hides from a reader what is not for them', async () => {
    expect((await ask('предмет 770')).hits.map(({ key }) => key)).not.toContain('thing-770');
    expect((await ask('предмет 770', ['staff'])).hits[0]?.key).toBe('thing-770');
  });

  it('shows a changed document at once, and not as it was', async () => {
    await index.upsert([{ ...article(333), title: 'Как полировать бронзу', body: 'Мягкой щёткой.' }]);
    expect((await ask('бронза')).hits[0]?.key).toBe('thing-333');
    expect((await ask('предмет 333')).hits[0]?.key).not.toBe('thing-333');
    await index.remove(['thing-333:ru']);
    expect((await ask('бронза')).hits.map(({ key }) => key)).not.toContain('thing-333');
  });
});
