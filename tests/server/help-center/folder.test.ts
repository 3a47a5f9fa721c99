import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
  publishRevision,
  saveBlock,
  saveRevision,
  seedHelpCenter,
  startRevision,
} from '#server/help-center/index.ts';
import { samplePdf, samplePng } from '#support/sample-files.ts';
import { FolderWorld, SHIPPED, treeOf, visitor } from './folder-world.ts';

const at = { key: 'pay-invoice', locale: 'ru' as const };
const here = new FolderWorld();

describe('the help center as a folder', () => {
  it('is, when nothing was changed, the folder that comes with the application, to the byte', async () => {
    await seedHelpCenter(here.system);
    await exportArticles(here.system, here.folder, { history: false });
    expect(treeOf(here.folder)).toEqual(treeOf(SHIPPED));
    expect(execFileSync('git', ['diff', '--no-index', '--stat', SHIPPED, here.folder], { encoding: 'utf8' })).toBe('');
    expect((await here.imported()).told).toEqual([]);
  });

  it('comes back whole in another installation: topics, settings, drafts, archived ones, blocks, pictures', async () => {
    await seedHelpCenter(here.system);
    await change();
    const first = await exportArticles(here.system, here.folder);
    expect(first).toMatchObject({ blocks: 1, files: 2, lost: [] });
    const before = treeOf(here.folder);
    await here.reopen();
    expect((await here.imported()).list.filter(({ state }) => state !== 'new')).toEqual([]);
    expect((await here.imported()).told).toEqual([]);
    const again = mkdtempSync(join(tmpdir(), 'kabinet-articles-'));
    await exportArticles(here.system, again);
    expect(treeOf(again)).toEqual(before);
    rmSync(again, { recursive: true });
    const html = (await getArticle(here.world.ctx(visitor), at))?.html ?? '';
    expect(html).toContain('Общее для всех');
    const [, picture = ''] = /src="\/help\/files\/([^"]+)"/.exec(html) ?? [];
    expect(await getArticleFile(here.world.ctx(visitor), picture)).toMatchObject({ name: 'plan.png' });
    expect(await getArticle(here.world.ctx(visitor), { key: 'receipt', locale: 'ru' })).toBeNull();
  });

  /** Something of everything. */
  async function change(): Promise<void> {
    const ctx = here.world.ctx(here.lera);
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
      const path = join(here.world.dataDir, name);
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
    const expiresAt = new Date(here.world.clock.now().getTime() + 86_400_000);
    await changeArticleSettings(ctx, { ...known, tags: ['ндс', 'карты, и не только'], verifyEveryDays: 90, expiresAt });
    await createArticle(ctx, { key: 'fresh', locale: 'ru', categoryId: 'pickup', title: 'Черновик без текста' });
    for (const locale of ['ru', 'en'] as const) {
      await archiveArticle(ctx, { key: 'receipt', locale });
    }
  }
});
