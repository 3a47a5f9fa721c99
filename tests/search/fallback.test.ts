import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Meilisearch } from 'meilisearch';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SearchDocument } from '#search/index.ts';
import { ROWS } from '#search/meilisearch/row.ts';
import { INDEX_VERSION } from '#search/settings.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import type { Embedder } from '#server/platform/embedder.ts';
import { startMeilisearch, type MeilisearchServer } from '#support/meilisearch.ts';
import { openIndex, type OpenedIndex } from '#support/search-engines.ts';
import { writeSmallModel } from '#support/small-model.ts';

let embedder: Embedder;
let server: MeilisearchServer;
let name: string;
let dataDir: string;
let open: OpenedIndex[] = [];

beforeAll(async () => {
  [embedder, server] = await Promise.all([
    createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v3', DATA_DIR: 'data' }),
    startMeilisearch(),
  ]);
});
afterAll(async () => {
  await server.stop();
  await embedder.close();
});
beforeEach(() => {
  name = `test-${randomUUID()}`;
  dataDir = mkdtempSync(join(tmpdir(), 'kabinet-fallback-'));
});
afterEach(async () => {
  for (const one of open) await one.close();
  open = [];
  rmSync(dataDir, { recursive: true, force: true });
});

async function openHere(key = server.key, encoder: Embedder = embedder): Promise<OpenedIndex> {
  const opened = await openIndex(encoder, { url: server.url, key }, { dataDir, name });
  open.push(opened);
  return opened;
}

const lamp = (number: number, more: Partial<SearchDocument> = {}): SearchDocument => ({
  ...{ id: `lamp-${number}:ru`, key: `lamp-${number}`, locale: 'ru', category: 'any' },
  ...{ title: `Лампа модель${number}`, summary: '', questions: [], body: 'Сначала отключите ток.' },
  ...{ updatedOn: '2026-11-01', audience: ['public'] },
  ...more,
});
const lamps = (count: number) => Array.from({ length: count }, (_, i) => lamp(i));
const find = async ({ index }: OpenedIndex, query: string) =>
  (await index.search({ query, locale: 'ru', audience: ['public'], limit: 5, exact: true })).hits.map(({ id }) => id);
const client = () => new Meilisearch({ host: server.url, apiKey: server.key });
const held = async () => (await client().index(name).getStats()).numberOfDocuments;

describe('when Meilisearch is killed', () => {
  it('under load, no search and no update is lost, and it catches up', async () => {
    const opened = await openHere();
    await opened.index.rebuild(lamps(50));
    await opened.settled();
    let added = 50;
    const load = { ends: false };
    const searching = async () => {
      let answers = 0;
      while (!load.ends) {
        const number = answers % 50;
        expect(await find(opened, `модель${number}`)).toContain(`lamp-${number}:ru`);
        answers++;
        await turn();
      }
      return answers;
    };
    const updating = async () => {
      while (!load.ends) {
        await opened.index.upsert([lamp(added)]);
        expect(await find(opened, `модель${added}`)).toContain(`lamp-${added}:ru`);
        added++;
        await turn();
      }
    };
    const working = Promise.all([searching(), searching(), updating()]);
    const until = async (count: number) => {
      while (added < count) await turn();
    };
    await until(60);
    await server.kill();
    await until(added + 20);
    expect(await opened.index.state()).toMatchObject({ engine: 'embedded', reachableSince: null });
    await server.restart();
    await until(added + 10);
    load.ends = true;
    const [answers] = await working;
    expect(answers).toBeGreaterThan(10);
    await opened.settled();
    const state = await opened.index.state();
    expect(state).toMatchObject({ engine: 'meilisearch', behindBy: 0, documents: added, problem: null });
    expect(await held()).toBe(added);
    const { stoodIn } = state;
    expect(await find(opened, `модель${added - 1}`)).toContain(`lamp-${added - 1}:ru`);
    expect((await opened.index.state()).stoodIn).toBe(stoodIn);
    // Once for the break, however many searches met it, and once for its end.
    expect(opened.warnings.map((warning) => warning.split(':')[0])).toEqual([
      'Meilisearch cannot be used',
      'Meilisearch answers again and has caught up',
    ]);
  });

  it('in the middle of a rebuild, the new documents are found all the same and nothing is left behind', async () => {
    const opened = await openHere();
    await opened.index.rebuild(lamps(5));
    await opened.settled();
    const rebuilding = opened.index.rebuild(lamps(400).map((one) => ({ ...one, body: 'Вкрутите лампочку.' })));
    const unfinished = async () =>
      (await client().getRawIndexes({ limit: 1_000 })).results.filter(({ uid }) => uid.startsWith(`${name}-next-`));
    while ((await unfinished()).length === 0) await turn();
    await server.kill();
    await rebuilding;
    expect((await find(opened, 'модель399'))[0]).toBe('lamp-399:ru');
    expect(await opened.index.state()).toMatchObject({ engine: 'embedded', behindBy: 400, documents: 400 });
    await server.restart();
    await opened.settled();
    expect(await held()).toBe(400);
    expect(await unfinished()).toEqual([]);
    expect((await find(opened, 'модель399'))[0]).toBe('lamp-399:ru');
  });

  it('what is restricted meanwhile stays hidden when it is back', async () => {
    const opened = await openHere();
    await opened.index.rebuild(lamps(3));
    await opened.settled();
    await server.kill();
    await opened.index.upsert([lamp(1, { audience: ['staff'] })]);
    await opened.index.remove(['lamp-2:ru']);
    await server.restart();
    // Until it has caught up it does not answer.
    while ((await opened.index.state()).engine === 'embedded') {
      const found = [...(await find(opened, 'модель1')), ...(await find(opened, 'модель2'))];
      expect(found.filter((id) => id !== 'lamp-0:ru')).toEqual([]);
      await turn();
    }
    for (const query of ['модель1', 'модель2', 'лампа']) {
      expect((await find(opened, query)).filter((id) => id !== 'lamp-0:ru')).toEqual([]);
    }
  });

  it('and has lost its disk, everything is built anew', async () => {
    const opened = await openHere();
    await opened.index.rebuild(lamps(5));
    await opened.settled();
    await server.restart({ empty: true });
    expect((await find(opened, 'модель4'))[0]).toBe('lamp-4:ru');
    await opened.settled();
    expect(await held()).toBe(5);
  });
});

describe('with a key that Meilisearch does not know', () => {
  it('the embedded index answers, the log says so once, and the key stands nowhere', async () => {
    const key = 'not-the-key-of-this-server';
    const opened = await openHere(key);
    await opened.index.rebuild(lamps(3));
    for (let i = 0; i < 5; i++) expect((await find(opened, 'модель2'))[0]).toBe('lamp-2:ru');
    const state = await opened.index.state();
    expect(state).toMatchObject({ engine: 'embedded', reachableSince: null, documents: 3, stoodIn: 5 });
    expect(state.problem).toMatch(/key/i);
    expect(opened.warnings).toHaveLength(1);
    expect(JSON.stringify([state, opened.warnings])).not.toContain(key);
  });

  it('or that may search only, likewise', async () => {
    const { results } = await client().getKeys();
    const opened = await openHere(results.find(({ actions }) => actions.join() === 'search')?.key);
    await opened.index.rebuild(lamps(3));
    expect((await find(opened, 'модель2'))[0]).toBe('lamp-2:ru');
    expect(await opened.index.state()).toMatchObject({ engine: 'embedded', stoodIn: 1 });
    expect(opened.warnings).toHaveLength(1);
  });
});

describe('another encoder', () => {
  it('takes over between two searches, and Meilisearch is filled with its vectors beside', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kabinet-models-'));
    writeSmallModel(join(folder, 'small'), 64);
    const other = await createEmbedder({ EMBEDDING_MODEL: 'small', DATA_DIR: 'data' }, `${folder}/`);
    const opened = await openHere();
    await opened.index.rebuild(lamps(30));
    await opened.settled();
    const prepared = await opened.index.prepare(other);
    await opened.index.upsert([lamp(30)]);
    await opened.index.remove(['lamp-0:ru']);
    const run = { isOver: false };
    const searching = (async () => {
      for (let i = 1; !run.isOver; i++) {
        const number = (i % 30) + 1;
        expect((await find(opened, `модель${number}`))[0]).toBe(`lamp-${number}:ru`);
        await turn();
      }
    })();
    await prepared.commit();
    await opened.settled();
    run.isOver = true;
    await searching;
    expect(opened.warnings).toEqual([]);
    expect(await held()).toBe(30);
    const { results } = await client()
      .index(name)
      .getDocuments({ fields: ['version'], limit: 100 });
    expect(new Set(results.map(({ version }) => String(version)))).toEqual(
      new Set([`${INDEX_VERSION}:${other.version}:${String(ROWS)}`]),
    );
    expect(await find(opened, 'модель0')).not.toContain('lamp-0:ru');
    await opened.index.upsert([lamp(31)]);
    await opened.settled();
    expect((await find(opened, 'модель31'))[0]).toBe('lamp-31:ru');
    expect(await opened.index.state()).toMatchObject({ engine: 'meilisearch', problem: null });
    await other.close();
    rmSync(folder, { recursive: true });
  });
});

describe('an index that was made before', () => {
  it('by another version of index or encoder is built anew', async () => {
    const old: Embedder = {
      ...{ version: 'another@1', dimensions: embedder.dimensions, words: embedder.words },
      embed: (texts) => embedder.embed(texts),
      close: () => Promise.resolve(),
    };
    const before = await openHere(server.key, old);
    await before.index.rebuild(lamps(4));
    await before.settled();
    await before.index.close();
    const opened = await openHere();
    expect((await opened.index.stamps()).size).toBe(0);
    await opened.index.rebuild(lamps(3));
    await opened.settled();
    expect(await held()).toBe(3);
    expect((await find(opened, 'модель2'))[0]).toBe('lamp-2:ru');
  });

  it('by this one is taken as it is, and only what changed meanwhile is copied', async () => {
    const before = await openHere();
    await before.index.rebuild(lamps(4));
    await before.settled();
    await before.index.close();
    await client().index(name).deleteDocuments({ filter: 'key = "lamp-3"' }).waitTask();
    const opened = await openHere();
    await opened.settled();
    expect(await held()).toBe(4);
    expect(opened.warnings).toEqual([]);
  });
});

describe('a task that Meilisearch takes on and cannot do', () => {
  it('is noticed: nobody is told by an index that lacks documents', async () => {
    const opened = await openHere();
    await opened.index.rebuild(lamps(2));
    await opened.settled();
    // Vectors of another length are refused by the task, after the request was accepted.
    await client()
      .index(name)
      .updateEmbedders({ passages: { source: 'userProvided', dimensions: 3 } })
      .waitTask();
    await opened.index.upsert([lamp(2)]);
    while ((await opened.index.state()).problem === null) await turn();
    expect((await find(opened, 'модель2'))[0]).toBe('lamp-2:ru');
    expect(await opened.index.state()).toMatchObject({ engine: 'embedded', reachableSince: null });
    expect(opened.warnings[0]).toMatch(/dimensions/i);
  });
});
