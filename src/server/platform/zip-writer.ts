import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** One file to put into an archive. */
export interface ZipPart {
  /** Path within the archive, with slashes. */
  name: string;
  /** False for what is packed already, e.g. pictures and office files: packing it again costs time and saves nothing. */
  pack: boolean;
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Archives of this form have no more entries, and are no longer, in bytes (APPNOTE 6.3 §4.4.1.4: beyond is ZIP64). */
export const zipLimits = { entries: 0xffff, bytes: 0xffff_ffff } as const;

/**
 * A ZIP archive piece by piece, while its parts are still being read: never more than one piece of one part in memory. Sizes
 * and checksums follow their content (data descriptors, APPNOTE 6.3 §4.3.9). Whoever gives the parts keeps to `zipLimits`.
 * @param at The time written beside every entry.
 */
export async function* zipOf(parts: AsyncIterable<ZipPart>, at: Date): AsyncGenerator<Uint8Array, void> {
  let made: Uint8Array[] = [];
  let failure: Error | null = null;
  const take = (): Uint8Array[] => {
    if (failure) throw failure;
    const pieces = made;
    made = [];
    return pieces.filter((piece) => piece.length > 0);
  };
  const zip = new Zip((error, piece) => {
    if (error) failure = error;
    else made.push(piece);
  });
  for await (const { name, pack, pieces } of parts) {
    const entry = pack ? new ZipDeflate(name, { level: 6 }) : new ZipPassThrough(name);
    entry.mtime = at;
    zip.add(entry);
    for await (const piece of pieces) {
      entry.push(piece);
      yield* take();
    }
    entry.push(new Uint8Array(), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
