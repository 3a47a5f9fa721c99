import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import type { Embedder } from '#server/platform/embedder.ts';
import { wholeWords } from '#server/platform/model-vocabulary.ts';
import { writeSmallModel } from '#support/small-model.ts';

let embedder: Embedder;
beforeAll(async () => {
  embedder = await createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v3', DATA_DIR: 'data' });
});
afterAll(() => embedder.close());

const cosine = (a: Float32Array | null | undefined, b: Float32Array | null | undefined): number =>
  a && b ? a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0) : 0;

describe('the sentence encoder', () => {
  it('gives unit vectors, the same alone and in a batch', async () => {
    const [alone] = await embedder.embed(['оплатить счёт']);
    const [, together] = await embedder.embed(['a much longer text that needs padding beside it', 'оплатить счёт', '']);
    expect(cosine(alone, alone)).toBeCloseTo(1, 5);
    expect(cosine(alone, together)).toBeCloseTo(1, 5);
  });

  it('puts the same meaning close, in both languages, and other meanings apart', async () => {
    const [pay, same, english, other] = await embedder.embed([
      'оплатить счёт',
      'оплата счета',
      'pay the invoice',
      'чистить диван',
    ]);
    expect(cosine(pay, same)).toBeGreaterThan(0.5);
    expect(cosine(pay, english)).toBeGreaterThan(0.5);
    expect(cosine(pay, other)).toBeLessThan(0.3);
  });

  it('reads ё as е, as most people type it, and keeps й', async () => {
    const [yo, ye, shortI, longI] = await embedder.embed(['счёт за тёплый плед', 'счет за теплый плед', 'мой', 'мои']);
    expect(cosine(yo, ye)).toBeCloseTo(1, 5);
    expect(cosine(shortI, longI)).toBeLessThan(0.99);
  });

  it('knows nothing of empty text and emoji, and says so instead of answering anyhow', async () => {
    expect(await embedder.embed(['', '   ', '😀', '\u200b'])).toEqual([null, null, null, null]);
  });

  it('answers many questions at once, each its own', async () => {
    const texts = Array.from({ length: 50 }, (_, i) => `вопрос номер ${i}`);
    const together = await Promise.all(texts.map(async (text) => (await embedder.embed([text]))[0]));
    const [thirtieth] = await embedder.embed([texts[30] ?? '']);
    expect(cosine(together[30], thirtieth)).toBeCloseTo(1, 5);
  });

  it('stops the start with the name of the setting when the model is missing', async () => {
    await expect(createEmbedder({ EMBEDDING_MODEL: 'no-such-model', DATA_DIR: 'data' })).rejects.toThrow(
      /EMBEDDING_MODEL/,
    );
  });

  it('runs models as the hub has them: with marks around each text, kinds of tokens, in full, without a version', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'kabinet-models-'));
    writeSmallModel(join(dataDir, 'models/kabinet/small'), 96, 'hub');
    const hub = await createEmbedder({ EMBEDDING_MODEL: 'kabinet/small', DATA_DIR: dataDir });
    expect(hub.version).toMatch(/^kabinet\/small@[0-9a-f]{12}\+[0-9a-f]{12}$/);
    expect(hub.dimensions).toBe(96);
    const [pay, same, other, empty] = await hub.embed(['оплатить счёт', 'pay the invoice', 'чистить диван', '😀']);
    expect(pay).toHaveLength(96);
    expect(cosine(pay, pay)).toBeCloseTo(1, 5);
    expect(cosine(pay, same)).toBeGreaterThan(cosine(pay, other) + 0.3);
    // The marks alone say nothing.
    expect(empty).toBeNull();
    await hub.close();
    rmSync(dataDir, { recursive: true });
  });

  it('refuses after it was closed', async () => {
    const short = await createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v3', DATA_DIR: 'data' });
    await short.close();
    await expect(short.embed(['да'])).rejects.toThrow(/closed/);
  });
});

describe('the words a vocabulary has whole', () => {
  it('are told from parts of words, however these are marked', () => {
    expect([...wholeWords(['[UNK]', 'счет', 'плед', '##ание', 'да', 'Invoice'])]).toEqual(['счет', 'плед', 'invoice']);
    expect([...wholeWords(['<s>', '▁счет', 'ание', '▁да', '▁Invoice', '▁'])]).toEqual(['счет', 'invoice']);
    expect([...wholeWords(['Ġinvoice', 'ation', 'Ġpay'])]).toEqual(['invoice']);
  });
});
