import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { exportArticles, importArticles, type Imported } from '#server/help-center/index.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { staffOf } from '#support/staff.ts';
import { treeOf } from './folder-world.ts';

export const TOPICS = ['payment', 'delivery']
  .map((id) => `- id: ${id}\n  icon: truck\n  title: {ru: Тема, en: Topic}\n  summary: {ru: О теме, en: About it}\n`)
  .join('');

/** One installation of several that exchange their help centers as folders. */
export class Installation {
  readonly world: TestDatabase;
  readonly people: Readonly<Record<string, UserViewer>>;

  private constructor(world: TestDatabase, people: Record<string, UserViewer>) {
    this.world = world;
    this.people = people;
  }

  /** @param names of its editors */
  static async open(...names: string[]): Promise<Installation> {
    const world = await openTestDatabase();
    const people: Record<string, UserViewer> = {};
    for (const name of names) people[name] = await staffOf(world, 'supervisor', name);
    const folder = folderOf({ 'categories.yaml': TOPICS });
    await importArticles(world.ctx(systemViewer('a test')), folder, { publish: true });
    rmSync(folder, { recursive: true });
    return new Installation(world, people);
  }

  as(name: string) {
    const viewer = this.people[name];
    if (!viewer) throw new Error(`${name} has no account here`);
    return this.world.ctx(viewer);
  }

  get system() {
    return this.world.ctx(systemViewer('a test'));
  }

  /** The whole help center, file by file. */
  async exported(): Promise<Record<string, string>> {
    const folder = mkdtempSync(join(tmpdir(), 'kabinet-history-'));
    await exportArticles(this.system, folder);
    const tree = treeOf(folder);
    rmSync(folder, { recursive: true });
    return Object.fromEntries(Object.entries(tree).map(([path, bytes]) => [path, textOf(path, bytes)]));
  }

  async imported(files: Readonly<Record<string, string>>, options = { publish: true }): Promise<Imported[]> {
    const folder = folderOf(files);
    try {
      return await importArticles(this.system, folder, options);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  close(): Promise<void> {
    return this.world.close();
  }
}

const isText = (path: string) => /\.(md|yaml)$/.test(path);
/** Bytes that are no text stay as base64. */
const textOf = (path: string, bytes: string): string =>
  isText(path) ? Buffer.from(bytes, 'base64').toString('utf8') : bytes;

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-history-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), isText(path) ? text : Buffer.from(text, 'base64'));
  }
  return folder;
}

/** What is not as it was, as `state path`. */
export const told = (list: readonly Imported[]): string[] =>
  list
    .filter(({ state }) => state !== 'unchanged')
    .map(({ path, state }) => `${state} ${path}`)
    .sort();
export const whyOf = (list: readonly Imported[], path: string): string =>
  list.find((each) => each.path === path)?.why ?? '';
