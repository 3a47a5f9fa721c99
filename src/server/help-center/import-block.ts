import { and, eq } from 'drizzle-orm';
import { articleBlocks } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import { locales, type Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { manyLines, oneLine } from '../platform/visible-text.ts';
import type { FileBringer } from './bring-files.ts';
import { fileKeyOfBlock } from './block.ts';
import { getBlock } from './block.queries.ts';
import type { SavedBlockDocument } from './history-folder.ts';
import { sayFailure, type Imported } from './imported.ts';
import type { ArticleFolder } from './read-folder.ts';
import { saveWithin, type NewBlockText } from './save-block.ts';
import { meetWriters } from './writers.ts';

interface Options {
  history: ArticleFolder['history'];
  files: FileBringer;
  publish: boolean;
}

/** Brings in one language of a block. One that is there is changed only with `publish`: readers see it at once. */
export async function importBlock(
  ctx: Ctx,
  { path, document: { key, locale, ...written } }: ArticleFolder['blocks'][number],
  { history, files, publish }: Options,
): Promise<Imported> {
  const address = `${locale}/${key}`;
  if (history.wrong.has(address)) return { path, state: 'refused', why: `history/blocks/${address}.md is wrong` };
  const fileKey = fileKeyOfBlock(key);
  const known = await getBlock(ctx, key);
  await files.bringOwn(fileKey);
  const title = oneLine(written.title);
  const body = await files.withFiles(fileKey, manyLines(written.body));
  const own = known?.texts[locale];
  if (own?.title === title && own.body === body) return { path, state: 'unchanged' };
  if (own && !publish) return { path, state: 'refused', why: 'changes what readers see: import it with --publish' };
  const asIs = (each: Locale): NewBlockText => known?.texts[each] ?? { title: '', body: '', version: 0 };
  const texts = Object.fromEntries(locales.map((each) => [each, asIs(each)])) as Record<Locale, NewBlockText>;
  texts[locale] = { title, body, version: own?.version ?? 0 };
  const said = history.isUnusable ? undefined : history.blocks.get(address);
  const saved = await ctx.db.write(async (tx) => {
    const done = await saveWithin(ctx, tx, { key, texts });
    // Whoever changed the file by hand said something else than the one who saved it last.
    const isAsSaved = said?.title === title && said.body === manyLines(written.body);
    if (done.ok && said && isAsSaved) await setSaver(ctx, tx, { key, locale, said, names: history.names });
    return done;
  });
  if (saved.ok) return { path, state: own ? 'changed' : 'new' };
  await files.takeBack(fileKey);
  return { path, state: 'refused', why: sayFailure(saved.error) };
}

interface Saver {
  key: string;
  locale: Locale;
  said: SavedBlockDocument;
  names: ReadonlyMap<string, string>;
}

async function setSaver(ctx: Ctx, tx: Tx, { key, locale, said, names }: Saver): Promise<void> {
  const { savedAt, savedBy } = said;
  const writerOf = await meetWriters(ctx, tx, { emails: savedBy === null ? [] : [savedBy], names });
  const { userId, absentId } = writerOf(savedBy);
  await tx
    .update(articleBlocks)
    .set({ savedAt, savedBy: userId, absentSaver: absentId })
    .where(and(eq(articleBlocks.key, key), eq(articleBlocks.locale, locale)));
}
