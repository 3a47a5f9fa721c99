import type { Ctx } from '../context.ts';
import type { ArticleDocument } from './article-folder.ts';
import type { FileBringer } from './bring-files.ts';
import { bringHistory } from './bring-history.ts';
import type { ImportOptions } from './import-article.ts';
import { importOne, inOne, Refused } from './import-one.ts';
import type { Imported } from './imported.ts';
import type { ArticleFolder, Found } from './read-folder.ts';
import { readHistory, type ArticleHistory, type HistoryProblem } from './read-history.ts';
import { findArticleRow } from './revision.queries.ts';

interface Options {
  folder: string;
  found: ArticleFolder;
  files: FileBringer;
  options: ImportOptions;
}

/** An article with everything that is known of it, in all languages, or nothing of it. */
export async function importWithHistory(
  ctx: Ctx,
  group: readonly Found<ArticleDocument>[],
  { folder, found, files, options }: Options,
): Promise<Imported[]> {
  const key = group[0]?.document.key ?? '';
  const all = (problem: HistoryProblem): Imported[] => [
    { ...problem, state: 'refused' },
    ...group.map(({ path }): Imported => ({ path, state: 'refused', why: `its history is refused: ${problem.path}` })),
  ];
  if (found.history.isUnusable) return all({ path: `history/articles/${key}`, why: 'the lists of history/ are wrong' });
  const read = await readHistory(folder, found.history.articles.get(key) ?? []);
  if (!read.ok) return all(read.problem);
  const missing = read.value.languages.find(({ locale }) => !group.some(({ document }) => document.locale === locale));
  if (missing) return all({ path: missing.path, why: `there is no ${missing.locale}/<category>/${key}.md` });
  await files.bringOwn(key);
  const history = await withFiles(files, key, read.value);
  const documents: Found<ArticleDocument>[] = [];
  for (const { path, document } of group) {
    documents.push({ path, document: { ...document, body: await files.withFiles(key, document.body) } });
  }
  const done = await inOne(ctx, async (tx) => {
    const known = new Set<string>();
    for (const { path, document } of group) if (await findArticleRow(tx, document)) known.add(path);
    const plain = documents.map(({ document }) => document);
    const brought = await bringHistory(ctx, tx, { key, history, documents: plain, names: found.history.names });
    if (!brought.ok) throw new Refused(all(brought.problem));
    const imported: Imported[] = [];
    for (const { path, document } of documents) {
      const one = await importOne(ctx, tx, path, document, { ...options, cameWithHistory: brought.isNewest });
      if (one.state === 'refused') throw new Refused([one, ...others(group, one)]);
      imported.push({ ...one, state: !brought.changed ? one.state : known.has(path) ? 'changed' : 'new' });
    }
    return imported;
  });
  if (done.some(({ state }) => state === 'refused')) await files.takeBack(key);
  return done;
}

const others = (group: readonly Found<ArticleDocument>[], refused: Imported): Imported[] =>
  group
    .filter(({ path }) => path !== refused.path)
    .map(({ path }) => ({ path, state: 'refused', why: `comes with its history, and ${refused.path} is refused` }));

/** The history with its files under the ids they have here. */
async function withFiles(files: FileBringer, key: string, history: ArticleHistory): Promise<ArticleHistory> {
  const languages = [];
  for (const language of history.languages) {
    const revisions = [];
    for (const each of language.revisions) revisions.push({ ...each, body: await files.withFiles(key, each.body) });
    languages.push({ ...language, revisions });
  }
  return { ...history, languages };
}
