import { defaultLocale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { listStaff } from '../identity/index.ts';
import { canOwnArticles, canWriteArticles } from './article.policy.ts';
import type { ArticleDocument } from './article-folder.ts';
import { FileBringer } from './bring-files.ts';
import type { ImportOptions } from './import-article.ts';
import { importBlock } from './import-block.ts';
import { importOne, inOne } from './import-one.ts';
import { importTopics } from './import-topics.ts';
import { importWithHistory } from './import-with-history.ts';
import type { Imported } from './imported.ts';
import { readFolder, type ArticleFolder, type Found } from './read-folder.ts';

export type { Imported } from './imported.ts';

interface Options {
  /** Readers see what was changed; otherwise a change waits in the desk as a draft, and histories are left in the folder. */
  publish: boolean;
}

/**
 * Brings a folder in the format of src/content/articles into the help center, file by file; an article with a history comes with it
 * and in all its languages, or not at all. What is refused takes nothing else with it. Again changes nothing. What somebody is
 * writing in the desk is left to them.
 */
export async function importArticles(ctx: Ctx, folder: string, { publish }: Options): Promise<Imported[]> {
  if (!canWriteArticles(ctx.viewer)) throw new Error('only those who write articles import them');
  const found = await readFolder(folder);
  const refused = found.refused.map(({ path, why }): Imported => ({ path, state: 'refused', why }));
  const topics = await importTopics(ctx, found, publish);
  const files = new FileBringer(ctx, found.files, found.history.files);
  const blocks: Imported[] = [];
  for (const each of found.blocks)
    blocks.push(await importBlock(ctx, each, { history: found.history, files, publish }));
  return [...refused, ...topics, ...blocks, ...(await importAll(ctx, { folder, found, files, publish }))];
}

interface Import {
  folder: string;
  found: ArticleFolder;
  files: FileBringer;
  publish: boolean;
}

async function importAll(ctx: Ctx, { folder, found, files, publish }: Import): Promise<Imported[]> {
  const staff = (await listStaff(ctx)).filter(canOwnArticles);
  const owners = new Map(staff.map(({ email, id }) => [email, id]));
  const incoming = new Set(found.articles.map(({ document }) => document.key));
  const options: ImportOptions = { publish, incoming, owners, names: found.history.names };
  const imported: Imported[] = [];
  const later: Found<ArticleDocument>[][] = [];
  const groups = groupsOf(found, imported);
  const importGroup = async (group: Found<ArticleDocument>[]): Promise<Imported[]> =>
    publish && found.history.articles.has(keyOf(group))
      ? importWithHistory(ctx, group, { folder, found, files, options })
      : importPlain(ctx, group, { found, files, options });
  for (const group of groups) {
    const done = await importGroup(group);
    const refused = new Set(done.flatMap(({ path, state }) => (state === 'refused' ? [path] : [])));
    if (refused.size > 0) later.push(group.filter(({ path }) => refused.has(path)));
    imported.push(...done.filter(({ path }) => !refused.has(path)));
  }
  // What was refused may have shown a file of an article that came after it.
  for (const group of later) imported.push(...(await importGroup(group)));
  return [...imported, ...withoutArticle(found)];
}

const keyOf = ([first]: Found<ArticleDocument>[]): string => first?.document.key ?? '';

/** Articles in all their languages; the first one says what all of them share. Those that say something else are refused. */
function groupsOf(found: ArticleFolder, imported: Imported[]): Found<ArticleDocument>[][] {
  const ordered = found.articles.toSorted(
    (a, b) => Number(b.document.locale === defaultLocale) - Number(a.document.locale === defaultLocale),
  );
  const first = new Map<string, string>();
  const groups = new Map<string, Found<ArticleDocument>[]>();
  for (const each of ordered) {
    const { key, audience, segments, customerIds, tags, owner, verifyEveryDays, expiresAt } = each.document;
    const shared = JSON.stringify([audience, segments, customerIds, tags, owner, verifyEveryDays, expiresAt]);
    if ((first.get(key) ?? shared) !== shared) {
      const why = 'says other settings than another language of the same article';
      imported.push({ path: each.path, state: 'refused', why });
      continue;
    }
    first.set(key, shared);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

/** Language by language: all of a file or nothing of it. */
async function importPlain(
  ctx: Ctx,
  group: readonly Found<ArticleDocument>[],
  { found, files, options }: { found: ArticleFolder; files: FileBringer; options: ImportOptions },
): Promise<Imported[]> {
  const imported: Imported[] = [];
  for (const { path, document } of group) {
    const { key } = document;
    await files.bringOwn(key);
    const body = await files.withFiles(key, document.body);
    imported.push(
      ...(await inOne(ctx, async (tx) => [await importOne(ctx, tx, path, { ...document, body }, options)])),
    );
    if (imported.at(-1)?.state === 'refused') await files.takeBack(key);
    const isNews = imported.at(-1)?.state === 'new' || imported.at(-1)?.state === 'changed';
    if (isNews && found.history.articles.has(key) && path === group[0]?.path) {
      imported.push({ path: `history/articles/${key}`, state: 'left', why: 'comes with --publish' });
    }
  }
  return imported;
}

/** Histories of articles that the folder does not have. */
const withoutArticle = ({ history, articles }: ArticleFolder): Imported[] =>
  [...history.articles.keys()]
    .filter((key) => !articles.some(({ document }) => document.key === key))
    .map((key) => ({ path: `history/articles/${key}`, state: 'refused', why: 'is the history of no article here' }));
