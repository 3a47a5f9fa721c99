import { createReadStream } from 'node:fs';
import type { WordKey } from '#content/words.ts';
import { archiveOf, declaredFits, fileKinds, kindOfName, type FileKindName, type UploadLimits } from './file-kinds.ts';
import { inspectArchive } from './inspect-archive.ts';

export interface Candidate {
  path: string;
  /** Cleaned. */
  name: string;
  declaredType: string;
  size: number;
}

/**
 * Which kind of file it is: extension, what the browser declared and what the bytes are have to agree, and archives are looked
 * into. The failure is a word key.
 */
export async function recognize(
  file: Candidate,
  limits: UploadLimits,
): Promise<{ kind: FileKindName } | { wrong: WordKey }> {
  const kind = kindOfName(file.name);
  if (!kind || !limits.kinds.includes(kind)) return { wrong: 'upload.wrongType' };
  if (!declaredFits(kind, file.declaredType)) return { wrong: 'upload.disagrees' };
  if (!(await contentIs(kind, file.path))) return { wrong: 'upload.disagrees' };
  const archive = archiveOf(kind);
  const wrong = archive ? await inspectArchive(file.path, file.size, archive) : null;
  return wrong ? { wrong } : { kind };
}

async function contentIs(kind: FileKindName, path: string): Promise<boolean> {
  // 60 kB of tables that only an upload needs.
  const { fileTypeFromFile } = await import('file-type');
  const found = await fileTypeFromFile(path);
  if (kind === 'csv' || kind === 'txt') return found === undefined && (await isPlainText(path));
  if (!found) return false;
  const extensions: readonly string[] = fileKinds[kind].extensions;
  return extensions.includes(found.ext) || found.mime === fileKinds[kind].mediaType;
}

/** Valid UTF-8 (RFC 3629) without control characters other than tab and line ends. Excel's UTF-8 with a mark is fine. */
async function isPlainText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of createReadStream(path)) {
      if (hasControls(decoder.decode(piece as Buffer, { stream: true }))) return false;
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

const hasControls = (text: string): boolean => /[^\P{Cc}\t\n\r]/u.test(text);
