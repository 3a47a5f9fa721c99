import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '#server/context.ts';
import {
  archiveArticle,
  attachFile,
  changeArticleSettings,
  categoryForm,
  createArticle,
  createCategory,
  exportArticles,
  getArticle,
  getArticleFile,
  getArticleSettings,
  importArticles,
  listEditedCategories,
  listRevisions,
  publishRevision,
  saveBlock,
  saveRevision,
  seedHelpCenter,
  startRevision,
} from '#server/help-center/index.ts';
import {
  readArticleFile,
  readBlockFile,
  writeArticle,
  writeBlock,
  type ArticleDocument,
} from '#server/help-center/article-folder.ts';
import { systemViewer, type SystemViewer, type UserViewer, type VisitorViewer } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { samplePdf, samplePng } from '#support/sample-files.ts';
import { staffOf } from '#support/staff.ts';

const visitor: VisitorViewer = { kind: 'visitor', visitorHash: null, locale: 'ru' };
const SHIPPED = fileURLToPath(new URL('../../../src/content/articles', import.meta.url));
const at = { key: 'pay-invoice', locale: 'ru' as const };

let world: TestDatabase;
let system: Ctx<SystemViewer>;
let lera: UserViewer;
let folder: string;

async function open(): Promise<void> {
  world = await openTestDatabase();
  system = world.ctx(systemViewer('a test'));
  lera = await staffOf(world, 'editor', 'Lera');
}
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kabinet-articles-'));
  await open();
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.close();
});

const treeOf = (root: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(root.length + 1), readFileSync(path).toString('base64')]),
  );
function put(path: string, text: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
async function imported(options = { publish: true }) {
  const list = await importArticles(system, folder, options);
  return {
    list,
    /** What is not as it was. */
    told: list.filter(({ state }) => state !== 'unchanged').map(({ path, state }) => `${state} ${path}`),
    why: (path: string) => list.find((each) => each.path === path)?.why,
  };
}

describe('the help center as a folder', () => {
  it('is, when nothing was changed, the folder that comes with the application, to the byte', async () => {
    await seedHelpCenter(system);
    await exportArticles(system, folder);
    expect(treeOf(folder)).toEqual(treeOf(SHIPPED));
    expect(execFileSync('git', ['diff', '--no-index', '--stat', SHIPPED, folder], { encoding: 'utf8' })).toBe('');
    expect((await imported()).told).toEqual([]);
  });

  it('comes back whole in another installation: topics, settings, drafts, archived ones, blocks, pictures', async () => {
    await seedHelpCenter(system);
    await change();
    const first = await exportArticles(system, folder);
    expect(first).toMatchObject({ blocks: 1, files: 2, lost: [] });
    const before = treeOf(folder);
    await world.close();
    await open();
    expect((await imported()).list.filter(({ state }) => state !== 'new')).toEqual([]);
    expect((await imported()).told).toEqual([]);
    const again = mkdtempSync(join(tmpdir(), 'kabinet-articles-'));
    await exportArticles(system, again);
    expect(withoutIds(treeOf(again))).toEqual(withoutIds(before));
    rmSync(again, { recursive: true });
    const html = (await getArticle(world.ctx(visitor), at))?.html ?? '';
    expect(html).toContain('Общее для всех');
    const [, picture = ''] = /src="\/help\/files\/([^"]+)"/.exec(html) ?? [];
    expect(await getArticleFile(world.ctx(visitor), picture)).toMatchObject({ name: 'plan.png' });
    expect(await getArticle(world.ctx(visitor), { key: 'receipt', locale: 'ru' })).toBeNull();
  });

  /** Files get other ids elsewhere. */
  const withoutIds = (tree: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(tree)
        .map(([path, bytes]): [string, string] => {
          const text = path.endsWith('.md') ? Buffer.from(bytes, 'base64').toString('utf8') : bytes;
          const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
          return [path.replace(id, 'ID'), text.replace(id, 'ID')];
        })
        .sort(([a], [b]) => a.localeCompare(b)),
    );

  /** Something of everything. */
  async function change(): Promise<void> {
    const ctx = world.ctx(lera);
    const named = {
      titleRu: 'Вывоз',
      titleEn: 'Pickup',
      summaryRu: 'Сами',
      summaryEn: 'Yourself',
      phrasesRu: 'заберём',
    };
    await createCategory(ctx, { ...categoryForm.parse({ ...named, parentId: 'delivery' }), id: 'pickup' });
    const none = { title: '', body: '', version: 0 };
    await saveBlock(ctx, {
      key: 'common',
      texts: { ru: { title: 'Общее', body: 'Общее для всех', version: 0 }, en: none },
    });
    const upload = (name: string, bytes: Buffer) => {
      const path = join(world.dataDir, name);
      writeFileSync(path, bytes);
      return { field: 'file', path, name, declaredType: '' };
    };
    const picture = await attachFile(ctx, at.key, upload('plan.png', samplePng()));
    const paper = await attachFile(ctx, at.key, upload('Памятка.pdf', samplePdf()));
    if (!picture.ok || !paper.ok) throw new Error('attached');
    const body = `![План](file:${picture.value.id})\n\n[Памятка](file:${paper.value.id})\n\n{{block:common}}\n\nОткройте счёт в кабинете.`;
    const started = await startRevision(ctx, at);
    if (!started.ok) throw new Error('started');
    const { title, summary, version } = started.value;
    const content = { title, summary, questions: ['один: вопрос', '- второй', '#третий'], body };
    const saved = await saveRevision(ctx, { ...at, version, content });
    if (!saved.ok) throw new Error('saved');
    await publishRevision(ctx, { ...at, version: saved.value.version, at: null, reason: null });
    const known = await getArticleSettings(ctx, at.key, 'ru');
    if (!known) throw new Error('settings');
    const expiresAt = new Date(world.clock.now().getTime() + 86_400_000);
    await changeArticleSettings(ctx, { ...known, tags: ['ндс', 'карты, и не только'], verifyEveryDays: 90, expiresAt });
    await createArticle(ctx, { key: 'fresh', locale: 'ru', categoryId: 'pickup', title: 'Черновик без текста' });
    for (const locale of ['ru', 'en'] as const) {
      await archiveArticle(ctx, { key: 'receipt', locale });
    }
  }
});

const file = (over: Partial<ArticleDocument> = {}): ArticleDocument => ({
  ...{ key: 'new-one', locale: 'ru', categoryId: 'payment', title: 'Новая статья из файла', status: 'published' },
  summary: 'Как она попала сюда и что с ней будет.',
  questions: ['новая статья', 'из файла', 'как добавить'],
  body: 'Статья написана в файле и принесена сюда командой, а не в рабочем месте.',
  ...{
    related: [],
    updatedOn: '2026-11-01',
    popular: null,
    audience: 'public',
    segments: [],
    customerIds: [],
    tags: [],
  },
  ...{ owner: null, verifyEveryDays: null, expiresAt: null },
  ...over,
});
const pathOf = ({ locale, categoryId, key }: ArticleDocument) => `${locale}/${categoryId}/${key}.md`;
const putArticle = (over: Partial<ArticleDocument> = {}) => {
  const document = file(over);
  put(pathOf(document), writeArticle(document));
};

describe('an import', () => {
  beforeEach(async () => {
    await seedHelpCenter(system);
  });

  it('says of every file what became of it, and again changes nothing', async () => {
    putArticle();
    putArticle({ key: 'linked', body: `${file().body} См. [другую](article:new-one).`, related: ['new-one'] });
    expect((await imported()).told.sort()).toEqual(['new ru/payment/linked.md', 'new ru/payment/new-one.md']);
    expect((await imported()).told).toEqual([]);
    putArticle({ body: `${file().body} Теперь иначе.`, audience: 'staff', owner: lera.email });
    expect((await imported()).told).toEqual(['changed ru/payment/new-one.md']);
    expect(await getArticle(world.ctx(visitor), { key: 'new-one', locale: 'ru' })).toBeNull();
    expect((await getArticle(world.ctx(lera), { key: 'new-one', locale: 'ru' }))?.html).toContain('Теперь иначе');
    expect(await getArticleSettings(world.ctx(lera), 'new-one', 'ru')).toMatchObject({ ownerId: lera.userId });
    expect((await imported()).told).toEqual([]);
  });

  it('without --publish leaves readers what they have: what is new or changed waits in the desk', async () => {
    putArticle();
    const shipped = readArticleFile(
      'ru/payment/pay-invoice.md',
      readFileSync(join(SHIPPED, 'ru/payment/pay-invoice.md'), 'utf8'),
    );
    if (!shipped.ok) throw new Error(shipped.problem);
    putArticle({ ...shipped.value, body: `${shipped.value.body}\n\nПриписка.` });
    const before = (await getArticle(world.ctx(visitor), at))?.html;
    expect((await imported({ publish: false })).told.sort()).toEqual([
      'changed ru/payment/pay-invoice.md',
      'new ru/payment/new-one.md',
    ]);
    expect((await getArticle(world.ctx(visitor), at))?.html).toBe(before);
    expect(await getArticle(world.ctx(visitor), { key: 'new-one', locale: 'ru' })).toBeNull();
    expect((await listRevisions(world.ctx(lera), at))[0]).toMatchObject({ state: 'draft' });
  });

  it('never overwrites what is being written in the desk', async () => {
    const started = await startRevision(world.ctx(lera), at);
    if (!started.ok) throw new Error('started');
    const { title, summary, questions, version } = started.value;
    const body = 'Пишу прямо сейчас и никому не отдам этот текст, пока не закончу его.';
    await saveRevision(world.ctx(lera), { ...at, version, content: { title, summary, questions, body } });
    putArticle({ key: 'pay-invoice' });
    for (const publish of [true, false]) {
      const done = await imported({ publish });
      expect(done.told).toEqual(['refused ru/payment/pay-invoice.md']);
      expect(done.why('ru/payment/pay-invoice.md')).toContain('Somebody is editing');
    }
    expect((await listRevisions(world.ctx(lera), at))[0]?.body).toBe(body);
  });

  it('refuses what is wrong by file and takes the rest', async () => {
    putArticle();
    putArticle({ key: 'lost', body: `${file().body} [сюда](article:no-such)` });
    putArticle({ key: 'short', body: 'Мало.' });
    putArticle({ key: 'nowhere', categoryId: 'nowhere' });
    putArticle({ key: 'orphan', owner: 'nobody@example.com' });
    putArticle({ key: 'two', audience: 'staff' });
    putArticle({ key: 'two', locale: 'en' });
    putArticle({ key: 'pictured', body: `${file().body} ![x](file:0190a000-0000-7000-8000-000000000001)` });
    put('ru/payment/headless.md', 'без головы');
    put('ru/payment/unknown.md', '---\ntitle: x\ncolor: red\n---\n\ntext\n');
    put('ru/payment/yaml.md', '---\n{{{\n---\n\ntext\n');
    put('ru/stray.md', writeArticle(file()));
    put('ru/payment/huge.md', `---\ntitle: x\n---\n\n${'х'.repeat(1024 * 1024)}`);
    put('de/payment/neu.md', writeArticle(file()));
    const done = await imported();
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
    expect(await getArticleSettings(world.ctx(lera), 'lost', 'ru')).toBeNull();
    expect(await getArticleSettings(world.ctx(lera), 'orphan', 'ru')).toBeNull();
  });

  it('takes topics all or none, and changes those that are there with --publish only', async () => {
    const topic = (id: string, parent?: string) =>
      `- id: ${id}\n  icon: truck\n  title: {ru: Тема, en: Topic}\n  summary: {ru: Тема, en: Topic}\n${parent ? `  parent: ${parent}\n` : ''}`;
    put('categories.yaml', topic('child', 'parent') + topic('parent'));
    expect((await imported()).told).toEqual(['refused categories.yaml']);
    put('categories.yaml', topic('parent') + topic('child', 'parent') + topic('payment'));
    expect((await imported({ publish: false })).told).toEqual([
      'new categories.yaml#parent',
      'new categories.yaml#child',
    ]);
    const titleOf = async (id: string) =>
      (await listEditedCategories(world.ctx(lera))).find((each) => each.id === id)?.title['ru'];
    expect(await titleOf('payment')).not.toBe('Тема');
    expect((await imported()).told).toContain('changed categories.yaml#payment');
    expect(await titleOf('payment')).toBe('Тема');
  });
});

describe('the text of a file', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.toWellFormed().replaceAll('\r', ''));
  const key = fc.stringMatching(/^[a-z0-9]{1,10}(-[a-z0-9]{1,5})?$/);
  const document = fc.record<ArticleDocument>({
    ...{ key, categoryId: key, locale: fc.constantFrom('ru', 'en'), title: words, summary: words },
    questions: fc.array(words, { maxLength: 5 }),
    body: fc
      .array(fc.oneof(words, fc.constantFrom('---', '', '  - x', '{{block:a}}', '# h', '\t')), { maxLength: 8 })
      .map((lines) => lines.join('\n')),
    related: fc.array(key, { maxLength: 5 }),
    updatedOn: fc.constant('2026-11-01'),
    popular: fc.option(fc.integer({ min: 1, max: 99 })),
    audience: fc.constantFrom('public', 'signed_in', 'chosen', 'staff'),
    ...{ segments: fc.array(words, { maxLength: 3 }), customerIds: fc.array(key, { maxLength: 3 }) },
    tags: fc.array(words, { maxLength: 3 }),
    owner: fc.option(fc.constant('v.lisitsyna@dubrava.example')),
    verifyEveryDays: fc.option(fc.integer({ min: 1, max: 3650 })),
    expiresAt: fc.option(fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })),
    status: fc.constantFrom('published', 'draft', 'archived'),
  });

  it('says everything of an article, whatever stands in it', () => {
    fc.assert(
      fc.property(document, (article) => {
        expect(readArticleFile(pathOf(article), writeArticle(article))).toEqual({ ok: true, value: article });
      }),
      { numRuns: 500 },
    );
  });

  it('says everything of a block', () => {
    fc.assert(
      fc.property(key, words, words, (name, title, body) => {
        const block = { key: name, locale: 'en' as const, title, body };
        expect(readBlockFile(`blocks/en/${name}.md`, writeBlock(block))).toEqual({ ok: true, value: block });
      }),
    );
  });

  it('comes back from the database as it was written, whatever was published, drafted or archived', async () => {
    await seedHelpCenter(system);
    const long = words.map(
      (text) => `Слова ${text.trim()} и ещё несколько, чтобы хватило на статью, которую не стыдно показать.`,
    );
    const settled = fc
      .tuple(document, long, long)
      .map(([each, title, body]): ArticleDocument => {
        const isChosen = each.audience === 'chosen';
        return {
          ...each,
          ...{ title: title.slice(0, 100), summary: title.slice(0, 100), body: `${body}\n${each.body}x` },
          ...{ categoryId: 'payment', related: [], key: `g-${each.key}`, owner: each.owner && lera.email },
          questions: each.questions.map((question) => `${question} и вопрос`),
          segments: isChosen ? ['export', ...each.segments.filter((segment) => segment > 'export')].sort() : [],
          customerIds: isChosen ? [...new Set(each.customerIds)].sort() : [],
          tags: [...new Set(each.tags)].sort((a, b) => a.localeCompare(b)),
        };
      })
      .map((each) => ({ ...each, segments: [...new Set(each.segments)].sort(), body: withoutLinks(each.body) }));
    const several = fc.uniqueArray(settled, { minLength: 1, maxLength: 12, selector: ({ key: name }) => name });
    await fc.assert(
      fc.asyncProperty(several, async (list) => {
        rmSync(folder, { recursive: true, force: true });
        const named = list.map((each) => ({ ...each, key: `${each.key}-${String(++run)}` }));
        for (const each of named) put(pathOf(each), writeArticle(each));
        const before = treeOf(folder);
        expect((await imported()).list.filter(({ state }) => state !== 'new')).toEqual([]);
        expect((await imported()).told).toEqual([]);
        await exportArticles(system, folder);
        expect(Object.fromEntries(Object.entries(treeOf(folder)).filter(([path]) => path in before))).toEqual(before);
      }),
      { numRuns: 8 },
    );
  });
  let run = 0;
  const withoutLinks = (body: string) => body.replaceAll('{{block:a}}', '');

  it('may have been written on Windows', () => {
    const article = file({ body: 'Первая строка.\n\nВторая.' });
    const windows = writeArticle(article).replaceAll('\n', '\r\n');
    expect(readArticleFile(pathOf(article), windows)).toEqual({ ok: true, value: article });
  });
});
