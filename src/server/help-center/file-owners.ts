import { and, eq, inArray } from 'drizzle-orm';
import type { Reader as DbReader } from '#db/client.ts';
import { articleFiles, articles } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import { fileIdsIn } from './article-file.ts';
import { isWithin, type Audience } from './audience.ts';
import { blockOfFileKey } from './block.ts';

/** Where a file was added. */
export interface FileOwner {
  key: string;
  /** Of the article; null for a block, which is for whoever reads what shows it. */
  readers: Audience | null;
}

/** The one answer to whom a file is for: the readers of any article it was added to. */
export const isFileFor = (owners: readonly FileOwner[], isFor: (readers: Audience, key: string) => boolean): boolean =>
  owners.some(({ key, readers }) => readers === null || isFor(readers, key));

/** Where files were added, by their ids. Those that nobody has are left out. */
export async function ownersOfFiles(
  db: DbReader | Tx,
  ids: readonly string[],
): Promise<Map<string, { name: string; owners: FileOwner[] }>> {
  if (ids.length === 0) return new Map();
  const { audience, segments, customerIds } = articles;
  const rows = await db
    .select({
      id: articleFiles.fileId,
      key: articleFiles.key,
      name: articleFiles.name,
      audience,
      segments,
      customerIds,
    })
    .from(articleFiles)
    .leftJoin(articles, eq(articles.key, articleFiles.key))
    .where(and(inArray(articleFiles.fileId, [...ids]), eq(articleFiles.owned, true)));
  return new Map(
    [...Map.groupBy(rows, ({ id }) => id)].map(([id, own]) => [
      id,
      { name: own[0]?.name ?? id, owners: own.map(ownerIn) },
    ]),
  );
}

function ownerIn(row: {
  key: string;
  audience: Audience['audience'] | null;
  segments: string[] | null;
  customerIds: string[] | null;
}): FileOwner {
  const { key, audience, segments, customerIds } = row;
  if (blockOfFileKey(key) !== null) return { key, readers: null };
  // An article that comes with its files is not there yet.
  const nobody = { audience: 'staff' as const, segments: [], customerIds: [] };
  return { key, readers: audience && segments && customerIds ? { audience, segments, customerIds } : nobody };
}

/** Names of the files a text shows that not everybody may have for whom it is: they were added to articles for others only. */
export async function restrictedFiles(
  db: DbReader | Tx,
  article: Audience & { key: string },
  body: string,
): Promise<string[]> {
  const found = await ownersOfFiles(db, fileIdsIn(body));
  return [...found.values()]
    .filter(({ owners }) => !isFileFor(owners, (readers, key) => key === article.key || isWithin(article, readers)))
    .map(({ name }) => name);
}
