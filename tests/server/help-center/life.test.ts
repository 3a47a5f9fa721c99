import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { categories } from '#db/schema/help-center.ts';
import {
  archiveArticle,
  changeArticleSettings,
  createArticle,
  discardRevision,
  expireArticles,
  getArticle,
  getArticleSettings,
  getArticleToWrite,
  isOutdated,
  listActivity,
  listRevisions,
  mergeContents,
  publishArticle,
  publishDueRevisions,
  publishRevision,
  restoreRevision,
  returnRevision,
  saveRevision,
  startRevision,
  startTranslation,
  submitRevision,
  unarchiveArticle,
} from '#server/help-center/index.ts';
import { findArticleRow } from '#server/help-center/revision.queries.ts';
import { articles } from '#db/schema/help-center.ts';
import { systemViewer, type UserViewer, type VisitorViewer } from '#server/identity/index.ts';
import { putCategories } from '#server/help-center/publish-article.ts';
import type { TestDatabase } from '#support/database.ts';
import { staffOf } from '#support/staff.ts';
import { at, openWrittenArticle, text } from './written-article.ts';

const visitor: VisitorViewer = { kind: 'visitor', visitorHash: null, locale: 'ru' };
let world: TestDatabase;
let lera: UserViewer;
let igor: UserViewer;
const as = (viewer: UserViewer | VisitorViewer) => world.ctx(viewer);

beforeEach(async () => {
  ({ world, lera, igor } = await openWrittenArticle());
});
afterEach(() => world.close());

const shown = async () => (await getArticle(as(visitor), at))?.html ?? '';
async function written(body: string, viewer = lera): Promise<number> {
  const started = await startRevision(as(viewer), at);
  if (!started.ok) throw new Error('started');
  const saved = await saveRevision(as(viewer), { ...at, version: started.value.version, content: text(body) });
  if (!saved.ok) throw new Error(saved.error.message);
  return saved.value.version;
}

describe('an article that is published', () => {
  it('keeps serving while its next text is written, and shows it when that is published', async () => {
    const version = await written('Второй текст.');
    expect(await shown()).toContain('Первый текст.');
    expect(await publishRevision(as(lera), { ...at, version, at: null, reason: 'Новый способ' })).toEqual({
      ok: true,
      value: null,
    });
    expect(await shown()).toContain('Второй текст.');
    const [second, first] = await listRevisions(as(lera), at);
    expect([second, first]).toMatchObject([
      { number: 2, state: 'published', reason: 'Новый способ', authorId: lera.userId, publishedBy: lera.userId },
      { number: 1, state: 'published', authorId: null },
    ]);
    expect((await listActivity(as(lera), at.key))[0]).toMatchObject({
      kind: 'revision.published',
      userId: lera.userId,
    });
  });

  it('is not written by agents, customers or visitors, who do not learn that there is a draft', async () => {
    const agent = await staffOf(world, 'agent', 'Anton');
    for (const viewer of [agent, visitor]) {
      expect(await startRevision(as(viewer), at)).toMatchObject({ ok: false, error: { code: 'not_found' } });
      expect(await listRevisions(as(viewer), at)).toEqual([]);
    }
  });

  it('is not published with links that lead nowhere, which are named', async () => {
    const version = await written('Смотрите [ещё](article:no-such) и далее.\n\n{{block:none}}');
    expect(await publishRevision(as(lera), { ...at, version, at: null, reason: null })).toMatchObject({
      ok: false,
      error: { message: 'help.error.lostLinks', values: { links: 'article:no-such, block:none' } },
    });
  });

  it('goes back to an earlier text as a new one, and what was being written stays in the history', async () => {
    const version = await written('Второй текст.');
    await publishRevision(as(lera), { ...at, version, at: null, reason: null });
    await written('Третий, недописанный.');
    const restored = await restoreRevision(as(igor), { ...at, number: 1 });
    expect(restored).toEqual({ ok: true, value: { number: 4 } });
    const [working, before] = await listRevisions(as(igor), at);
    expect(working).toMatchObject({ number: 4, state: 'draft', restoredFrom: 1, authorId: igor.userId });
    expect(before).toMatchObject({ number: 3, state: 'discarded', authorId: lera.userId });
    expect(before?.body).toContain('Третий, недописанный.');
    expect(working?.body).toContain('Первый текст.');
    expect(await shown()).toContain('Второй текст.');
  });

  it('is left alone by a file while somebody writes', async () => {
    await written('Второй текст.');
    const file = { ...text('Из файла.'), ...at, categoryId: 'payment', related: [], updatedOn: '2026-11-01' };
    expect(await publishArticle(as(igor), file)).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  it('leaves readers by hand or by its day, and comes back as it was', async () => {
    await archiveArticle(as(lera), at);
    expect(await getArticle(as(visitor), at)).toBeNull();
    await unarchiveArticle(as(lera), at);
    expect(await shown()).toContain('Первый текст.');
    await world.db.write((tx) => tx.update(articles).set({ expiresAt: new Date('2026-11-20') }));
    expect(await expireArticles(as(lera))).toBe(0);
    world.clock.set('2026-11-21T10:00:00Z');
    expect([await expireArticles(as(lera)), await expireArticles(as(lera))]).toEqual([1, 0]);
    await startTranslation(as(lera), { ...at, locale: 'en' });
    expect(await getArticle(as(visitor), at)).toBeNull();
    // The languages share the day, so coming back takes it from all of them.
    await unarchiveArticle(as(lera), at);
    const days = (await world.db.read.select().from(articles)).map(({ expiresAt }) => expiresAt);
    expect(days).toEqual([null, null]);
    // And so does publishing what is over.
    await world.db.write((tx) => tx.update(articles).set({ expiresAt: new Date('2026-11-20') }));
    const version = await written('Четвёртый текст.');
    await publishRevision(as(lera), { ...at, version, at: null, reason: null });
    const after = (await world.db.read.select().from(articles)).map(({ expiresAt }) => expiresAt);
    expect(after).toEqual([null, null]);
  });
});

describe('two who write one text', () => {
  it('collide: the second is given what both began with and what the first wrote, and loses nothing', async () => {
    const started = await startRevision(as(lera), at);
    if (!started.ok) throw new Error('started');
    const { version } = started.value;
    await saveRevision(as(lera), { ...at, version, content: text('Лерин текст.') });
    const collided = await saveRevision(as(igor), { ...at, version, content: text('Текст Игоря.') });
    expect(collided).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
      collision: {
        base: text('Первый текст.'),
        theirs: text('Лерин текст.'),
        version: version + 1,
        savedBy: lera.userId,
      },
    });
    if (collided.ok || !collided.collision) throw new Error('collided');
    // Having compared, the second saves on top of the first.
    const over = await saveRevision(as(igor), {
      ...at,
      version: collided.collision.version,
      content: text('Вместе.'),
    });
    expect(over).toMatchObject({ ok: true, value: { version: version + 2 } });
  });

  it('do not collide where both wrote the same', async () => {
    const started = await startRevision(as(lera), at);
    if (!started.ok) throw new Error('started');
    const content = text('Одно и то же.');
    await saveRevision(as(lera), { ...at, version: started.value.version, content });
    expect(await saveRevision(as(igor), { ...at, version: started.value.version, content })).toMatchObject({
      ok: true,
    });
  });

  it('lose nothing either when the first has published meanwhile', async () => {
    const version = await written('Лерин текст.');
    await publishRevision(as(lera), { ...at, version, at: null, reason: null });
    const late = await saveRevision(as(igor), { ...at, version: version - 1, content: text('Текст Игоря.') });
    expect(late).toMatchObject({ ok: false, collision: { theirs: text('Лерин текст.') } });
  });

  it('have their changes joined where these are apart, and named where they are not', () => {
    const base = { ...text(''), body: 'один\n\nдва\n\nтри' };
    const mine = { ...base, title: 'Мой заголовок', body: 'раз\n\nдва\n\nтри' };
    const theirs = { ...base, body: 'один\n\nдва\n\nтрое' };
    expect(mergeContents(base, mine, theirs)).toEqual({
      content: { ...base, title: 'Мой заголовок', body: 'раз\n\nдва\n\nтрое' },
      conflicts: [],
    });
    const both = mergeContents(base, mine, { ...base, body: 'первый\n\nдва\n\nтри' });
    expect(both.conflicts).toEqual([{ field: 'body', base: 'один', mine: 'раз', theirs: 'первый' }]);
  });
});

describe('a topic that asks for a review', () => {
  beforeEach(() => world.db.write((tx) => tx.update(categories).set({ reviewed: true })));

  it('has nothing published that nobody else has read', async () => {
    const version = await written('Второй текст.');
    const publish = (viewer: UserViewer) => publishRevision(as(viewer), { ...at, version, at: null, reason: null });
    expect(await publish(igor)).toMatchObject({ ok: false, error: { message: 'help.error.needsReview' } });
    await submitRevision(as(lera), { ...at, version, reason: 'Появился СБП' });
    expect(await publish(lera)).toMatchObject({ ok: false, error: { message: 'help.error.ownReview' } });
    expect(await publish(igor)).toMatchObject({ ok: true });
    expect((await listRevisions(as(igor), at))[0]).toMatchObject({ reviewerId: igor.userId, reason: 'Появился СБП' });
  });

  it('sends a text back with a note; the author’s change is to be read again, the reviewer’s is not', async () => {
    let version = await written('Второй текст.');
    await submitRevision(as(lera), { ...at, version, reason: null });
    await returnRevision(as(igor), { ...at, note: 'Нет про комиссию.' });
    expect((await listRevisions(as(lera), at))[0]).toMatchObject({ state: 'draft', reviewNote: 'Нет про комиссию.' });
    version = await written('Второй текст, без комиссии.');
    await submitRevision(as(lera), { ...at, version, reason: null });
    version = await written('Второй текст: без комиссии.', igor);
    expect((await listRevisions(as(lera), at))[0]?.state).toBe('in_review');
    await written('Второй текст. Без комиссии!', lera);
    expect((await listRevisions(as(lera), at))[0]?.state).toBe('draft');
    const stale = await publishRevision(as(igor), { ...at, version, at: null, reason: null });
    expect(stale.ok).toBe(false);
  });
});

describe('a text with a time to come', () => {
  it('appears at that time, once, and is a draft again when somebody changes it before', async () => {
    const version = await written('Завтрашний текст.');
    const tomorrow = new Date('2026-11-20T09:00:00Z');
    await publishRevision(as(lera), { ...at, version, at: tomorrow, reason: null });
    expect((await listRevisions(as(lera), at))[0]?.state).toBe('scheduled');
    expect(await publishDueRevisions(as(lera))).toBe(0);
    world.clock.set(tomorrow);
    const system = world.ctx(systemViewer('regular work'));
    expect([await publishDueRevisions(system), await publishDueRevisions(system)]).toEqual([1, 0]);
    expect(await shown()).toContain('Завтрашний текст.');
    const again = await written('Ещё один.');
    await publishRevision(as(lera), { ...at, version: again, at: new Date('2026-12-01'), reason: null });
    await written('Ещё один, исправленный.');
    expect((await listRevisions(as(lera), at))[0]).toMatchObject({ state: 'draft', publishAt: null });
  });
});

describe('a new article', () => {
  it('is seen by nobody outside before it is published, and needs a text by then', async () => {
    const fresh = { key: 'pay-by-sbp', locale: 'ru' as const };
    expect(await createArticle(as(lera), { ...fresh, categoryId: 'payment', title: 'Оплата через СБП' })).toMatchObject(
      {
        ok: true,
      },
    );
    expect(await createArticle(as(igor), { ...fresh, categoryId: 'payment', title: 'Другая' })).toMatchObject({
      ok: false,
      error: { fields: { key: 'help.error.keyTaken' } },
    });
    expect(await getArticle(as(visitor), fresh)).toBeNull();
    expect(await publishRevision(as(lera), { ...fresh, version: 1, at: null, reason: null })).toMatchObject({
      ok: false,
      error: { fields: { body: 'help.error.body', summary: 'help.error.summary' } },
    });
    expect(await discardRevision(as(lera), { ...fresh, version: 1 })).toMatchObject({
      ok: false,
      error: { message: 'help.error.onlyText' },
    });
    await saveRevision(as(lera), { ...fresh, version: 1, content: text('СБП без комиссии.') });
    await publishRevision(as(lera), { ...fresh, version: 2, at: null, reason: null });
    expect(await getArticle(as(visitor), fresh)).not.toBeNull();
  });

  it('in another language begins with the text it is translated from, and is behind when that changes', async () => {
    const en = { ...at, locale: 'en' as const };
    expect(await startTranslation(as(lera), en)).toMatchObject({ ok: true });
    expect((await listRevisions(as(lera), en))[0]?.body).toContain('Первый текст.');
    await publishRevision(as(lera), { ...en, version: 1, at: null, reason: null });
    const rows = async () =>
      [await findArticleRow(world.db.read, en), await findArticleRow(world.db.read, at)] as const;
    let [translation, source] = await rows();
    expect(translation && isOutdated(translation, source)).toBe(false);
    const version = await written('Второй текст.');
    await publishRevision(as(lera), { ...at, version, at: null, reason: null });
    [translation, source] = await rows();
    expect(translation && isOutdated(translation, source)).toBe(true);
  });
});

describe('what an article never does by itself', () => {
  it('a text is not replaced by whoever began with one that was given up or published since', async () => {
    const old = await written('Текст Леры.');
    await discardRevision(as(lera), { ...at, version: old });
    await written('Текст Игоря.', igor);
    expect(await saveRevision(as(lera), { ...at, version: old, content: text('Снова Лера.') })).toMatchObject({
      ok: false,
      collision: { base: text('Текст Леры.'), theirs: text('Текст Игоря.') },
    });
    // The form of an article nobody was working on, left open while somebody published another text.
    const form = await getArticleToWrite(as(lera), { ...at });
    const version = await written('Текст Игоря, окончательный.', igor);
    await publishRevision(as(igor), { ...at, version, at: null, reason: null });
    const late = await saveRevision(as(lera), { ...at, version: form?.version ?? 0, content: text('Лера, опоздав.') });
    expect(late).toMatchObject({ ok: false, collision: { theirs: text('Текст Игоря, окончательный.') } });
  });

  it('whoever goes on writing while their own text is published goes on, without a collision', async () => {
    const version = await written('Второй текст.');
    await publishRevision(as(lera), { ...at, version, at: null, reason: null });
    const saved = await saveRevision(as(lera), { ...at, version, content: text('Второй текст, дальше.') });
    expect(saved).toMatchObject({ ok: true, value: { number: 3 } });
  });

  it('it does not come back from the archive because its next text was to appear, or because somebody saved a draft', async () => {
    const version = await written('Завтрашний текст.');
    await publishRevision(as(lera), { ...at, version, at: new Date('2026-11-20T09:00:00Z'), reason: null });
    await archiveArticle(as(lera), at);
    world.clock.set('2026-11-21T09:00:00Z');
    expect(await publishDueRevisions(world.ctx(systemViewer('regular work')))).toBe(0);
    expect(await getArticle(as(visitor), at)).toBeNull();
    expect((await listRevisions(as(lera), at))[0]).toMatchObject({ state: 'draft', publishAt: null });

    const fresh = { key: 'pay-by-sbp', locale: 'ru' as const };
    await createArticle(as(lera), { ...fresh, categoryId: 'payment', title: 'Оплата через СБП' });
    await archiveArticle(as(lera), fresh);
    await saveRevision(as(lera), { ...fresh, version: 1, content: text('СБП без комиссии.') });
    expect((await findArticleRow(world.db.read, fresh))?.status).toBe('archived');
  });

  it('an archived article that was to return stays away when it is archived again meanwhile', async () => {
    const version = await written('Первый текст.');
    await archiveArticle(as(lera), at);
    await publishRevision(as(lera), { ...at, version, at: new Date('2026-11-20T09:00:00Z'), reason: null });
    await archiveArticle(as(igor), at);
    world.clock.set('2026-11-21T09:00:00Z');
    expect(await publishDueRevisions(world.ctx(systemViewer('regular work')))).toBe(0);
    expect((await findArticleRow(world.db.read, at))?.status).toBe('archived');
  });
});

describe('a review that somebody wants to go round', () => {
  const ask = () => world.db.write((tx) => tx.update(categories).set({ reviewed: true }));

  it('whoever rewrites another’s draft and hands it in does not publish it', async () => {
    await ask();
    await written('Текст Леры.');
    const version = await written('Всё иначе, говорит Игорь.', igor);
    await submitRevision(as(igor), { ...at, version, reason: null });
    expect(await publishRevision(as(igor), { ...at, version, at: null, reason: null })).toMatchObject({
      ok: false,
      error: { message: 'help.error.ownReview' },
    });
    expect(await getArticleToWrite(as(igor), at)).toMatchObject({ mayPublish: false, isOwnReview: true });
  });

  it('what was to appear is handed in when its topic asks for a review by then', async () => {
    const version = await written('Завтрашний текст.');
    await publishRevision(as(lera), { ...at, version, at: new Date('2026-11-20T09:00:00Z'), reason: null });
    await ask();
    world.clock.set('2026-11-21T09:00:00Z');
    expect(await publishDueRevisions(world.ctx(systemViewer('regular work')))).toBe(0);
    expect(await shown()).toContain('Первый текст.');
    expect((await listRevisions(as(lera), at))[0]).toMatchObject({ state: 'in_review', submittedBy: lera.userId });
    await publishRevision(as(igor), { ...at, version, at: null, reason: null });
    expect(await shown()).toContain('Завтрашний текст.');
  });

  it('an editor does not take an article to a topic without a review; a supervisor may', async () => {
    await ask();
    const named = { icon: 'box', title: { ru: 'Прочее', en: 'Other' }, summary: { ru: 'Прочее', en: 'Other' } };
    await world.db.write((tx) => putCategories(tx, [{ id: 'other', ...named }]));
    const settings = await getArticleSettings(as(lera), at.key, 'ru');
    if (!settings) throw new Error('there is no article');
    const moved = { ...settings, categoryId: 'other' };
    expect(await changeArticleSettings(as(lera), moved)).toMatchObject({
      ok: false,
      error: { fields: { categoryId: 'articles.settings.error.reviewed' } },
    });
    expect(await changeArticleSettings(as(igor), moved)).toMatchObject({ ok: true });
  });
});
