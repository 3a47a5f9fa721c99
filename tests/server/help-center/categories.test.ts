import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canWriteArticles,
  categoryForm,
  changeArticleSettings,
  changeCategory,
  createArticle,
  createCategory,
  deleteCategory,
  getArticleSettings,
  getHelpCenter,
  listCategories,
  listActivity,
  listEditedCategories,
  moveCategory,
  newCategoryForm,
  onArticlePublished,
  searchHelp,
  topicActivity,
} from '#server/help-center/index.ts';
import type { UserViewer, VisitorViewer } from '#server/identity/index.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { freeKey } from '#server/help-center/article-key.ts';
import { openHelpCenter, type TestHelpCenter } from '#support/help-center.ts';
import { staffOf } from '#support/staff.ts';

const visitor: VisitorViewer = { kind: 'visitor', visitorHash: null, locale: 'ru' };
let help: TestHelpCenter;
let lera: UserViewer;
let igor: UserViewer;
let anna: UserViewer;

beforeAll(async () => {
  help = await openHelpCenter();
  [lera, igor, anna] = [
    await staffOf(help, 'editor', 'Lera'),
    await staffOf(help, 'supervisor', 'Igor'),
    await staffOf(help, 'agent', 'Anna'),
  ];
});
afterAll(() => help.close());

const fields = (over: Record<string, string> = {}) =>
  categoryForm.parse({ titleRu: 'Вывоз', titleEn: 'Pickup', summaryRu: 'Сами', summaryEn: 'Yourself', ...over });
const fieldsOf = async (id: string, over: Record<string, string> = {}) => {
  const known = (await listEditedCategories(help.ctx(lera))).find((each) => each.id === id);
  if (!known) throw new Error(`no topic ${id}`);
  const { title, summary, phrases, parentId, icon, version } = known;
  const named = { titleRu: title['ru'] ?? '', titleEn: title['en'] ?? '', parentId: parentId ?? '' };
  const told = { summaryRu: summary['ru'] ?? '', summaryEn: summary['en'] ?? '' };
  const words = { phrasesRu: (phrases['ru'] ?? []).join('\n'), phrasesEn: (phrases['en'] ?? []).join('\n') };
  return { ...fields({ icon, version: String(version), ...named, ...told, ...words, ...over }), id };
};

describe('topics of the help center', () => {
  it('are made below others, and readers find them there with what they hold counted above', async () => {
    const made = await createCategory(help.ctx(lera), { ...fields({ parentId: 'delivery' }), id: 'pickup' });
    expect(made).toEqual({ ok: true, value: { id: 'pickup' } });
    const before = (await getHelpCenter(help.ctx(visitor), 'ru')).find(({ id }) => id === 'delivery');
    const known = await getArticleSettings(help.ctx(lera), 'delivery-cost', 'ru');
    if (!known) throw new Error('no settings');
    await changeArticleSettings(help.ctx(lera), { ...known, categoryId: 'pickup' });
    const topics = await getHelpCenter(help.ctx(visitor), 'ru');
    const place = topics.findIndex(({ id }) => id === 'delivery');
    expect(topics[place + 1]).toMatchObject({ id: 'pickup', parentId: 'delivery', depth: 2, total: 1, title: 'Вывоз' });
    expect(topics[place]?.total).toBe(before?.total);
    expect(topics[place]?.articles).toHaveLength((before?.articles.length ?? 0) - 1);
    expect((await listCategories(help.ctx(visitor), 'en')).find(({ id }) => id === 'pickup')?.title).toBe('Pickup');
  });

  it('are refused below themselves, too deep and twice', async () => {
    const make = (id: string, parentId: string) => createCategory(help.ctx(lera), { ...fields({ parentId }), id });
    expect(await make('pickup', '')).toMatchObject({
      ok: false,
      error: { fields: { id: expect.any(String) as string } },
    });
    expect(await make('pickup-moscow', 'pickup')).toMatchObject({ ok: true });
    const deep = await make('pickup-moscow-west', 'pickup-moscow');
    expect(deep).toMatchObject({ ok: false, error: { message: 'articles.categories.error.tooDeep' } });
    const ring = await changeCategory(help.ctx(lera), await fieldsOf('delivery', { parentId: 'pickup-moscow' }));
    expect(ring).toMatchObject({ ok: false, error: { message: 'articles.categories.error.cycle' } });
    expect(await make('x', 'nowhere')).toMatchObject({
      ok: false,
      error: { message: 'articles.categories.error.unknown' },
    });
  });

  it('are removed when they hold nothing, and only then', async () => {
    expect(await deleteCategory(help.ctx(lera), { id: 'pickup' })).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    expect(await deleteCategory(help.ctx(lera), { id: 'pickup-moscow' })).toEqual({ ok: true, value: null });
    expect(await deleteCategory(help.ctx(lera), { id: 'pickup-moscow' })).toMatchObject({
      error: { code: 'not_found' },
    });
    const rows = await listEditedCategories(help.ctx(lera));
    expect(rows.find(({ id }) => id === 'pickup')).toMatchObject({ articles: 1, removable: false });
  });

  it('change places among their siblings, and stay at either end', async () => {
    const top = async () =>
      (await listEditedCategories(help.ctx(lera))).filter(({ depth }) => depth === 1).map(({ id }) => id);
    const [first = '', second = '', ...rest] = await top();
    await moveCategory(help.ctx(lera), { id: first, to: 'up' });
    expect(await top()).toEqual([first, second, ...rest]);
    await moveCategory(help.ctx(lera), { id: second, to: 'up' });
    expect(await top()).toEqual([second, first, ...rest]);
    await moveCategory(help.ctx(lera), { id: second, to: 'down' });
    expect(await top()).toEqual([first, second, ...rest]);
  });

  it('lead to their articles by what customers call them, in the language they say it in', async () => {
    const events = new EventDispatcher({
      db: help.db,
      clock: help.clock,
      log: help.platform.log,
      subscriptions: [onArticlePublished({ ctx: (viewer) => help.ctx(viewer) })],
    });
    const first = async () =>
      (await searchHelp(help.ctx(visitor), { query: 'талмуды с печатями', locale: 'ru', perPage: 5 })).found;
    const inTopic = async () => (await first()).filter(({ category }) => category === 'Договоры, акты, УПД').length;
    const before = await inTopic();
    await changeCategory(help.ctx(lera), await fieldsOf('documents', { phrasesRu: 'талмуды с печатями' }));
    await events.settled();
    await events.stop();
    expect(await inTopic()).toBeGreaterThan(before);
    expect(await inTopic()).toBe(5);
  });

  it('are reviewed when supervisors say so, not when editors do', async () => {
    const reviewed = async () =>
      (await listEditedCategories(help.ctx(lera))).find(({ id }) => id === 'documents')?.reviewed;
    await changeCategory(help.ctx(lera), await fieldsOf('documents', { reviewed: 'on' }));
    expect(await reviewed()).toBe(false);
    await changeCategory(help.ctx(igor), await fieldsOf('documents', { reviewed: 'on' }));
    expect(await reviewed()).toBe(true);
    await changeCategory(help.ctx(lera), await fieldsOf('documents'));
    expect(await reviewed()).toBe(true);
  });

  it('are not overwritten by whoever opened them before, and their history says who changed what', async () => {
    const opened = await fieldsOf('documents', { titleRu: 'Бумаги' });
    await changeCategory(help.ctx(igor), await fieldsOf('documents', { icon: 'box' }));
    expect(await changeCategory(help.ctx(lera), opened)).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: 'articles.categories.error.changed' },
    });
    const again = await fieldsOf('documents', { titleRu: 'Бумаги' });
    expect(await changeCategory(help.ctx(lera), again)).toEqual({ ok: true, value: null });
    // Saved once more as it is, from however old a page.
    expect(await changeCategory(help.ctx(lera), { ...again, version: 1 })).toEqual({ ok: true, value: null });
    await moveCategory(help.ctx(lera), { id: 'documents', to: 'up' });
    const [moved, named, drawn] = await listActivity(help.ctx(lera), topicActivity('documents'));
    expect([moved, named, drawn]).toMatchObject([
      { kind: 'category.moved', userId: lera.userId },
      { kind: 'category.changed', userId: lera.userId, details: { changes: { title: [{}, { ru: 'Бумаги' }] } } },
      {
        kind: 'category.changed',
        userId: igor.userId,
        details: { changes: { icon: [expect.any(String), 'box'] } },
      },
    ]);
  });

  it('are nothing to agents', async () => {
    expect(canWriteArticles(anna)).toBe(false);
    expect(await listEditedCategories(help.ctx(anna))).toEqual([]);
    const code = { ok: false, error: { code: 'not_found' } };
    expect(await createCategory(help.ctx(anna), { ...fields(), id: 'hers' })).toMatchObject(code);
    expect(await changeCategory(help.ctx(anna), await fieldsOf('documents'))).toMatchObject(code);
    expect(await moveCategory(help.ctx(anna), { id: 'documents', to: 'up' })).toMatchObject(code);
    expect(await deleteCategory(help.ctx(anna), { id: 'documents' })).toMatchObject(code);
  });
});

describe('keys that addresses use for something else', () => {
  it('are no article’s and no topic’s, however they are called', async () => {
    const at = { key: 'categories', locale: 'ru' as const, categoryId: 'payment', title: 'Categories' };
    expect(await createArticle(help.ctx(lera), at)).toMatchObject({ error: { message: 'help.error.keyTaken' } });
    expect(await freeKey(help.ctx(lera), 'Categories')).toBe('categories-2');
    expect(newCategoryForm.safeParse({ id: 'files' }).error?.issues.some(({ path }) => path[0] === 'id')).toBe(true);
  });
});

describe('the form of a topic', () => {
  it('says everything that is wrong at once', () => {
    const wrong = newCategoryForm.safeParse({
      ...{ id: 'Новая тема', titleRu: '', titleEn: 'x', summaryRu: 'ok', summaryEn: 'ok', icon: 'a b' },
      phrasesRu: `${'х'.repeat(81)}\nкоротко`,
    });
    expect([...new Set(wrong.error?.issues.map(({ path }) => path[0]))].sort()).toEqual(
      ['icon', 'id', 'phrasesRu', 'titleEn', 'titleRu'].sort(),
    );
    expect(
      newCategoryForm.safeParse({ ...fields(), phrasesRu: '', phrasesEn: '', reviewed: 'on', id: 'new' }).success,
    ).toBe(false);
  });

  it('takes a phrase a line, each once', () => {
    expect(fields({ phrasesRu: ' деньги \n\nденьги\nкак   заплатить' }).phrasesRu).toEqual(['деньги', 'как заплатить']);
  });
});
