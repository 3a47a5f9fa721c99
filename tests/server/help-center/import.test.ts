import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  getArticle,
  getArticleSettings,
  listEditedCategories,
  listRevisions,
  saveRevision,
  seedHelpCenter,
  startRevision,
} from '#server/help-center/index.ts';
import { readArticleFile, writeArticle } from '#server/help-center/article-folder.ts';
import { findArticleRow } from '#server/help-center/revision.queries.ts';
import { file, FolderWorld, SHIPPED, visitor } from './folder-world.ts';

const at = { key: 'pay-invoice', locale: 'ru' as const };
const here = new FolderWorld();

describe('an import', () => {
  beforeEach(async () => {
    await seedHelpCenter(here.system);
  });

  it('says of every file what became of it, and again changes nothing', async () => {
    here.putArticle();
    here.putArticle({ key: 'linked', body: `${file().body} См. [другую](article:new-one).`, related: ['new-one'] });
    expect((await here.imported()).told.sort()).toEqual(['new ru/payment/linked.md', 'new ru/payment/new-one.md']);
    expect((await here.imported()).told).toEqual([]);
    here.putArticle({ body: `${file().body} Теперь иначе.`, audience: 'staff', owner: here.lera.email });
    expect((await here.imported()).told).toEqual(['changed ru/payment/new-one.md']);
    expect(await getArticle(here.world.ctx(visitor), { key: 'new-one', locale: 'ru' })).toBeNull();
    expect((await getArticle(here.world.ctx(here.lera), { key: 'new-one', locale: 'ru' }))?.html).toContain(
      'Теперь иначе',
    );
    expect(await getArticleSettings(here.world.ctx(here.lera), 'new-one', 'ru')).toMatchObject({
      ownerId: here.lera.userId,
    });
    expect((await here.imported()).told).toEqual([]);
  });

  it('leaves out what nobody sees: marks of direction in names, control characters in texts', async () => {
    const body = `${file().body}\u0000`;
    here.putArticle({ key: 'turned', title: 'Как \u202eоплатить\u2028счёт', tags: ['с\u200bчёт'], body });
    expect((await here.imported()).told).toEqual(['new ru/payment/turned.md']);
    const row = await findArticleRow(here.world.db.read, { key: 'turned', locale: 'ru' });
    expect(row).toMatchObject({ title: 'Как оплатить счёт', tags: ['счёт'], body: file().body });
    expect((await here.imported()).told).toEqual([]);
  });

  it('without --publish leaves readers what they have: what is new or changed waits in the desk', async () => {
    here.putArticle();
    const shipped = readArticleFile(
      'ru/payment/pay-invoice.md',
      readFileSync(join(SHIPPED, 'ru/payment/pay-invoice.md'), 'utf8'),
    );
    if (!shipped.ok) throw new Error(shipped.problem);
    here.putArticle({ ...shipped.value, body: `${shipped.value.body}\n\nПриписка.` });
    const before = (await getArticle(here.world.ctx(visitor), at))?.html;
    expect((await here.imported({ publish: false })).told.sort()).toEqual([
      'changed ru/payment/pay-invoice.md',
      'new ru/payment/new-one.md',
    ]);
    expect((await getArticle(here.world.ctx(visitor), at))?.html).toBe(before);
    expect(await getArticle(here.world.ctx(visitor), { key: 'new-one', locale: 'ru' })).toBeNull();
    expect((await listRevisions(here.world.ctx(here.lera), at))[0]).toMatchObject({ state: 'draft' });
  });

  it('never overwrites what is being written in the desk', async () => {
    const started = await startRevision(here.world.ctx(here.lera), at);
    if (!started.ok) throw new Error('started');
    const { title, summary, questions, version } = started.value;
    const body = 'Пишу прямо сейчас и никому не отдам этот текст, пока не закончу его.';
    await saveRevision(here.world.ctx(here.lera), { ...at, version, content: { title, summary, questions, body } });
    here.putArticle({ key: 'pay-invoice' });
    for (const publish of [true, false]) {
      const done = await here.imported({ publish });
      expect(done.told).toEqual(['refused ru/payment/pay-invoice.md']);
      expect(done.why('ru/payment/pay-invoice.md')).toContain('Somebody is editing');
    }
    expect((await listRevisions(here.world.ctx(here.lera), at))[0]?.body).toBe(body);
  });

  it('refuses what is wrong by file and takes the rest', async () => {
    here.putArticle();
    here.putArticle({ key: 'lost', body: `${file().body} [сюда](article:no-such)` });
    here.putArticle({ key: 'short', body: 'Мало.' });
    here.putArticle({ key: 'nowhere', categoryId: 'nowhere' });
    here.putArticle({ key: 'orphan', owner: 'nobody@example.com' });
    here.putArticle({ key: 'two', audience: 'staff' });
    here.putArticle({ key: 'two', locale: 'en' });
    here.putArticle({ key: 'pictured', body: `${file().body} ![x](file:0190a000-0000-7000-8000-000000000001)` });
    here.put('ru/payment/headless.md', 'без головы');
    here.put('ru/payment/unknown.md', '---\ntitle: x\ncolor: red\n---\n\ntext\n');
    here.put('ru/payment/yaml.md', '---\n{{{\n---\n\ntext\n');
    here.put('ru/stray.md', writeArticle(file()));
    here.put('ru/payment/huge.md', `---\ntitle: x\n---\n\n${'х'.repeat(1024 * 1024)}`);
    here.put('de/payment/neu.md', writeArticle(file()));
    const done = await here.imported();
    const refused = done.list.filter(({ state }) => state === 'refused');
    expect(refused.map(({ path }) => path).sort()).toEqual(
      [
        ...['de/payment/neu.md', 'en/payment/two.md', 'ru/nowhere/nowhere.md', 'ru/payment/headless.md'],
        ...['ru/payment/huge.md', 'ru/payment/lost.md', 'ru/payment/orphan.md', 'ru/payment/pictured.md'],
        ...['ru/payment/short.md', 'ru/payment/unknown.md', 'ru/payment/yaml.md', 'ru/stray.md'],
      ].sort(),
    );
    expect(refused.every(({ why }) => why !== undefined && why.length > 10)).toBe(true);
    expect(done.why('ru/payment/lost.md')).toContain('article:no-such');
    expect(done.told.filter((each) => each.startsWith('new')).sort()).toEqual([
      'new ru/payment/new-one.md',
      'new ru/payment/two.md',
    ]);
    // Nothing of a refused one stays.
    expect(await getArticleSettings(here.world.ctx(here.lera), 'lost', 'ru')).toBeNull();
    expect(await getArticleSettings(here.world.ctx(here.lera), 'orphan', 'ru')).toBeNull();
  });

  it('takes topics all or none, and changes those that are there with --publish only', async () => {
    const topic = (id: string, parent?: string) =>
      `- id: ${id}\n  icon: truck\n  title: {ru: Тема, en: Topic}\n  summary: {ru: Тема, en: Topic}\n${parent ? `  parent: ${parent}\n` : ''}`;
    here.put('categories.yaml', topic('child', 'parent') + topic('parent'));
    expect((await here.imported()).told).toEqual(['refused categories.yaml']);
    here.put('categories.yaml', topic('parent') + topic('child', 'parent') + topic('payment'));
    expect((await here.imported({ publish: false })).told).toEqual([
      'new categories.yaml#parent',
      'new categories.yaml#child',
    ]);
    const titleOf = async (id: string) =>
      (await listEditedCategories(here.world.ctx(here.lera))).find((each) => each.id === id)?.title['ru'];
    expect(await titleOf('payment')).not.toBe('Тема');
    expect((await here.imported()).told).toContain('changed categories.yaml#payment');
    expect(await titleOf('payment')).toBe('Тема');
  });
});
