import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { createSearchIndex } from '#search/create.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import { writeSmallModel } from '../tests/support/small-model.ts';
import { percentile, type Figure } from './figure.ts';
import { makeArticles } from './search-corpus.ts';

const ARTICLES = Number(process.env.ARTICLES ?? 2_000);
const QUESTIONS = [
  'оплата счета',
  'перенести доставку',
  'гарантия на кресло',
  'не пришёл чек',
  'how to pay the invoice',
];

/** What searches feel of a change of the encoder: the shipped one, and one made of it with 256 numbers, which runs in its own process. */
export async function measureAnotherEncoder(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-bench-'));
  writeSmallModel(join(folder, 'other'), 256);
  const config = { DATA_DIR: folder };
  const embedder = await createEmbedder({ ...config, EMBEDDING_MODEL: 'static-ru-en-v3' });
  const index = await createSearchIndex({ dataDir: folder, embedder, log: console });
  await index.rebuild(await makeArticles(ARTICLES));
  const quiet = await searchUntil(index, 200);
  const started = performance.now();
  const other = await createEmbedder({ ...config, EMBEDDING_MODEL: 'other' }, `${folder}/`);
  let preparedMs = 0;
  const moved = (async () => {
    const prepared = await index.prepare(other);
    preparedMs = performance.now() - started;
    await prepared.commit();
  })();
  const during = await searchUntil(index, moved);
  const movedMs = performance.now() - started;
  await index.close();
  await Promise.all([embedder.close(), other.close()]);
  rmSync(folder, { recursive: true, force: true });
  const of = `${ARTICLES.toLocaleString('en')} articles`;
  return [
    { what: `${of}: moved to another encoder after`, value: movedMs / 1_000, unit: 's' },
    { what: `${of}: the last step, while writers wait`, value: movedMs - preparedMs, unit: 'ms' },
    { what: `${of}: longest stall meanwhile`, value: during.stall, unit: 'ms' },
    { what: `${of}: search before, p95`, value: percentile(quiet.times, 95), unit: 'ms' },
    { what: `${of}: search meanwhile, p50`, value: percentile(during.times, 50), unit: 'ms' },
    { what: `${of}: search meanwhile, p95`, value: percentile(during.times, 95), unit: 'ms' },
  ];
}

/** Searches one after the other, so many times or until something is done; every one has to find something. */
async function searchUntil(
  index: Awaited<ReturnType<typeof createSearchIndex>>,
  end: number | Promise<void>,
): Promise<{ times: number[]; stall: number }> {
  const run = { isOver: false };
  if (typeof end !== 'number') void end.finally(() => (run.isOver = true));
  const times: number[] = [];
  let stall = 0;
  while (!run.isOver && times.length !== end) {
    const query = QUESTIONS[times.length % QUESTIONS.length] ?? '';
    const asked = performance.now();
    const { hits } = await index.search({ query, locale: 'ru', otherLocales: true, audience: ['public'], limit: 5 });
    times.push(performance.now() - asked);
    if (hits.length === 0) throw new Error(`nothing was found for ${query}`);
    const before = performance.now();
    await turn();
    stall = Math.max(stall, performance.now() - before);
  }
  await end;
  return { times, stall };
}
