import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchDocument } from '#search/index.ts';
import { sharedEmbedder } from '#support/embedder.ts';
import { startMeilisearch, type MeilisearchServer } from '#support/meilisearch.ts';
import { openIndex, type OpenedIndex } from '#support/search-engines.ts';

/** What every engine must do alike; see contract.test.ts. */
let server: MeilisearchServer | null = null;
beforeAll(async () => {
  server = await startMeilisearch();
});
afterAll(() => server?.stop());

describe.each(['embedded', 'meilisearch'])('%s, when documents change', (engine) => {
  let open: OpenedIndex;
  beforeAll(async () => {
    open = await openIndex(await sharedEmbedder(), engine === 'meilisearch' ? server : null);
  });
  afterAll(() => open.close());

  const document = (key: string, title: string, body: string, id = `${key}:ru`): SearchDocument => ({
    ...{ id, key, locale: 'ru', category: 'any', title, summary: '', questions: [], body },
    ...{ updatedOn: '2026-11-01', audience: ['public'] },
  });
  const find = async (query: string) =>
    (await open.index.search({ query, locale: 'ru', audience: ['public'], limit: 10 })).hits.map(({ id }) => id);

  it('finds what was put in, in its new words when it changed, and not when it was taken out', async () => {
    await open.index.upsert([document('sofa', 'Как чистить диван', 'Пылесосом.'), document('lamp', 'Лампа', 'Ток.')]);
    await open.settled();
    expect(await find('диван')).toEqual(['sofa:ru']);
    await open.index.upsert([document('sofa', 'Как чистить кушетку', 'Щёткой.')]);
    // At once, whoever answers.
    expect(await find('кушетка')).toEqual(['sofa:ru']);
    await open.settled();
    expect(await find('кушетка')).toEqual(['sofa:ru']);
    expect(await find('пылесос')).toEqual([]);
    await open.index.remove(['sofa:ru', 'never-there:ru']);
    expect(await find('кушетка')).not.toContain('sofa:ru');
    await open.settled();
    expect(await find('кушетка')).not.toContain('sofa:ru');
    expect([...(await open.index.stamps()).keys()]).toEqual(['lamp:ru']);
  });

  it('keeps documents with any signs in their names', async () => {
    const odd = ['a"b', "c'd", 'e\\f', 'г д', '😀', '../x', 'x'.repeat(600)];
    await open.index.upsert(odd.map((key, i) => document(key, `Табурет ${i}`, 'Из дуба.', key)));
    await open.settled();
    expect((await find('табурет')).sort()).toEqual([...odd].sort());
    await open.index.remove(odd);
    await open.settled();
    expect(await find('табурет')).toEqual([]);
  });

  it('goes on answering while it is rebuilt, with the old documents or the new', async () => {
    await open.index.rebuild([document('sofa', 'Диван', 'Мягкий.')]);
    await open.settled();
    const many = Array.from({ length: 400 }, (_, i) => document(`lamp-${i}`, `Лампа номер ${i}`, 'Отключите ток.'));
    const rebuilding = { done: false };
    const rebuilt = open.index.rebuild(many).then(() => {
      rebuilding.done = true;
    });
    let answers = 0;
    while (!rebuilding.done) {
      const [sofa, lamps] = await Promise.all([find('диван'), find('лампа')]);
      expect(sofa.length + lamps.length).toBeGreaterThan(0);
      answers++;
      // A remembered question is answered without leaving the thread: the rebuild must get its turn.
      await turn();
    }
    await rebuilt;
    await open.settled();
    expect(answers).toBeGreaterThan(1);
    expect(await find('диван')).toEqual([]);
    expect(await find('лампа')).toHaveLength(10);
    expect((await open.index.state()).documents).toBe(400);
  });
});
