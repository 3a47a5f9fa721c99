import type { WordKey } from '#content/words.ts';
import { readZipDirectory, unpackZipEntry, type ZipEntry } from '../platform/zip.ts';

const MB = 1024 * 1024;
/** What an archive may hold when it is unpacked. An office file of 20 MB with pictures stays far below. */
export const archiveLimits = { entries: 2_000, total: 250 * MB, ratio: 100, ratioFrom: 10 * MB, depth: 20 } as const;

/** Programs and archives in archives: the first would run, the second hide what is in them. */
const UNWELCOME =
  /\.(exe|com|scr|pif|bat|cmd|msi|msp|ps1|vbs|vbe|js|jse|wsf|wsh|hta|lnk|reg|jar|cpl|dll|zip|rar|7z|gz|tgz|bz2|xz|tar|cab|iso|img|vhd)$/i;
/** Macros within office files, whatever the file's extension says. */
const MACROS = /(^|\/)(vbaProject\.bin|vbaData\.xml)$|^(Basic|Scripts)\//i;

/**
 * Unpacks an archive without keeping anything, counting what really comes out: the sizes an archive tells are its author's
 * word. Null when it is harmless, else what is wrong.
 */
export async function inspectArchive(path: string, size: number, kind: 'office' | 'plain'): Promise<WordKey | null> {
  const entries = await readZipDirectory(path, archiveLimits.entries);
  if (!entries) return 'upload.brokenArchive';
  for (const entry of entries) {
    if (entry.encrypted) return 'upload.encrypted';
    if (isTrick(entry.name)) return 'upload.archiveNames';
    if (kind === 'office' ? MACROS.test(entry.name) : UNWELCOME.test(entry.name)) return 'upload.unwelcome';
  }
  const most = Math.min(archiveLimits.total, Math.max(archiveLimits.ratioFrom, size * archiveLimits.ratio));
  if (entries.reduce((sum, entry) => sum + entry.size, 0) > most) return 'upload.bomb';
  return countUnpacked(path, entries, most);
}

/** Paths that would leave the folder they are unpacked in, or bury something deep. */
function isTrick(name: string): boolean {
  const parts = name.split('/');
  return (
    name === '' ||
    name.startsWith('/') ||
    /[\\\p{Cc}]/u.test(name) ||
    /^[a-z]:/i.test(name) ||
    parts.includes('..') ||
    parts.length > archiveLimits.depth
  );
}

class TooMuch extends Error {}

async function countUnpacked(path: string, entries: ZipEntry[], most: number): Promise<WordKey | null> {
  let total = 0;
  try {
    for (const entry of entries) {
      await unpackZipEntry(path, entry, (piece) => {
        total += piece.length;
        if (total > most) throw new TooMuch();
      });
    }
    return null;
  } catch (error) {
    return error instanceof TooMuch ? 'upload.bomb' : 'upload.brokenArchive';
  }
}
