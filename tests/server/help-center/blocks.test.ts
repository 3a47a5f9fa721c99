import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { categories } from '#db/schema/help-center.ts';
import {
  archiveArticle,
  blockForm,
  deleteBlock,
  getArticle,
  getBlock,
  listBlocks,
  newBlockForm,
  onArticlePublished,
  publishRevision,
  saveBlock,
  saveRevision,
  searchHelp,
  startRevision,
  unarchiveArticle,
} from '#server/help-center/index.ts';
import type { UserViewer, VisitorViewer } from '#server/identity/index.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { countQueries } from '#support/count-queries.ts';
import { openHelpCenter, type TestHelpCenter } from '#support/help-center.ts';
import { staffOf } from '#support/staff.ts';

const visitor: VisitorViewer = { kind: 'visitor', visitorHash: null, locale: 'ru' };
const none = { title: '', body: '', version: 0 };
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

const save = (key: string, body: string, version = 0, viewer = lera) =>
  saveBlock(help.ctx(viewer), { key, texts: { ru: { title: 'Зоны', body, version }, en: none } });

async function use(article: string, block: string, { publish = true } = {}) {
  const at = { key: article, locale: 'ru' as const };
  const started = await startRevision(help.ctx(lera), at);
  if (!started.ok) throw new Error('started');
  const { title, summary, questions, body, version } = started.value;
  const content = { title, summary, questions, body: `${body}\n\n{{block:${block}}}\n` };
  const saved = await saveRevision(help.ctx(lera), { ...at, version, content });
  if (!saved.ok) throw new Error(saved.error.message);
  if (publish) {
    const published = await publishRevision(help.ctx(lera), {
      ...at,
      version: saved.value.version,
      at: null,
      reason: null,
    });
    if (!published.ok) throw new Error(published.error.message);
  }
}
const shown = async (key: string) => (await getArticle(help.ctx(visitor), { key, locale: 'ru' }))?.html ?? '';

describe('a block of text that articles share', () => {
  it('is put where articles name it, and a change of it is in all of them at once, in search too', async () => {
    const events = new EventDispatcher({
      db: help.db,
      clock: help.clock,
      log: help.platform.log,
      subscriptions: [onArticlePublished({ ctx: (viewer) => help.ctx(viewer) })],
    });
    expect(await save('zones', 'Возим **по Москве**.')).toEqual({ ok: true, value: { rendered: 0 } });
    for (const article of ['delivery-cost', 'delivery-terms']) await use(article, 'zones');
    expect(await shown('delivery-cost')).toContain('Возим <strong>по Москве</strong>.');
    expect(await save('zones', 'Возим по Москве и **дирижаблем**.', 1)).toEqual({ ok: true, value: { rendered: 2 } });
    expect(await shown('delivery-terms')).toContain('<strong>дирижаблем</strong>');
    await events.settled();
    await events.stop();
    const { found } = await searchHelp(help.ctx(visitor), { query: 'дирижабль', locale: 'ru' });
    expect(found.map(({ key }) => key)).toEqual(expect.arrayContaining(['delivery-cost', 'delivery-terms']));
  });

  it('is left alone by whoever opened it before somebody else saved it, and a repeat changes nothing', async () => {
    expect(await save('zones', 'Другое.', 1, igor)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(await save('zones', 'Возим по Москве и **дирижаблем**.', 1)).toEqual({ ok: true, value: { rendered: 0 } });
    expect((await getBlock(help.ctx(lera), 'zones'))?.texts.ru?.version).toBe(2);
  });

  it('knows where it is used, in texts being written too, and stays while it is', async () => {
    await use('delivery-regions', 'zones', { publish: false });
    const block = await getBlock(help.ctx(lera), 'zones');
    expect(block?.usedIn.map(({ key }) => key).sort()).toEqual(['delivery-cost', 'delivery-regions', 'delivery-terms']);
    expect(await deleteBlock(help.ctx(lera), 'zones')).toMatchObject({
      error: { message: 'articles.blocks.error.used' },
    });
    const emptied = { ru: { ...none, version: 2 }, en: none };
    expect(await saveBlock(help.ctx(lera), { key: 'zones', texts: emptied })).toMatchObject({
      error: { code: 'conflict' },
    });
    expect(await save('loose', 'Пусто.')).toMatchObject({ ok: true });
    expect(await deleteBlock(help.ctx(lera), 'loose')).toEqual({ ok: true, value: null });
    expect((await listBlocks(help.ctx(lera))).map(({ key }) => key)).toEqual(['zones']);
  });

  it('shows an archived article to nobody, and it is given back with the text of today', async () => {
    await archiveArticle(help.ctx(lera), { key: 'delivery-terms', locale: 'ru' });
    expect(await save('zones', 'Третий текст.', 2)).toEqual({ ok: true, value: { rendered: 2 } });
    expect(await shown('delivery-terms')).not.toContain('Третий текст.');
    await unarchiveArticle(help.ctx(lera), { key: 'delivery-terms', locale: 'ru' });
    expect(await shown('delivery-terms')).toContain('Третий текст.');
    expect(await shown('delivery-cost')).toContain('Третий текст.');
  });

  it('is refused where it holds other blocks or leads nowhere', async () => {
    const nested = await save('nested', 'Текст\n\n{{block:zones}}');
    expect(nested).toMatchObject({ error: { fields: { bodyRu: 'articles.blocks.error.nested' } } });
    const lost = await save('lost', '[сюда](article:no-such-article)');
    expect(lost).toMatchObject({ error: { values: { links: 'article:no-such-article' } } });
    expect(await save('script', '<script>alert(1)</script>[x](javascript:alert(1))')).toMatchObject({ ok: true });
    await use('board-emission', 'script');
    expect(await shown('board-emission')).not.toMatch(/<script|javascript:/);
  });

  it('is nothing to agents', async () => {
    expect(await save('theirs', 'x', 0, anna)).toMatchObject({ error: { code: 'not_found' } });
    expect(await deleteBlock(help.ctx(anna), 'zones')).toMatchObject({ error: { code: 'not_found' } });
    expect(await getBlock(help.ctx(anna), 'zones')).toBeNull();
    expect(await listBlocks(help.ctx(anna))).toEqual([]);
  });
});

describe('the form of a block', () => {
  it('needs a text in a language, and a name wherever it has one', () => {
    expect(blockForm.safeParse({}).error?.issues[0]?.path).toEqual(['bodyRu']);
    expect(blockForm.safeParse({ bodyEn: 'x' }).error?.issues[0]?.path).toEqual(['titleEn']);
    expect(blockForm.parse({ titleRu: 'Зоны', bodyRu: 'а\r\nб' })).toMatchObject({ bodyRu: 'а\nб', versionRu: 0 });
    expect(newBlockForm.safeParse({ key: 'new', titleRu: 'x', bodyRu: 'y' }).success).toBe(false);
    expect(newBlockForm.safeParse({ key: 'Зоны', titleRu: 'x', bodyRu: 'y' }).success).toBe(false);
  });

  it('are listed with two queries, however many there are', async () => {
    for (const key of ['one', 'two', 'three']) await save(`counted-${key}`, 'Доставка до подъезда.');
    await use('receipt', 'counted-two', { publish: false });
    expect(await countQueries(help.ctx(lera), (ctx) => listBlocks(ctx))).toBe(2);
    const listed = (await listBlocks(help.ctx(lera))).filter(({ key }) => key.startsWith('counted-'));
    expect(listed.map(({ key, usedIn }) => [key, usedIn.map((each) => each.key)])).toEqual([
      ['counted-one', []],
      ['counted-three', []],
      ['counted-two', ['receipt']],
    ]);
  });
});

describe('a block in an article of a topic that asks for a review', () => {
  const ask = (reviewed: boolean) => help.db.write((tx) => tx.update(categories).set({ reviewed }));

  it('is changed by those who decide about reviews; editors are told where it stands', async () => {
    await save('deadlines', 'Три дня.');
    await use('partial-payment', 'deadlines', { publish: false });
    await ask(true);
    expect(await save('deadlines', 'Пять дней.', 1)).toMatchObject({
      ok: false,
      error: {
        message: 'articles.blocks.error.reviewed',
        values: { topics: expect.stringMatching(/^Оплатить и\sполучить чек$/u) as unknown },
      },
    });
    expect(await save('deadlines', 'Три дня.', 1)).toMatchObject({ ok: true });
    expect(await save('deadlines', 'Пять дней.', 1, igor)).toMatchObject({ ok: true });
    expect(await save('nowhere-yet', 'Новый.')).toMatchObject({ ok: true });
    await ask(false);
    expect(await save('deadlines', 'Шесть дней.', 2)).toMatchObject({ ok: true });
  });
});
