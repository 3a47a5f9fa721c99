import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

/** One file in an archive, as its central directory tells it. Sizes in bytes. */
export interface ZipEntry {
  name: string;
  method: number;
  encrypted: boolean;
  packedSize: number;
  size: number;
  headerOffset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;
const MAX_COMMENT = 0xffff;
const MAX_DIRECTORY = 4 * 1024 * 1024;

/**
 * The entries of a ZIP archive (PKWARE APPNOTE 6.3 §4.3) from its central directory, which is what programs open. Null when it
 * is broken, has more than `maxEntries`, or is split or ZIP64: nothing under 4 GB needs that.
 */
export async function readZipDirectory(path: string, maxEntries: number): Promise<ZipEntry[] | null> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const tail = await readAt(file, Math.max(0, size - END_SIZE - MAX_COMMENT), Math.min(size, END_SIZE + MAX_COMMENT));
    const at = lastEnd(tail);
    if (at < 0) return null;
    const count = tail.readUInt16LE(at + 10);
    const length = tail.readUInt32LE(at + 12);
    const offset = tail.readUInt32LE(at + 16);
    if (tail.readUInt16LE(at + 4) !== 0 || tail.readUInt16LE(at + 8) !== count) return null;
    if (count > maxEntries || length > MAX_DIRECTORY || offset + length > size) return null;
    return parseDirectory(await readAt(file, offset, length), count);
  } finally {
    await file.close();
  }
}

function lastEnd(tail: Buffer): number {
  for (let at = tail.length - END_SIZE; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END && at + END_SIZE + tail.readUInt16LE(at + 20) === tail.length) return at;
  }
  return -1;
}

function parseDirectory(bytes: Buffer, count: number): ZipEntry[] | null {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    if (at + CENTRAL_SIZE > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    const after = at + CENTRAL_SIZE + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (after > bytes.length) return null;
    entries.push({
      name: bytes.toString('utf8', at + CENTRAL_SIZE, at + CENTRAL_SIZE + nameLength),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      packedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      headerOffset: bytes.readUInt32LE(at + 42),
    });
    at = after;
  }
  return at === bytes.length ? entries : null;
}

/**
 * Unpacks one entry piece by piece and gives each piece to `take`, never more than a few of them in memory.
 * @throws Error when the entry is damaged or its method is neither stored (0) nor deflated (8), and whatever `take` throws.
 */
export async function unpackZipEntry(path: string, entry: ZipEntry, take: (piece: Buffer) => void): Promise<void> {
  const start = await contentStart(path, entry);
  if (entry.packedSize === 0) return;
  const packed = createReadStream(path, { start, end: start + entry.packedSize - 1 });
  const sink = async (pieces: AsyncIterable<Buffer>): Promise<void> => {
    for await (const piece of pieces) take(piece);
  };
  if (entry.method === 0) await pipeline(packed, sink);
  else if (entry.method === 8) await pipeline(packed, createInflateRaw(), sink);
  else throw new Error('unknown method of compression');
}

/** The local header repeats what the directory says, but may be longer; one that names another file is a trick. */
async function contentStart(path: string, entry: ZipEntry): Promise<number> {
  const file = await open(path, 'r');
  try {
    const header = await readAt(file, entry.headerOffset, LOCAL_SIZE);
    if (header.length < LOCAL_SIZE || header.readUInt32LE(0) !== LOCAL) throw new Error('no entry at its place');
    const nameLength = header.readUInt16LE(26);
    const name = await readAt(file, entry.headerOffset + LOCAL_SIZE, nameLength);
    if (name.toString('utf8') !== entry.name) throw new Error('an entry has two names');
    return entry.headerOffset + LOCAL_SIZE + nameLength + header.readUInt16LE(28);
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}
