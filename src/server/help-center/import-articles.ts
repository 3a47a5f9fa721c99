import { categories } from '#db/schema/help-center.ts';
import { defaultLocale, locales, type Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { listStaff } from '../identity/index.ts';
import type { Failure, Result } from '../platform/result.ts';
import { manyLines, oneLine } from '../platform/visible-text.ts';
import { noteActivity, topicActivity } from './article-activity.ts';
import { canOwnArticles, canWriteArticles } from './article.policy.ts';
import type { ArticleDocument } from './article-folder.ts';
import { fileIdsIn } from './article-file.ts';
import { filesIn } from './article-files.queries.ts';
import { keepUpload } from './attach-file.ts';
import { fileKeyOfBlock } from './block.ts';
import { getBlock } from './block.queries.ts';
import { importArticle, type ImportOptions, type ImportState } from './import-article.ts';
import { putCategories } from './publish-article.ts';
import { readFolder, type ArticleFolder } from './read-folder.ts';
import { saveWithin, type NewBlockText } from './save-block.ts';
import { tellOfTopics } from './save-category.ts';

/** What became of one file. */
export interface Imported {
  path: string;
  state: ImportState | 'refused';
  /** refused: why, in English. */
  why?: string;
}

interface Options {
  /** Readers see what was changed; otherwise a change waits in the desk as a draft. */
  publish: boolean;
}

/**
 * Brings a folder in the format of src/content/articles into the help center, file by file: one that is refused takes no other
 * with it. Again changes nothing. What somebody is writing in the desk is left to them.
 */
export async function importArticles(ctx: Ctx, folder: string, { publish }: Options): Promise<Imported[]> {
  if (!canWriteArticles(ctx.viewer)) throw new Error('only those who write articles import them');
  const found = await readFolder(folder);
  const refused = found.refused.map(({ path, why }): Imported => ({ path, state: 'refused', why }));
  const topics = await importCategories(ctx, found, publish);
  const blocks: Imported[] = [];
  for (const each of found.blocks) blocks.push(await importBlock(ctx, each, { found, publish }));
  return [...refused, ...topics, ...blocks, ...(await importAll(ctx, found, publish))];
}

async function importAll(ctx: Ctx, found: ArticleFolder, publish: boolean): Promise<Imported[]> {
  const staff = (await listStaff(ctx)).filter(canOwnArticles);
  const owners = new Map(staff.map(({ email, id }) => [email, id]));
  const incoming = new Set(found.articles.map(({ document }) => document.key));
  // The first language says what all of them share.
  const ordered = found.articles.toSorted(
    (a, b) => Number(b.document.locale === defaultLocale) - Number(a.document.locale === defaultLocale),
  );
  const first = new Map<string, string>();
  const imported: Imported[] = [];
  for (const { path, document } of ordered) {
    const { audience, segments, customerIds, tags, owner, verifyEveryDays, expiresAt } = document;
    const shared = JSON.stringify([audience, segments, customerIds, tags, owner, verifyEveryDays, expiresAt]);
    if ((first.get(document.key) ?? shared) !== shared) {
      imported.push({ path, state: 'refused', why: 'says other settings than another language of the same article' });
      continue;
    }
    first.set(document.key, shared);
    const body = await bringFiles(ctx, { key: document.key, body: document.body, found });
    const done = await importWhole(ctx, { ...document, body }, { publish, incoming, owners });
    imported.push(done.ok ? { path, state: done.value } : { path, state: 'refused', why: say(done.error) });
  }
  return imported;
}

class Refused extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** All of a file or nothing of it. */
async function importWhole(ctx: Ctx, document: ArticleDocument, options: ImportOptions): Promise<Result<ImportState>> {
  try {
    return await ctx.db.write(async (tx) => {
      const done = await importArticle(ctx, tx, document, options);
      if (!done.ok) throw new Refused(done.error);
      return done;
    });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.failure };
    throw error;
  }
}

async function importCategories(ctx: Ctx, { categories: list }: ArticleFolder, publish: boolean): Promise<Imported[]> {
  const path = (id: string) => `categories.yaml#${id}`;
  try {
    return await ctx.db.write(async (tx) => {
      const before = await tx.select().from(categories);
      const known = new Set(before.map(({ id }) => id));
      const wanted = list.filter(({ id }) => publish || !known.has(id));
      if (publish) await putCategories(tx, list);
      else await putCategories(tx, wanted, before.length);
      const after = await tx.select().from(categories);
      const isSame = (id: string) =>
        JSON.stringify(before.find((row) => row.id === id)) === JSON.stringify(after.find((row) => row.id === id));
      const changed = list.filter(({ id }) => known.has(id) && !isSame(id)).map(({ id }) => id);
      await tellOfTopics(ctx, tx, changed);
      for (const id of changed) {
        await noteActivity(ctx, tx, { key: topicActivity(id), locale: null, kind: 'category.changed' });
      }
      return list.map(({ id }): Imported => {
        const state = !known.has(id) ? 'new' : changed.includes(id) ? 'changed' : 'unchanged';
        return { path: path(id), state };
      });
    });
  } catch (error) {
    // A ring or a parent that does not come first: none of them.
    return [{ path: 'categories.yaml', state: 'refused', why: error instanceof Error ? error.message : 'is wrong' }];
  }
}

async function importBlock(
  ctx: Ctx,
  { path, document: { key, locale, ...written } }: ArticleFolder['blocks'][number],
  { found, publish }: { found: ArticleFolder; publish: boolean },
): Promise<Imported> {
  const known = await getBlock(ctx, key);
  const title = oneLine(written.title);
  const body = await bringFiles(ctx, { key: fileKeyOfBlock(key), body: manyLines(written.body), found });
  const own = known?.texts[locale];
  if (own?.title === title && own.body === body) return { path, state: 'unchanged' };
  if (own && !publish) return { path, state: 'refused', why: 'changes what readers see: import it with --publish' };
  const asIs = (each: Locale): NewBlockText => known?.texts[each] ?? { title: '', body: '', version: 0 };
  const texts = Object.fromEntries(locales.map((each) => [each, asIs(each)])) as Record<Locale, NewBlockText>;
  texts[locale] = { title, body, version: own?.version ?? 0 };
  const saved = await ctx.db.write((tx) => saveWithin(ctx, tx, { key, texts }));
  if (!saved.ok) return { path, state: 'refused', why: say(saved.error) };
  return { path, state: own ? 'changed' : 'new' };
}

/** Keeps the files a text shows, where they are not known yet; gives the text with the ids they have here. */
async function bringFiles(
  ctx: Ctx,
  { key, body, found }: { key: string; body: string; found: ArticleFolder },
): Promise<string> {
  const known = await filesIn(ctx.db.read, body);
  let mapped = body;
  for (const id of fileIdsIn(body)) {
    const file = found.files.get(id);
    if (known.has(id) || !file) continue;
    const kept = await keepUpload(ctx, key, { field: 'file', path: file.path, name: file.name, declaredType: '' });
    if (kept.ok) mapped = mapped.replaceAll(`file:${id}`, `file:${kept.value.id}`);
  }
  return mapped;
}

const say = ({ message, values }: Failure): string => wordsFor('en')(message, values);
