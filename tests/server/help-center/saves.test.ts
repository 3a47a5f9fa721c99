import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  archiveArticle,
  createArticle,
  discardRevision,
  getArticle,
  getArticleToWrite,
  listArticlesToWrite,
  listRevisions,
  publishRevision,
  saveRevision,
  submitRevision,
  writingForm,
} from '#server/help-center/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import type { TestDatabase } from '#support/database.ts';
import { at, openWrittenArticle, text } from './written-article.ts';

let world: TestDatabase;
let lera: UserViewer;
let igor: UserViewer;
const opened = async (address: { key: string; locale: 'ru' } = at) => {
  const article = await getArticleToWrite(world.ctx(lera), address);
  if (!article) throw new Error('there is no article');
  return article;
};

beforeEach(async () => {
  ({ world, lera, igor } = await openWrittenArticle());
});
afterEach(() => world.close());

describe('a published article that is saved as it is', () => {
  it('has no draft afterwards, and publishing it changes nothing', async () => {
    const { version, content } = await opened();
    const saved = await saveRevision(world.ctx(lera), { ...at, version, content, reason: null });
    expect(saved).toEqual({ ok: true, value: { version, number: 1 } });
    const published = await publishRevision(world.ctx(lera), { ...at, version, at: null, reason: null });
    expect(published).toMatchObject({ ok: true });
    expect(await listRevisions(world.ctx(lera), at)).toHaveLength(1);
    expect((await opened()).working).toBeNull();
    const [when, reason] = [new Date('2026-12-01'), null];
    for (const refused of [
      await submitRevision(world.ctx(lera), { ...at, version, reason }),
      await publishRevision(world.ctx(lera), { ...at, version, at: when, reason }),
    ]) {
      expect(refused).toMatchObject({ ok: false, error: { message: 'help.error.nothingNew' } });
    }
  });

  it('has none either when the save is refused because somebody published meanwhile', async () => {
    const mine = await opened();
    const saved = await saveRevision(world.ctx(igor), { ...at, version: mine.version, content: text('Текст Игоря.') });
    if (!saved.ok) throw new Error('saved');
    await publishRevision(world.ctx(igor), { ...at, version: saved.value.version, at: null, reason: null });
    const late = await saveRevision(world.ctx(lera), { ...at, version: mine.version, content: text('Текст Леры.') });
    expect(late).toMatchObject({ ok: false, collision: { theirs: text('Текст Игоря.'), savedBy: igor.userId } });
    expect((await opened()).working).toBeNull();
    if (late.ok || !late.collision) throw new Error('collided');
    const over = { ...at, version: late.collision.version, content: text('Вместе.') };
    expect(await saveRevision(world.ctx(lera), over)).toMatchObject({ ok: true, value: { number: 3 } });
  });

  it('comes back from the archive with the text it had, published again', async () => {
    await archiveArticle(world.ctx(lera), at);
    const { version, content } = await opened();
    const saved = await saveRevision(world.ctx(lera), { ...at, version, content });
    if (!saved.ok) throw new Error('saved');
    await publishRevision(world.ctx(lera), { ...at, version: saved.value.version, at: null, reason: null });
    expect(await getArticle(world.ctx(lera), at)).not.toBeNull();
  });

  it('is written anew without a collision after a draft was given up', async () => {
    const first = await opened();
    const saved = await saveRevision(world.ctx(lera), { ...at, version: first.version, content: text('Зря.') });
    if (!saved.ok) throw new Error('saved');
    await discardRevision(world.ctx(lera), { ...at, version: saved.value.version });
    const again = await saveRevision(world.ctx(lera), {
      ...{ ...at, version: (await opened()).version },
      content: text('Заново.'),
    });
    expect(again).toMatchObject({ ok: true, value: { number: 3 } });
  });
});

describe('a draft without a title', () => {
  it('is kept as it is, listed under the last title it had, and not published', async () => {
    const fresh = { key: 'pay-by-sbp', locale: 'ru' as const };
    await createArticle(world.ctx(lera), { ...fresh, categoryId: 'payment', title: 'Оплата через СБП' });
    const { title, body } = writingForm.parse({ title: ' ', body: text('Без заголовка.').body });
    const saved = await saveRevision(world.ctx(lera), {
      ...{ ...fresh, version: (await opened(fresh)).version },
      content: { ...text(''), title, body },
    });
    if (!saved.ok) throw new Error(saved.error.message);
    expect(await opened(fresh)).toMatchObject({ name: 'Оплата через СБП', content: { title: '', body } });
    const list = await listArticlesToWrite(world.ctx(lera), { search: 'СБП' });
    expect(list?.articles[0]?.versions[0]?.title).toBe('Оплата через СБП');
    const act = { ...fresh, version: saved.value.version, at: null, reason: null };
    expect(await publishRevision(world.ctx(lera), act)).toMatchObject({
      ok: false,
      error: { fields: { title: 'help.error.title' } },
    });
  });
});
