import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openLocalReader } from '#db/local.ts';
import { INDEX_VERSION } from './settings.ts';

/**
 * An index is one file, made by one encoder from its first row to its last. While another encoder is prepared, a second file is filled
 * beside the first and then takes its place: the two names are used in turn.
 */
const names = ['search.db', 'search-2.db'] as const;

export interface IndexFile {
  path: string;
  /** Of index and encoder, as it was put in; null for a file that is not there or cannot be read. */
  version: string | null;
  /** Still being filled: it never answers. */
  isComing: boolean;
  /** Of two that are complete, because the process died between the two last steps, the higher is the one to use. */
  number: number;
  documents: number;
  /** Numbers of a vector; null where nothing tells. */
  dimensions: number | null;
}

/** Looks at one file, without making it. */
async function look(path: string): Promise<IndexFile> {
  const nothing = { path, version: null, isComing: false, number: 0, documents: 0, dimensions: null };
  if (!existsSync(path)) return nothing;
  try {
    const reader = openLocalReader(path, 5_000);
    try {
      const { rows } = await reader.execute(
        `SELECT (SELECT value FROM meta WHERE key = 'version'), (SELECT value FROM meta WHERE key = 'coming'),
          (SELECT value FROM meta WHERE key = 'number'), (SELECT count(*) FROM documents),
          (SELECT length(vector) - 4 FROM word_vectors LIMIT 1)`,
        [],
        'get',
      );
      const [version, coming, number, documents, dimensions] = rows as [
        string | null,
        string | null,
        string | null,
        number,
        number | null,
      ];
      return { path, version, isComing: coming !== null, number: Number(number ?? 1), documents, dimensions };
    } finally {
      reader.close();
    }
  } catch {
    return nothing;
  }
}

const isReadable = ({ version, isComing }: IndexFile): boolean =>
  !isComing && version !== null && version.startsWith(`${INDEX_VERSION}:`);

/** The index that answers, and where the next one is made. */
export async function indexFiles(dataDir: string): Promise<{ serving: IndexFile; other: IndexFile }> {
  const [first, second] = await Promise.all(names.map((name) => look(join(dataDir, name))));
  if (!first || !second) throw new Error('there are two names');
  const isSecond = isReadable(second) && (!isReadable(first) || second.number > first.number);
  return isSecond ? { serving: second, other: first } : { serving: first, other: second };
}

/**
 * The encoder's version the index in a folder was made by, and the size of its vectors; null where there is nothing to go on
 * with: no index, an empty one, or one of another version of ours.
 */
export async function indexMadeBy(dataDir: string): Promise<{ version: string; dimensions: number } | null> {
  const { serving } = await indexFiles(dataDir);
  if (!isReadable(serving) || serving.documents === 0) return null;
  const version = (serving.version ?? '').slice(`${INDEX_VERSION}:`.length);
  // One that was filled by words alone has no vectors of any size.
  const dimensions = serving.dimensions ?? (version.includes('@') ? null : 32);
  return dimensions === null ? null : { version, dimensions };
}

/** Removes a file; its log first, which without it would be taken for that of the next file of this name. */
export function removeIndexFile(path: string): void {
  for (const suffix of ['-wal', '-shm', '']) rmSync(`${path}${suffix}`, { force: true });
}
