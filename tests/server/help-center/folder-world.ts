import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';
import type { Ctx } from '#server/context.ts';
import { importArticles } from '#server/help-center/index.ts';
import { writeArticle, type ArticleDocument } from '#server/help-center/article-folder.ts';
import { systemViewer, type SystemViewer, type UserViewer, type VisitorViewer } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { staffOf } from '#support/staff.ts';

export const visitor: VisitorViewer = { kind: 'visitor', visitorHash: null, locale: 'ru' };
/** The folder that comes with the application. */
export const SHIPPED = fileURLToPath(new URL('../../../src/content/articles', import.meta.url));

/** An empty database and a folder of articles, others before each test. */
export class FolderWorld {
  world!: TestDatabase;
  system!: Ctx<SystemViewer>;
  /** An editor. */
  lera!: UserViewer;
  folder!: string;

  constructor() {
    beforeEach(async () => {
      this.folder = mkdtempSync(join(tmpdir(), 'kabinet-articles-'));
      await this.#open();
    });
    afterEach(async () => {
      rmSync(this.folder, { recursive: true, force: true });
      await this.world.close();
    });
  }

  async #open(): Promise<void> {
    this.world = await openTestDatabase();
    this.system = this.world.ctx(systemViewer('a test'));
    this.lera = await staffOf(this.world, 'editor', 'Lera');
  }

  /** Another installation, with the same folder. */
  async reopen(): Promise<void> {
    await this.world.close();
    await this.#open();
  }

  put(path: string, text: string | Buffer): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  putArticle(over: Partial<ArticleDocument> = {}): void {
    const document = file(over);
    this.put(pathOf(document), writeArticle(document));
  }

  async imported(options = { publish: true }) {
    const list = await importArticles(this.system, this.folder, options);
    return {
      list,
      /** What is not as it was. */
      told: list.filter(({ state }) => state !== 'unchanged').map(({ path, state }) => `${state} ${path}`),
      why: (path: string) => list.find((each) => each.path === path)?.why,
    };
  }
}

/** Every file below a folder by its path, with its bytes. */
export const treeOf = (root: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(root.length + 1), readFileSync(path).toString('base64')]),
  );

/** An article as a file has it. */
export const file = (over: Partial<ArticleDocument> = {}): ArticleDocument => ({
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
export const pathOf = ({ locale, categoryId, key }: ArticleDocument) => `${locale}/${categoryId}/${key}.md`;
