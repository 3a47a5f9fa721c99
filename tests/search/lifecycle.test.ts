import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import Database from 'libsql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSearchIndex } from '#search/create.ts';
import type { SearchDocument, SearchIndex } from '#search/index.ts';
import { stampOf } from '#search/stamp.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import type { Embedder } from '#server/platform/embedder.ts';

const document = (key: string, title: string, body: string): SearchDocument => ({
  id: `${key}:ru`,
  key,
  locale: 'ru',
  category: 'any',
  title,
  summary: '',
  questions: [],
  body,
  updatedOn: '2026-11-01',
  audience: ['public'],
});
const sofa = document('sofa', 'Как чистить диван', 'Пылесосом раз в неделю.');
const lamp = document('lamp', 'Как повесить лампу', 'Сначала отключите ток.');
const notAtAll = (texts: readonly string[]) => Promise.resolve(texts.map(() => null));
const log = { warn: () => undefined };

let embedder: Embedder;
let dataDir: string;
let open: SearchIndex[] = [];

beforeAll(async () => {
  embedder = await createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v3', DATA_DIR: 'data' });
});
afterAll(() => embedder.close());
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'kabinet-search-'));
});
afterEach(async () => {
  for (const index of open) await index.close();
  open = [];
  rmSync(dataDir, { recursive: true, force: true });
});

async function openIndex(version = embedder.version): Promise<SearchIndex> {
  const encoder = {
    version,
    dimensions: embedder.dimensions,
    words: embedder.words,
    embed: embedder.embed.bind(embedder),
  };
  const index = await createSearchIndex({ dataDir, embedder: encoder, log });
  open.push(index);
  return index;
}
const found = async (index: SearchIndex, query: string) =>
  (await index.search({ query, locale: 'ru', audience: ['public'], limit: 10 })).hits.map(({ key }) => key);

describe('the search index', () => {
  it('stays as it is when an encoder that has come back cannot write to it', async () => {
    const { version, dimensions } = embedder;
    const alone = { version, dimensions, words: new Set<string>(), isMissing: true, embed: notAtAll };
    const index = await createSearchIndex({ dataDir, embedder: alone, log });
    open.push(index);
    await index.upsert([sofa]);
    const other = new Database(join(dataDir, 'search.db'));
    const refuse = ['INSERT', 'UPDATE', 'DELETE'].map(
      (act) => `CREATE TRIGGER no_${act} BEFORE ${act} ON meta BEGIN SELECT RAISE(ABORT, 'the disk is full'); END;`,
    );
    other.exec(`INSERT INTO meta (key, value) VALUES ('coming', 'yes'); ${refuse.join(' ')}`);
    await expect(index.prepare(embedder)).rejects.toThrow();
    expect(existsSync(join(dataDir, 'search.db'))).toBe(true);
    other.exec(
      "DROP TRIGGER no_INSERT; DROP TRIGGER no_UPDATE; DROP TRIGGER no_DELETE; DELETE FROM meta WHERE key = 'coming'",
    );
    other.close();
    await index.upsert([lamp]);
    expect(await found(index, 'лампа')).toEqual(['lamp']);
    await index.close();
    open = [];
    expect([...(await (await openIndex()).stamps()).keys()].sort()).toEqual(['lamp:ru', 'sofa:ru']);
  });

  it('takes documents in, changes and removes them', async () => {
    const index = await openIndex();
    await index.upsert([sofa, lamp]);
    expect(await found(index, 'диван')).toEqual(['sofa']);
    await index.upsert([{ ...sofa, title: 'Как чистить кушетку', body: 'Щёткой.' }]);
    expect(await found(index, 'кушетка')).toEqual(['sofa']);
    expect(await found(index, 'пылесос')).toEqual([]);
    await index.remove(['sofa:ru']);
    expect(await found(index, 'кушетка')).not.toContain('sofa');
    expect([...(await index.stamps()).keys()]).toEqual(['lamp:ru']);
  });

  it('keeps what it holds over a restart', async () => {
    const first = await openIndex();
    await first.upsert([sofa]);
    expect((await (await openIndex()).stamps()).get('sofa:ru')).toBe(stampOf(sofa));
  });

  it('is empty, to be built anew, when the encoder is another one', async () => {
    await (await openIndex()).upsert([sofa]);
    expect((await (await openIndex('another@1')).stamps()).size).toBe(0);
  });

  it('is made anew when its file cannot be read', async () => {
    writeFileSync(join(dataDir, 'search.db'), 'this is not a database at all, however long it may be'.repeat(100));
    const index = await openIndex();
    await index.upsert([sofa]);
    expect(await found(index, 'диван')).toEqual(['sofa']);
  });

  it('goes on answering over the old documents while it is rebuilt', async () => {
    const index = await openIndex();
    await index.upsert([sofa]);
    const many = Array.from({ length: 300 }, (_, i) => document(`lamp-${i}`, `Лампа номер ${i}`, 'Отключите ток.'));
    const rebuilding = { done: false };
    const rebuilt = index.rebuild(many).then(() => {
      rebuilding.done = true;
    });
    let answers = 0;
    while (!rebuilding.done) {
      expect([...(await found(index, 'диван')), ...(await found(index, 'лампа'))]).not.toEqual([]);
      answers++;
      await turn();
    }
    await rebuilt;
    expect(answers).toBeGreaterThan(1);
    expect(await found(index, 'диван')).toEqual([]);
    expect((await index.stamps()).size).toBe(300);
  });

  it('sees what another process put in', async () => {
    const [one, other] = [await openIndex(), await openIndex()];
    expect(await found(one, 'диван')).toEqual([]);
    await other.upsert([sofa]);
    expect(await found(one, 'диван')).toEqual(['sofa']);
  });

  it('still finds words when the encoder does not answer', async () => {
    const index = await openIndex();
    await index.upsert([sofa]);
    const silent = {
      version: embedder.version,
      dimensions: embedder.dimensions,
      words: embedder.words,
      embed: () => Promise.reject(new Error('gone')),
    };
    const deaf = await createSearchIndex({ dataDir, embedder: silent, log });
    open.push(deaf);
    expect(await found(deaf, 'диваны')).toEqual(['sofa']);
  });
});
