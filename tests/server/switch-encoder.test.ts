import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setImmediate as turn } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { articles } from '#db/schema/help-center.ts';
import { indexFiles } from '#search/index-files.ts';
import type { App } from '#server/app.ts';
import { knowledgeOf, understand } from '#server/assistant/index.ts';
import { ensureSearchIndex } from '#server/help-center/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { switchEncoder, switchOnce } from '#server/switch-encoder.ts';
import { wordsFor } from '#content/words.ts';
import { describeEncoder } from '#server/http/index.ts';
import { writeSmallModel } from '#support/small-model.ts';
import { askSearch, fillInstallation, OTHER, SHIPPED, startApp } from '#support/encoder-story.ts';

const PROCESS = fileURLToPath(new URL('../support/switch-process.ts', import.meta.url));
const QUERY = 'как оплатить счёт';

let filled: Awaited<ReturnType<typeof fillInstallation>>;
/** As it was left by a process that was killed half-way, and by one that came to the end: each made once. */
let killed: string | null = null;
let moved: string | null = null;
let dataDir: string;
let open: App[] = [];
/** What each encoder's own index answers. */
const answers = { old: '', new: '' };

beforeAll(async () => {
  filled = await fillInstallation();
});
afterAll(() => {
  filled.remove();
  for (const folder of [killed, moved]) if (folder) rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  dataDir = copyOf(filled.dataDir);
});
afterEach(async () => {
  for (const app of open) await app.close();
  open = [];
  rmSync(dataDir, { recursive: true, force: true });
});

function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'kabinet-switch-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}
function resume(folder: string): void {
  rmSync(dataDir, { recursive: true });
  dataDir = copyOf(folder);
}
function afterKill(): void {
  if (!killed) {
    const folder = copyOf(filled.dataDir);
    expect(spawnSync(process.execPath, [PROCESS, folder, OTHER, '12'], { timeout: 60_000 }).signal).toBe('SIGKILL');
    killed = folder;
  }
  resume(killed);
}
async function afterMove(): Promise<void> {
  if (!moved) {
    const app = await start(OTHER);
    await switchNow(app);
    await stop(app);
    moved = copyOf(dataDir);
  } else resume(moved);
}

async function start(model: string, more: Record<string, string> = {}): Promise<App> {
  const app = await startApp(dataDir, model, more);
  open.push(app);
  return app;
}
async function stop(app: App): Promise<void> {
  open = open.filter((each) => each !== app);
  await app.close();
}
const systemOf = (app: App) => app.ctx(systemViewer('test'));
const pending = (app: App) => {
  const next = app.platform.nextEncoder;
  if (!next) throw new Error('there is nothing to do');
  return next;
};
const never = new AbortController().signal;
const switchNow = (app: App) => switchOnce(app, pending(app), never);
const modelOf = (app: App) => app.platform.embedder.version.split('@')[0];
/** What an administrator reads about it. */
const report = (app: App) => JSON.stringify(describeEncoder(app, wordsFor('en')));

describe('a start with another encoder', () => {
  it('goes on with the old one and changes over between two questions, search and assistant at once', async () => {
    const app = await start(OTHER);
    expect(modelOf(app)).toBe(SHIPPED);
    answers.old = await askSearch(app, QUERY);
    const { log } = app.platform;
    await knowledgeOf(systemOf(app));
    const run = { isOver: false };
    const switching = switchNow(app).then(() => (run.isOver = true));
    const seen: { search: string; encoder: string | undefined; knows: string }[] = [];
    const steps = new Set<string>();
    while (!run.isOver) {
      const encoder = modelOf(app);
      const knowledge = await knowledgeOf(systemOf(app));
      const [search, understood] = await Promise.all([
        askSearch(app, QUERY),
        understand({ knowledge, embedder: knowledge.embedder, log }, QUERY),
      ]);
      expect(understood.candidates[0]?.subject.key).toBe('pay-invoice');
      if (app.platform.nextEncoder) steps.add(app.platform.nextEncoder.step);
      // A question that the change came into is answered by either.
      if (encoder !== modelOf(app)) continue;
      seen.push({ search, encoder, knows: knowledge.embedder.version.split('@')[0] ?? '' });
      await turn();
    }
    await switching;
    answers.new = await askSearch(app, QUERY);
    expect(answers.new).not.toBe(answers.old);
    expect([...steps]).toEqual(['loading', 'encoding', 'learning']);
    for (const { search, encoder, knows } of seen) {
      expect(knows).toBe(encoder);
      expect(search).toBe(encoder === SHIPPED ? answers.old : answers.new);
    }
    expect(seen.filter(({ encoder }) => encoder === SHIPPED).length).toBeGreaterThan(5);
    expect(app.platform.nextEncoder).toBeNull();
    expect(existsSync(join(dataDir, 'search.db'))).toBe(false);
    await stop(app);
    const again = await start(OTHER);
    expect([modelOf(again), again.platform.nextEncoder]).toEqual([OTHER, null]);
    expect(await askSearch(again, QUERY)).toBe(answers.new);
  });

  it('loses nothing that is published while the vectors are made', async () => {
    const app = await start(OTHER);
    const next = pending(app);
    const switching = switchNow(app);
    while (next.done < 4) await turn();
    const rename = (title: string) =>
      app.db.write((tx) => tx.update(articles).set({ title }).where(eq(articles.key, 'pay-invoice')));
    await rename('Гамак в переговорной');
    await app.db.write((tx) =>
      tx.update(articles).set({ status: 'archived' }).where(eq(articles.key, 'partial-payment')),
    );
    expect(await ensureSearchIndex(systemOf(app))).toMatchObject({ kind: 'updated' });
    expect(await askSearch(app, 'гамак')).toContain('pay-invoice');
    await switching;
    expect(modelOf(app)).toBe(OTHER);
    expect(await askSearch(app, 'гамак')).toContain('pay-invoice');
    expect(await askSearch(app, 'оплатить частями')).not.toContain('partial-payment');
    expect(await ensureSearchIndex(systemOf(app))).toMatchObject({ kind: 'current' });
  });

  it('goes on where it was killed, and never answers from what is half made', async () => {
    afterKill();
    const app = await start(OTHER);
    expect(modelOf(app)).toBe(SHIPPED);
    expect(await askSearch(app, QUERY)).toBe(answers.old);
    const next = pending(app);
    let first = 0;
    const switching = switchNow(app);
    while (first === 0) {
      if (next.of > 0) first = next.done;
      await turn();
    }
    expect(first).toBeGreaterThanOrEqual(12);
    await switching;
    expect(await askSearch(app, QUERY)).toBe(answers.new);
  });

  it('is taken back half-way: the old one stays, and what was made for the other is removed', async () => {
    afterKill();
    expect(existsSync(join(dataDir, 'search-2.db'))).toBe(true);
    const app = await start(SHIPPED);
    await switchEncoder(app, never);
    expect([modelOf(app), app.platform.nextEncoder]).toEqual([SHIPPED, null]);
    expect(await askSearch(app, QUERY)).toBe(answers.old);
    expect(existsSync(join(dataDir, 'search-2.db'))).toBe(false);
  });

  it('stops in the middle when the application does', async () => {
    const app = await start(OTHER);
    const next = pending(app);
    const stopping = new AbortController();
    const switching = switchEncoder(app, stopping.signal);
    while (next.done < 4) await turn();
    stopping.abort();
    await switching;
    expect(modelOf(app)).toBe(SHIPPED);
    expect(await askSearch(app, QUERY)).toBe(answers.old);
  });

  it('keeps one file when it was killed after the last step but one', async () => {
    await afterMove();
    for (const name of readdirSync(filled.dataDir).filter((each) => each.startsWith('search.db'))) {
      cpSync(join(filled.dataDir, name), join(dataDir, name));
    }
    expect((await indexFiles(dataDir)).serving.path).toBe(join(dataDir, 'search-2.db'));
    const app = await start(OTHER);
    expect(await askSearch(app, QUERY)).toBe(answers.new);
    await switchEncoder(app, never);
    expect(existsSync(join(dataDir, 'search.db'))).toBe(false);
  });
});

describe('an encoder that is gone', () => {
  it('is not needed: the old index is searched by words until the new one is ready', async () => {
    await afterMove();
    rmSync(join(dataDir, 'models'), { recursive: true });
    const app = await start(SHIPPED);
    expect(app.platform.embedder.isMissing).toBe(true);
    expect(await askSearch(app, QUERY)).toContain('pay-invoice');
    expect(report(app)).toContain('words alone');
    await switchNow(app);
    expect(await askSearch(app, QUERY)).toBe(answers.old);
    expect(report(app)).not.toContain('words alone');
  });

  it('and comes back finds its vectors, and makes those of what was written meanwhile', async () => {
    await afterMove();
    cpSync(join(dataDir, 'models'), join(dataDir, 'away'), { recursive: true });
    rmSync(join(dataDir, 'models'), { recursive: true });
    // Nothing listens there.
    const app = await start(OTHER, { EMBEDDING_HUB: 'http://127.0.0.1:9' });
    await app.db.write((tx) =>
      tx.update(articles).set({ title: 'Гамак в переговорной' }).where(eq(articles.key, 'pay-invoice')),
    );
    expect(await ensureSearchIndex(systemOf(app))).toMatchObject({ kind: 'updated' });
    expect(await ensureSearchIndex(systemOf(app))).toMatchObject({ kind: 'current' });
    expect(await askSearch(app, 'гамак')).toContain('pay-invoice');
    await expect(switchNow(app)).rejects.toThrow('could not be loaded');
    expect(await askSearch(app, 'гамак')).toContain('pay-invoice');
    cpSync(join(dataDir, 'away'), join(dataDir, 'models'), { recursive: true });
    await switchNow(app);
    expect([modelOf(app), app.platform.embedder.isMissing]).toEqual([OTHER, undefined]);
    expect([...(await app.platform.search.stamps()).values()].filter((stamp) => stamp.includes(':'))).toEqual([]);
    expect(existsSync(join(dataDir, 'search.db'))).toBe(false);
  });
});

describe('an encoder whose files were exchanged under its name', () => {
  it('is another one: words alone until everything is made anew', async () => {
    await afterMove();
    writeSmallModel(join(dataDir, 'models', OTHER), 32);
    const app = await start(OTHER);
    expect(app.platform.embedder.isMissing).toBe(true);
    expect(await askSearch(app, QUERY)).toContain('pay-invoice');
    await switchNow(app);
    expect(app.platform.embedder.dimensions).toBe(32);
    expect(await askSearch(app, QUERY)).toContain('pay-invoice');
    expect(await askSearch(app, QUERY)).not.toBe(answers.new);
  });
});

describe('an encoder of the hub', () => {
  const fetchFrom = async (answer: (path: string) => Buffer | null) => {
    const asked: string[] = [];
    const hub = createServer((request, response) => {
      const path = decodeURIComponent(request.url ?? '');
      asked.push(path);
      const body = answer(path.replace('/resolve/main/', '/'));
      response.writeHead(body ? 200 : 404).end(body ?? undefined);
    });
    await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;
    return { url, asked, close: () => new Promise((resolve) => hub.close(resolve)) };
  };
  const file = (path: string): Buffer | null => {
    const place = join(filled.dataDir, 'models', path);
    return existsSync(place) ? readFileSync(place) : null;
  };

  beforeEach(() => {
    rmSync(join(dataDir, 'models'), { recursive: true });
  });

  it('is fetched in the background, and once', async () => {
    const hub = await fetchFrom(file);
    const app = await start(OTHER, { EMBEDDING_HUB: hub.url });
    expect(modelOf(app)).toBe(SHIPPED);
    await switchNow(app);
    expect(await askSearch(app, QUERY)).toBe(answers.new);
    expect(hub.asked).toContain(`/${OTHER}/resolve/main/onnx/model_quantized.onnx`);
    await hub.close();
    await stop(app);
    expect(modelOf(await start(OTHER, { EMBEDDING_HUB: hub.url }))).toBe(OTHER);
  });

  it.each([
    ['is unknown there', () => null],
    ['is broken off', (path: string) => file(path)?.subarray(0, 5_000) ?? null],
  ])('that %s leaves the old one answering, and says why', async (_, answer) => {
    const hub = await fetchFrom(answer);
    const app = await start(OTHER, { EMBEDDING_HUB: hub.url });
    const stopping = new AbortController();
    const switching = switchEncoder(app, stopping.signal);
    while (pending(app).problem === null) await turn();
    expect(pending(app).step).toBe('waiting');
    expect(report(app)).toContain(OTHER);
    expect(modelOf(app)).toBe(SHIPPED);
    expect(await askSearch(app, QUERY)).toBe(answers.old);
    // Nothing of it is taken for a model at the next start.
    expect(existsSync(join(dataDir, 'models', OTHER))).toBe(false);
    stopping.abort();
    await switching;
    await hub.close();
  });

  it('that was damaged after it was fetched is fetched again', async () => {
    cpSync(join(filled.dataDir, 'models'), join(dataDir, 'models'), { recursive: true });
    truncateSync(join(dataDir, 'models', OTHER, 'onnx', 'model_quantized.onnx'), 5_000);
    const hub = await fetchFrom(file);
    const app = await start(OTHER, { EMBEDDING_HUB: hub.url });
    await switchNow(app);
    expect(await askSearch(app, QUERY)).toBe(answers.new);
    await hub.close();
  });

  it('lets an installation that holds nothing yet begin without it', async () => {
    rmSync(dataDir, { recursive: true });
    mkdirSync(dataDir);
    const hub = await fetchFrom(file);
    const app = await start(OTHER, { EMBEDDING_HUB: hub.url });
    expect(app.platform.embedder.isMissing).toBe(true);
    const rest = { locale: 'ru' as const, category: 'payment', summary: '', questions: [], updatedOn: '2026-11-01' };
    const pay = {
      ...rest,
      id: 'pay:ru',
      key: 'pay',
      title: 'Как оплатить счёт',
      body: 'Картой.',
      audience: ['public'],
    };
    await app.platform.search.rebuild([pay]);
    expect(await askSearch(app, 'оплата счета')).toContain('pay ');
    expect(await askSearch(app, 'pay the invoice')).toBe('');
    await switchNow(app);
    expect([modelOf(app), app.platform.nextEncoder]).toEqual([OTHER, null]);
    expect(await askSearch(app, 'pay the invoice')).toContain('pay ');
    await hub.close();
  });
});
