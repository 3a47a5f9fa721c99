import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  getArticleToWrite,
  listActivity,
  listArticlesToWrite,
  listRevisions,
  publishArticle,
  publishDueRevisions,
  publishRevision,
  restoreRevision,
  saveRevision,
  startTranslation,
} from '#server/help-center/index.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import type { TestDatabase } from '#support/database.ts';
import { at, openWrittenArticle, text } from './written-article.ts';

const en = { ...at, locale: 'en' as const };
const english = (body: string) => ({
  title: 'How to pay an invoice',
  summary: 'By card, QR code or transfer.',
  questions: ['pay an invoice'],
  body: `${body} Open the invoice in your account and choose how to pay: by card, code or transfer.`,
});

let world: TestDatabase;
let lera: UserViewer;
let igor: UserViewer;
const ctx = (viewer = lera) => world.ctx(viewer);
const opened = async () => {
  const article = await getArticleToWrite(ctx(), en);
  if (!article) throw new Error('there is no translation');
  return article;
};
const isListed = async () => (await listArticlesToWrite(ctx(), { filter: 'outdated' }))?.total === 1;

/** Saves over what is there, as a form does that was opened just now. */
async function save(address: typeof at | typeof en, content: ReturnType<typeof text>, follows?: number | false) {
  const article = await getArticleToWrite(ctx(), address);
  const saved = await saveRevision(ctx(), { ...address, version: article?.version ?? 0, content, follows });
  if (!saved.ok) throw new Error(saved.error.message);
  return saved.value.version;
}
async function publish(address: typeof at | typeof en, version: number, when: Date | null = null) {
  const done = await publishRevision(ctx(), { ...address, version, at: when, reason: null });
  if (!done.ok) throw new Error(done.error.message);
}

beforeEach(async () => {
  ({ world, lera, igor } = await openWrittenArticle());
  await startTranslation(ctx(), en);
  await publish(en, await save(en, english('First text.')));
  world.clock.advance(60_000);
  await publish(at, await save(at, text('Второй текст.')));
  world.clock.advance(60_000);
});
afterEach(() => world.close());

describe('a translation whose original has changed', () => {
  it('stays behind when a word of it is mended and published', async () => {
    expect([await isListed(), (await opened()).behind]).toEqual([true, { locale: 'ru', from: 1, to: 2 }]);
    await publish(en, await save(en, english('First text, mended.'), false));
    expect([await isListed(), (await opened()).behind]).toEqual([true, { locale: 'ru', from: 1, to: 2 }]);
  });

  it('is no longer behind once its editor says that it follows the original', async () => {
    await publish(en, await save(en, english('Second text.'), 2));
    expect([await isListed(), (await opened()).behind, (await opened()).original]).toEqual([false, null, null]);
    expect((await listRevisions(ctx(), en))[0]).toMatchObject({ number: 2, sourceRevision: 2 });
  });

  it('is thought to follow it when its text changed since, and not before', async () => {
    expect((await opened()).original).toEqual({ revision: 2, isFollowed: false });
    await save(en, english('Second text.'));
    expect((await opened()).original).toEqual({ revision: 2, isFollowed: true });
    await save(en, english('Second text.'), false);
    await save(en, english('First text.'));
    expect((await opened()).original).toEqual({ revision: 2, isFollowed: false });
  });

  it('is behind again where the original changed once more before the day it was to appear', async () => {
    const version = await save(en, english('Second text.'), 2);
    await publish(en, version, new Date('2026-11-20T09:00:00Z'));
    await publish(at, await save(at, text('Третий текст.')));
    world.clock.set('2026-11-20T09:00:00Z');
    expect(await publishDueRevisions(world.ctx(systemViewer('regular work')))).toBe(1);
    expect((await opened()).behind).toEqual({ locale: 'ru', from: 2, to: 3 });
  });

  it('is said to follow it without another text where nothing had to change, and that is noted', async () => {
    const version = await save(en, english('First text.'), 2);
    expect(await isListed()).toBe(false);
    expect(await listRevisions(ctx(), en)).toHaveLength(1);
    expect((await listActivity(ctx(), at.key))[0]).toMatchObject({
      kind: 'translation.confirmed',
      locale: 'en',
      userId: lera.userId,
      details: { number: 2 },
    });
    // Nobody says it of a revision that is not there yet.
    await save(en, english('First text.'), 99);
    await publish(en, version);
    await publish(at, await save(at, text('Третий текст.')));
    expect(await isListed()).toBe(true);
  });

  it('is as old as the text that is taken up again', async () => {
    await publish(en, await save(en, english('Second text.'), 2));
    await restoreRevision(ctx(igor), { ...en, number: 1 });
    await publish(en, (await opened()).version);
    expect((await opened()).behind).toEqual({ locale: 'ru', from: 1, to: 2 });
  });

  it('follows it when another text of it comes in a file', async () => {
    const file = { ...english('From a file.'), ...en, categoryId: 'payment', related: [], updatedOn: '2026-11-01' };
    const questions = ['pay an invoice', 'how do I pay', 'pay by card'];
    expect(await publishArticle(ctx(), { ...file, questions })).toMatchObject({ ok: true });
    expect(await isListed()).toBe(false);
  });
});
