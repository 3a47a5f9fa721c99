import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { files as storedFiles } from '#db/schema/files.ts';
import { absentWriters } from '#db/schema/help-center-revisions.ts';
import {
  attachFile,
  compareContents,
  createArticle,
  exportArticles,
  forgetPerson,
  getArticle,
  getArticleSettings,
  getArticleToWrite,
  getRevision,
  listActivity,
  listArticleFiles,
  listRevisions,
  namesOfWriters,
  publishRevision,
  restoreRevision,
  saveRevision,
  submitRevision,
  verifyArticle,
} from '#server/help-center/index.ts';
import { samplePdf, samplePng } from '#support/sample-files.ts';
import { writeArticle } from '#server/help-center/article-folder.ts';
import { file, visitor } from './folder-world.ts';
import { Installation, told, whyOf } from './history-world.ts';

const at = { key: 'tea', locale: 'ru' as const };
const FILE = 'ru/payment/tea.md';
const HISTORY = 'history/articles/tea/ru';
const bodyOf = (text: string) => `${text} Дальше идёт ещё немного слов, чтобы хватило на статью.`;

describe('an article with its history', () => {
  const opened: Installation[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
  });
  const open = async (...names: string[]): Promise<Installation> => {
    const made = await Installation.open(...names);
    opened.push(made);
    return made;
  };

  /** The next text of the article, published, by whom and why. */
  async function say(here: Installation, name: string, text: string, reason: string | null = null): Promise<void> {
    here.world.clock.advance(60_000);
    const saved = await write(here, name, text);
    const published = await publishRevision(here.as(name), { ...at, version: saved, at: null, reason });
    if (!published.ok) throw new Error(published.error.message);
  }
  async function write(here: Installation, name: string, text: string): Promise<number> {
    const ctx = here.as(name);
    if (!(await getArticleToWrite(ctx, at))) {
      await createArticle(ctx, { ...at, categoryId: 'payment', title: 'Как заварить чай' });
    }
    const { version = 0 } = (await getArticleToWrite(ctx, at)) ?? {};
    const content = { title: 'Как заварить чай', summary: 'Вода, чай и время.', questions: [], body: bodyOf(text) };
    const saved = await saveRevision(ctx, { ...at, version, content });
    if (!saved.ok) throw new Error(saved.error.message);
    return saved.value.version;
  }

  async function told3(): Promise<Installation> {
    const here = await open('Lera', 'Anton');
    await say(here, 'Lera', 'Налейте воды.');
    await say(here, 'Anton', 'Вскипятите воду.', 'Вода была холодной');
    await say(here, 'Lera', 'Вскипятите воду и подождите.', 'Слишком горячо');
    return here;
  }

  it('is the same article elsewhere: texts, authors, reasons, moments; they are compared and restored there', async () => {
    const here = await told3();
    await verifyArticle(here.as('Anton'), { ...at, reason: 'Проверил' });
    const there = await open('Lera');
    expect(told(await there.imported(await here.exported()))).toEqual([`new ${FILE}`]);
    const [was, is] = [await listRevisions(here.as('Lera'), at), await listRevisions(there.as('Lera'), at)];
    const plain = (list: typeof was) =>
      list.map(({ number, state, body, reason, createdAt, publishedAt }) => {
        return { number, state, body, reason, createdAt, publishedAt };
      });
    expect(plain(is)).toEqual(plain(was));
    // Lera is herself there; Anton has no account and stays a name.
    expect(is.map(({ authorId }) => authorId)).toEqual([
      there.people['Lera']?.userId,
      null,
      there.people['Lera']?.userId,
    ]);
    const activity = await listActivity(there.as('Lera'), at.key);
    const names = await namesOfWriters(there.as('Lera'), is, activity);
    expect(names.get(is[1]?.absent.author ?? '')).toBe('Anton');
    const verified = activity.find(({ kind }) => kind === 'article.verified');
    expect(names.get(verified?.absentId ?? '')).toBe('Anton');
    const [older, newer] = [is[2], is[0]];
    if (!older || !newer) throw new Error('three');
    expect(JSON.stringify(compareContents(older, newer))).toContain('Налейте');
    expect(await restoreRevision(there.as('Lera'), { ...at, number: 1 })).toEqual({ ok: true, value: { number: 4 } });
    expect((await getArticle(there.world.ctx(visitor), at))?.html).toContain('подождите');
  });

  it('takes the place of what a new installation begins with', async () => {
    const [here, there] = [await open('Lera'), await open('Lera')];
    // As it comes with the application, at another time in each.
    const shipped = file({ key: 'tea', title: 'Как заварить чай' });
    for (const each of [here, there]) {
      expect(told(await each.imported({ [FILE]: writeArticle(shipped) }))).toEqual([`new ${FILE}`]);
      there.world.clock.advance(86_400_000);
    }
    await say(here, 'Lera', 'Налейте воды.');
    const folder = await here.exported();
    expect(told(await there.imported(folder))).toEqual([`changed ${FILE}`]);
    expect(await there.exported()).toEqual(folder);
  });

  it('begins anew where somebody deleted the history from the folder', async () => {
    const files = Object.entries(await (await told3()).exported()).filter(([path]) => !path.startsWith('history/'));
    const there = await open('Lera');
    const plain = Object.fromEntries(files.map(([path, text]) => [path, text.replace(/^owner: .*\n/m, '')]));
    expect(told(await there.imported(plain))).toEqual([`new ${FILE}`]);
    expect(await listRevisions(there.as('Lera'), at)).toMatchObject([
      { number: 1, state: 'published', authorId: null },
    ]);
  });

  it('goes on where it went on elsewhere, and is refused where both went different ways', async () => {
    const here = await told3();
    const there = await open('Lera');
    const old = await here.exported();
    await there.imported(old);
    await write(here, 'Anton', 'Вскипятите воду, подождите, налейте.');
    await there.imported(await here.exported());
    expect((await listRevisions(there.as('Lera'), at))[0]).toMatchObject({ number: 4, state: 'draft' });
    await say(here, 'Lera', 'Вскипятите воду, подождите, налейте, пейте.');
    const folder = await here.exported();
    expect(told(await there.imported(folder))).toEqual([`changed ${FILE}`]);
    expect(await there.exported()).toEqual(folder);
    // Nothing there goes back to what an older folder says of its texts.
    expect(told(await here.imported({ ...old, [FILE]: folder[FILE] ?? '' }))).toEqual([]);
    await say(here, 'Lera', 'Чай здесь.');
    await say(there, 'Lera', 'Чай там.');
    const before = await there.exported();
    const refused = await there.imported(await here.exported());
    expect(told(refused)).toEqual([`refused ${HISTORY}/0005.md`, `refused ${FILE}`]);
    expect(whyOf(refused, `${HISTORY}/0005.md`)).toContain('another body than revision 5 here');
    expect(await there.exported()).toEqual(before);
  });

  it('never overwrites what is being written', async () => {
    const here = await told3();
    await write(here, 'Lera', 'Черновик.');
    const there = await open('Lera');
    await there.imported(await here.exported());
    there.world.clock.advance(60_000);
    await write(there, 'Lera', 'Пишу здесь.');
    here.world.clock.advance(3_600_000);
    await write(here, 'Lera', 'Черновик, и дальше.');
    const before = await there.exported();
    const refused = await there.imported(await here.exported());
    expect(whyOf(refused, `${HISTORY}/0004.md`)).toContain('being written here too');
    expect(await there.exported()).toEqual(before);
  });

  it('keeps what was changed by hand beside it as one more revision', async () => {
    const files = await (await told3()).exported();
    const there = await open('Lera');
    const changed = { ...files, [FILE]: (files[FILE] ?? '').replace('подождите', 'подождите три минуты') };
    expect(told(await there.imported(changed))).toEqual([`new ${FILE}`]);
    const list = await listRevisions(there.as('Lera'), at);
    expect(list.map(({ number, body }) => [number, body.includes('три минуты')])).toEqual([
      ...[
        [4, true],
        [3, false],
        [2, false],
        [1, false],
      ],
    ]);
    expect(told(await there.imported(changed))).toEqual([]);
  });

  it('stays in the folder until readers are to see it', async () => {
    const files = await (await told3()).exported();
    const there = await open('Lera');
    expect(told(await there.imported(files, { publish: false }))).toEqual(['left history/articles/tea', `new ${FILE}`]);
    expect(await getArticle(there.world.ctx(visitor), at)).toBeNull();
    expect(told(await there.imported(files))).toEqual([`changed ${FILE}`]);
    expect((await listRevisions(there.as('Lera'), at)).map(({ number }) => number)).toEqual([3, 2, 1]);
    const besideHistory = (paths: string[]) => paths.filter((path) => !path.startsWith('history/')).sort();
    expect(besideHistory(Object.keys(await there.exported()))).toEqual(besideHistory(Object.keys(files)));
  });

  it('waits for a review elsewhere as it waited here, and keeps who answers for it', async () => {
    const here = await open('Lera', 'Anton');
    await submitRevision(here.as('Anton'), { ...at, version: await write(here, 'Anton', 'Прочтите.'), reason: null });
    const there = await open('Lera');
    await there.imported(await here.exported());
    expect(await getArticleToWrite(there.as('Lera'), at)).toMatchObject({
      status: 'in_review',
      working: { state: 'in_review' },
    });
    // Anton cannot answer for it there: nobody does, until somebody takes it over.
    expect(await getArticleSettings(there.as('Lera'), at.key, 'ru')).toMatchObject({ ownerId: null });
    expect((await there.exported())[FILE]).toContain('owner: anton@staff.example');
    expect(await getRevision(there.as('Lera'), { ...at, number: 1 })).toMatchObject({
      authorId: null,
      submittedBy: null,
    });
  });

  it('names file and line of what is wrong, and takes nothing of the article', async () => {
    const files = await (await told3()).exported();
    const there = await open('Lera');
    const before = await there.exported();
    const second = files[`${HISTORY}/0002.md`] ?? '';
    const lineOf = (start: string) => second.split('\n').findIndex((line) => line.startsWith(start)) + 1;
    const cases: [path: string, text: string | null, why: RegExp][] = [
      [`${HISTORY}/0002.md`, second.replace(/^state: .*$/m, 'state: [pub'), /^line \d+: is no YAML/],
      [
        `${HISTORY}/0002.md`,
        second.replace(/^state: .*$/m, 'state: shown'),
        new RegExp(`^line ${lineOf('state')}: state: `),
      ],
      [
        `${HISTORY}/0002.md`,
        second.replace(/^author: .*$/m, 'author: Антон'),
        new RegExp(`^line ${lineOf('author')}: author: `),
      ],
      [`${HISTORY}/0002.md`, second.replace('---\n', ''), /begins with/],
      [`${HISTORY}/0002.md`, second.replace(/\n---\n\n[\s\S]*/, '\n---\n\n'), /^line 1: was published and has no text/],
      [
        `${HISTORY}/0002.md`,
        second.replace(/^createdAt: .*$/m, 'createdAt: 2030-01-01T00:00:00.000Z'),
        new RegExp(`^line ${lineOf('savedAt')}: savedAt is earlier than createdAt`),
      ],
      [
        `${HISTORY}/0002.md`,
        second.replace(/^publishedAt: .*$/m, 'publishedAt: 2020-01-01T00:00:00.000Z'),
        new RegExp(`^line ${lineOf('publishedAt')}: publishedAt is earlier`),
      ],
      [
        `${HISTORY}/0002.md`,
        second.replace(/^publishedAt: .*$/m, 'publishedAt: вчера'),
        new RegExp(`^line ${lineOf('publishedAt')}: publishedAt: `),
      ],
      [`${HISTORY}/0002.md`, second.replace(/^state: .*$/m, 'state: draft'), /only the last text can be/],
      [`${HISTORY}/0002.md`, second + 'х'.repeat(1024 * 1024), /larger than 1 MB/],
      [`${HISTORY}/article.yaml`, null, /has no article.yaml/],
      [
        `${HISTORY}/article.yaml`,
        (files[`${HISTORY}/article.yaml`] ?? '').replace(/^shown: .*$/m, 'shown: 7'),
        /^line 2: shown says 7/,
      ],
      [`${HISTORY}/x..%2f..%2f0004.md`, second, /is no part of a history/],
      [`${HISTORY}/0000.md`, second, /is no part of a history/],
      [`history/articles/tea/de/0001.md`, second, /is no part of a history/],
      ['history/articles/tea/activity.yaml', '- at: 2026-01-01T00:00:00Z\n  kind: tea.drunk\n', /^line 2: 0.kind: /],
      ['history/people.yaml', 'Антон', /^line 1: /],
    ];
    for (const [path, text, why] of cases) {
      const wrong = Object.fromEntries(Object.entries({ ...files, [path]: text }).filter(([, each]) => each !== null));
      const list = await there.imported(wrong as Record<string, string>);
      expect(list.find((each) => each.path === FILE)).toMatchObject({ state: 'refused' });
      const whole = text === null ? list.find((each) => each.path.startsWith(HISTORY))?.why : whyOf(list, path);
      expect([path, whole]).toEqual([path, expect.stringMatching(why)]);
      expect(await there.exported()).toEqual(before);
    }
    const stray = await there.imported({ ...files, 'history/articles/Ё/ru/0001.md': second, 'history/x.md': second });
    expect(told(stray)).toEqual([...[`new ${FILE}`, 'refused history/articles/Ё/ru/0001.md', 'refused history/x.md']]);
  });

  it('brings the files of earlier texts, and those that no text shows', async () => {
    const here = await open('Lera');
    await say(here, 'Lera', 'Налейте воды.');
    const attach = async (name: string, bytes: Buffer) => {
      const path = join(here.world.dataDir, name);
      writeFileSync(path, bytes);
      const kept = await attachFile(here.as('Lera'), at.key, { field: 'file', path, name, declaredType: '' });
      if (!kept.ok) throw new Error(kept.error.message);
      return kept.value.id;
    };
    const [shown, unused] = [await attach('чайник.png', samplePng()), await attach('Памятка.pdf', samplePdf())];
    await say(here, 'Lera', `![Чайник](file:${shown})`);
    await say(here, 'Lera', 'Без картинки.');
    const files = await here.exported();
    const there = await open('Lera');
    const wrong = { ...files, [`${HISTORY}/0003.md`]: 'нет' };
    expect(told(await there.imported(wrong))).toEqual([`refused ${HISTORY}/0003.md`, `refused ${FILE}`]);
    // Refused when its files were there already: nothing of them stays either.
    const lost = { ...files, [FILE]: (files[FILE] ?? '').replace('Без', '[x](article:no-such) Без') };
    expect(whyOf(await there.imported(lost), FILE)).toContain('no-such');
    expect(await there.world.db.read.select().from(storedFiles)).toEqual([]);
    expect(told(await there.imported(files))).toEqual([`new ${FILE}`]);
    expect(await there.exported()).toEqual(files);
    expect((await listArticleFiles(there.as('Lera'), at.key)).map(({ id }) => id).sort()).toEqual(
      [shown, unused].sort(),
    );
  });

  it('is of the same moment as what readers are shown, also while somebody publishes', async () => {
    const here = await told3();
    const others = Array.from({ length: 40 }, (_, number) => `tea-${String(number)}`);
    const paper = (key: string) => writeArticle(file({ key, title: `Чай ${key}` }));
    await here.imported(Object.fromEntries(others.map((key) => [`ru/payment/${key}.md`, paper(key)])));
    const folder = mkdtempSync(join(tmpdir(), 'kabinet-beside-'));
    const exporting = exportArticles(here.system, folder);
    while (!existsSync(join(folder, FILE))) await turn();
    await say(here, 'Lera', 'Вскипятите воду и не ждите.');
    await exporting;
    const read = (path: string) => readFileSync(join(folder, path), 'utf8');
    const [, shown = ''] = /^shown: (\d+)$/m.exec(read(`${HISTORY}/article.yaml`)) ?? [];
    const bodyIn = (path: string) => read(path).split('\n---\n\n').at(-1);
    expect(bodyIn(FILE)).toBe(bodyIn(`${HISTORY}/000${shown}.md`));
    rmSync(folder, { recursive: true });
  });

  it('comes with lists of any length', async () => {
    const here = await told3();
    const files = await here.exported();
    const line = '- file: 00000000-0000-4000-8000-000000000000\n  of: tea\n  addedAt: 2026-01-01T00:00:00.000Z\n';
    const long = { ...files, 'history/files.yaml': line.repeat(12_000) };
    expect(told(await (await open('Lera')).imported(long))).toEqual([`new ${FILE}`]);
  });

  it('does not name whoever asked to be forgotten, wherever they wrote', async () => {
    const here = await told3();
    const old = await here.exported();
    const there = await open('Lera');
    await there.imported(old);
    const anton = { userId: here.people['Anton']?.userId ?? '', name: 'Anton', emails: ['anton@staff.example'] };
    const person = { ...anton, unconfirmed: [], standIn: 'Удалённый', customerIds: [], ownAffairs: [] };
    await there.world.db.write((tx) => forgetPerson(tx, person));
    const forgotten = await there.exported();
    expect(JSON.stringify(forgotten)).not.toMatch(/anton/i);
    // The texts are the same ones, and nobody is named again.
    expect(told(await there.imported(old))).toEqual([]);
    expect(await there.exported()).toEqual(forgotten);
    expect(await there.world.db.read.select().from(absentWriters)).toEqual([]);
    // Neither by a folder that says more, which is not by them.
    await say(here, 'Lera', 'Вскипятите воду и не ждите.');
    expect(told(await there.imported(await here.exported()))).toEqual([`changed ${FILE}`]);
    expect(await there.world.db.read.select().from(absentWriters)).toEqual([]);
  });
});
