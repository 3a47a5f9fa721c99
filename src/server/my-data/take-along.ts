import type { Ctx } from '../context.ts';
import { readFile } from '../files/index.ts';
import type { UserViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { zipLimits, zipOf, type ZipPart } from '../platform/zip-writer.ts';
import { affairsParts, type Piece } from './affairs-parts.ts';
import { archiveNames } from './archive-names.ts';
import { jsonPart } from './archive-parts.ts';
import { cabinetsOf } from './cabinets.ts';
import { conversationParts } from './conversation-parts.ts';
import { mayTakeAlong } from './erasure.policy.ts';
import { noteExport } from './export-log.ts';
import { ownParts } from './own-parts.ts';

/** Room for what is not counted beforehand: JSON and the archive's own directory. */
const MOST_BYTES = zipLimits.bytes - 512 * 1024 * 1024;
const MOST_ENTRIES = zipLimits.entries - 5_000;

/**
 * All the viewer's data as a ZIP archive, read while it is sent: JSON of everything, and the files of what they may see now.
 * That it was taken is noted before the first byte.
 */
export async function takeAlong(ctx: Ctx<UserViewer>): Promise<Result<AsyncGenerator<Uint8Array, void>>> {
  if (!mayTakeAlong(ctx.viewer)) return fail('not_found', 'error.notFound');
  const finished = await noteExport(ctx);
  return ok(archive(ctx, finished));
}

async function* archive(ctx: Ctx<UserViewer>, finished: () => Promise<void>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* zipOf(fitting(ctx, piecesOf(ctx)), ctx.clock.now());
  } catch (error) {
    // Its reader sees a download that broke off; nobody else would see anything.
    ctx.platform.log.error({ err: error }, 'an archive could not be made to its end');
    throw error;
  }
  await finished();
}

async function* piecesOf(ctx: Ctx<UserViewer>): AsyncGenerator<Piece, void> {
  yield* ownParts(ctx);
  const named = archiveNames();
  for (const { name, ctx: cabinet } of cabinetsOf(ctx)) {
    const folder = named('companies', name);
    const here = folder.split('/');
    yield* affairsParts(cabinet, (...path) => named(...here, ...path));
  }
  yield* conversationParts(ctx, named);
}

/** Opens stored files one after the other; says at the end which are missing because there was no room, or they are lost. */
async function* fitting(ctx: Ctx<UserViewer>, pieces: AsyncIterable<Piece>): AsyncGenerator<ZipPart, void> {
  const leftOut: { name: string; size: number }[] = [];
  let [entries, bytes] = [0, 0];
  for await (const piece of pieces) {
    if ('pieces' in piece) {
      entries += 1;
      yield piece;
      continue;
    }
    const { name, file } = piece;
    const fits = entries < MOST_ENTRIES && bytes + file.size <= MOST_BYTES;
    const stream = fits ? await readFile(ctx, file) : null;
    if (!stream) {
      if (fits) ctx.platform.log.error({ fileId: file.id }, 'storage has lost a file');
      leftOut.push({ name, size: file.size });
      continue;
    }
    entries += 1;
    bytes += file.size;
    try {
      yield { name, pack: file.mediaType.startsWith('text/'), pieces: stream as AsyncIterable<Uint8Array> };
    } finally {
      // Whoever went away in the middle has not read to its end.
      stream.destroy();
    }
  }
  if (leftOut.length > 0) yield jsonPart('left-out.json', leftOut);
}
