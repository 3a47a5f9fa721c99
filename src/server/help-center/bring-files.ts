import { and, eq } from 'drizzle-orm';
import { articleFiles } from '#db/schema/help-center.ts';
import type { Ctx } from '../context.ts';
import { discardFile } from '../files/index.ts';
import { fileIdsIn } from './article-file.ts';
import { filesIn } from './article-files.queries.ts';
import { keepUpload } from './attach-file.ts';
import type { FileDocument } from './history-folder.ts';

/** Bytes of a file in a folder of articles. */
export interface FileInFolder {
  path: string;
  name: string;
}

/**
 * Keeps the files of a folder as its texts need them, under the ids that texts name, and takes those back that belong to what was
 * refused.
 */
export class FileBringer {
  readonly #ctx: Ctx;
  readonly #files: ReadonlyMap<string, FileInFolder>;
  /** Where files were added, by their id, where the folder says it. */
  readonly #owners: Map<string, FileDocument[]>;
  /** Files by the article or block they were added to. */
  readonly #own: Map<string, FileDocument[]>;
  /** Kept by this import: file and key it was added to. */
  readonly #kept: { id: string; key: string }[] = [];

  constructor(ctx: Ctx, files: ReadonlyMap<string, FileInFolder>, list: readonly FileDocument[]) {
    this.#ctx = ctx;
    this.#files = files;
    this.#owners = Map.groupBy(list, ({ file }) => file);
    this.#own = Map.groupBy(list, ({ of }) => of);
  }

  /**
   * Keeps the files a text shows, where they are not known yet.
   * @returns the text with the ids they have here
   */
  async withFiles(key: string, body: string): Promise<string> {
    const known = await filesIn(this.#ctx.db.read, body);
    let mapped = body;
    for (const id of fileIdsIn(body)) {
      if (known.has(id)) {
        await this.#share(id, key);
        continue;
      }
      const here = await this.#keep(id, key);
      if (here !== null && here !== id) mapped = mapped.replaceAll(`file:${id}`, `file:${here}`);
    }
    return mapped;
  }

  /** Keeps what was added to an article or a block, shown in a text or not. */
  async bringOwn(key: string): Promise<void> {
    for (const { file: id } of this.#own.get(key) ?? []) {
      const [row] = await this.#ctx.db.read.select().from(articleFiles).where(eq(articleFiles.fileId, id)).limit(1);
      if (!row) await this.#keep(id, key);
      else await this.#share(id, key);
    }
  }

  async #keep(id: string, key: string): Promise<string | null> {
    const file = this.#files.get(id);
    if (!file) return null;
    const owners = this.#owners.get(id) ?? [];
    const [owner] = owners.filter(({ of }) => of === key).concat(owners);
    const of = owner?.of ?? key;
    const upload = { field: 'file', path: file.path, name: file.name, declaredType: '', id };
    const kept = await keepUpload(this.#ctx, of, upload, owner?.addedAt);
    if (!kept.ok) return null;
    this.#kept.push({ id: kept.value.id, key: of });
    return kept.value.id;
  }

  /** A file this import brought for another one belongs to this one too, where the folder does not say whose it is. */
  async #share(id: string, key: string): Promise<void> {
    if (!this.#kept.some((each) => each.id === id && each.key !== key)) return;
    const list = this.#owners.get(id);
    const said = list?.find(({ of }) => of === key);
    if (list && !said) return;
    const own = and(eq(articleFiles.fileId, id), eq(articleFiles.key, key));
    const rows = await this.#ctx.db.read.select().from(articleFiles).where(eq(articleFiles.fileId, id));
    const [first] = rows;
    if (!first || rows.some((row) => row.key === key && row.owned)) return;
    const createdAt = said?.addedAt ?? this.#ctx.clock.now();
    await this.#ctx.db.write(async (tx) => {
      await tx.delete(articleFiles).where(own);
      await tx.insert(articleFiles).values({ ...first, key, owned: true, createdAt });
    });
    this.#kept.push({ id, key });
  }

  /** Takes back what was kept for an article that was refused, unless another one shows it. */
  async takeBack(key: string): Promise<void> {
    for (const { id } of this.#kept.filter((each) => each.key === key)) {
      const rows = await this.#ctx.db.read.select().from(articleFiles).where(eq(articleFiles.fileId, id));
      if (rows.some((row) => row.key !== key)) continue;
      await this.#ctx.db.write((tx) =>
        tx.delete(articleFiles).where(and(eq(articleFiles.fileId, id), eq(articleFiles.key, key))),
      );
      await discardFile(this.#ctx, id);
    }
  }
}
