import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import type { ArticleDocument } from './article-folder.ts';
import { importArticle, type ImportOptions } from './import-article.ts';
import { sayFailure, type Imported } from './imported.ts';

/** Takes back a transaction whose files were refused. */
export class Refused extends Error {
  readonly imported: Imported[];
  constructor(imported: Imported[]) {
    super('refused');
    this.imported = imported;
  }
}

/** One transaction; what is refused in it takes back all of it. */
export async function inOne(ctx: Ctx, work: (tx: Tx) => Promise<Imported[]>): Promise<Imported[]> {
  try {
    return await ctx.db.write(async (tx) => {
      const done = await work(tx);
      if (done.some(({ state }) => state === 'refused')) throw new Refused(done);
      return done;
    });
  } catch (error) {
    if (error instanceof Refused) return error.imported;
    throw error;
  }
}

/** One language of an article from its file. */
export async function importOne(
  ctx: Ctx,
  tx: Tx,
  path: string,
  document: ArticleDocument,
  options: ImportOptions,
): Promise<Imported> {
  const done = await importArticle(ctx, tx, document, options);
  return done.ok ? { path, state: done.value } : { path, state: 'refused', why: sayFailure(done.error) };
}
