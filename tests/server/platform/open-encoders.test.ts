import { cpSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSearchIndex } from '#search/create.ts';
import { openEncoders } from '#server/platform/open-encoders.ts';

const MODEL = 'static-ru-en-v3';
let models: string;
beforeEach(() => {
  models = `${mkdtempSync(join(tmpdir(), 'kabinet-models-'))}/`;
  cpSync(`models/${MODEL}`, `${models}${MODEL}`, { recursive: true });
});
afterEach(() => {
  rmSync(models, { recursive: true, force: true });
});

const config = { EMBEDDING_MODEL: MODEL, EMBEDDING_HUB: 'http://127.0.0.1:9', DATA_DIR: 'data' };

it.each(['onnx/model_quantized.onnx', 'tokenizer.json', 'config.json'])(
  'goes on with words alone, and says so, when %s of the shipped model is damaged or gone',
  async (file) => {
    const told: string[] = [];
    const log = { error: (_: unknown, message?: string) => void told.push(message ?? ''), warn: () => undefined };
    if (file === 'config.json') rmSync(`${models}${MODEL}/${file}`);
    else truncateSync(`${models}${MODEL}/${file}`, 1_000);
    const { embedder, nextEncoder } = await openEncoders(config, null, log, models);
    expect(nextEncoder?.problem).toBeTruthy();
    expect(told).toEqual([expect.stringContaining('words alone')]);
    expect(await embedder.embed(['счёт'])).toEqual([null]);

    const index = await createSearchIndex({ dataDir: models, embedder, log });
    const rest = { locale: 'ru' as const, category: 'payment', summary: '', questions: [], updatedOn: '2026-11-01' };
    const article = { ...rest, audience: ['public'], body: 'Откройте счёт и нажмите «Оплатить».' };
    await index.rebuild([{ ...article, id: 'pay', key: 'pay', title: 'Как оплатить счёт' }]);
    const { hits } = await index.search({ query: 'оплата счёта', locale: 'ru', audience: ['public'], limit: 5 });
    expect(hits.map(({ key }) => key)).toEqual(['pay']);
    await index.close();
  },
);

it('stops the start when a model was configured that does not exist', async () => {
  const log = { error: () => undefined, warn: () => undefined };
  const wrong = { ...config, EMBEDDING_MODEL: 'static-ru-en-v9' };
  await expect(openEncoders(wrong, null, log, models)).rejects.toThrow('EMBEDDING_MODEL');
  const made = { version: 'static-ru-en-v3@3.0.0+45d44b7a906e', dimensions: 384 };
  await expect(openEncoders(wrong, made, log, models)).rejects.toThrow('EMBEDDING_MODEL');
});

it('does not look for the encoder of an index that was made by none', async () => {
  const told: unknown[] = [];
  const log = { error: () => undefined, warn: (...said: unknown[]) => void told.push(said.at(-1)) };
  const hub = { ...config, EMBEDDING_MODEL: 'owner/name' };
  const made = { version: 'words-alone', dimensions: 32 };
  const { embedder, nextEncoder } = await openEncoders(hub, made, log, models);
  expect(embedder).toMatchObject({ version: 'words-alone', isMissing: true });
  expect(nextEncoder?.model).toBe('owner/name');
  expect(told).toEqual([expect.stringMatching(/words alone until owner\/name is ready/)]);
});
