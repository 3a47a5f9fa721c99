import type { APIContext, AstroGlobal } from 'astro';
import { offlinePage, offlineVersion } from '#components/help-center/offline/offline-page.ts';
import { addresses } from '#components/layouts/addresses.ts';
import type { Locale } from '#content/locales.ts';
import { readFile } from '#server/files/index.ts';
import { articleFilePath, asAnyone, getArticleFile, getPublicEdition } from '#server/help-center/index.ts';
import { brandOf } from '#server/http/index.ts';

/** Heavier pictures stay on the site: their description stands in their place. Bytes. */
const HEAVIEST = 3 * 1024 * 1024;
/** Readers of the help page do not wait longer for the size of the file. */
const PATIENCE_MS = 400;

/** One file: its name changes with anything in it. */
export interface OfflineFile {
  tag: string;
  brand: string;
  pieces: () => AsyncGenerator<Uint8Array>;
}

/** The file of a language, made anew each time it is read. */
export async function offlineFile({ locals: { ctx } }: APIContext | AstroGlobal, locale: Locale): Promise<OfflineFile> {
  const [edition, brands] = await Promise.all([getPublicEdition(ctx, locale), brandOf(ctx)]);
  const origin = ctx.platform.config.ORIGIN;
  const brand = brands.name[locale];
  const site = { locale, origin, brand, home: addresses.home(locale), picture: pictureFor(asAnyone(ctx, locale)) };
  return {
    tag: `${edition.name}-${offlineVersion}-${Buffer.from(brand + origin)
      .toString('base64url')
      .slice(0, 200)}`,
    brand,
    pieces: async function* () {
      const encoder = new TextEncoder();
      for await (const piece of offlinePage(edition, site)) yield encoder.encode(piece);
    },
  };
}

/** Gives the bytes of pictures that anyone may see. */
const pictureFor = (ctx: ReturnType<typeof asAnyone>) => async (path: string) => {
  const id = path.split('/').at(-1) ?? '';
  if (path !== articleFilePath(id)) return null;
  const file = await getArticleFile(ctx, id);
  if (!file || !file.mediaType.startsWith('image/') || file.size > HEAVIEST) return null;
  const stream = await readFile(ctx, file);
  return stream && { mediaType: file.mediaType, bytes: Buffer.concat(await Array.fromAsync<Buffer>(stream)) };
};

/** Per language the size of what was measured last, or is being measured. */
const sizes = new Map<Locale, { tag: string; bytes: Promise<number> }>();

/**
 * How many bytes the file of a language has, which is found by making it once. Null while a large one is being measured for the
 * first time.
 */
export async function offlineSize(context: APIContext | AstroGlobal, locale: Locale): Promise<number | null> {
  const file = await offlineFile(context, locale);
  let measured = sizes.get(locale);
  if (measured?.tag !== file.tag) {
    measured = { tag: file.tag, bytes: measure(file) };
    sizes.set(locale, measured);
    measured.bytes.catch(() => sizes.delete(locale));
  }
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<null>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, null)));
  try {
    return await Promise.race([measured.bytes, enough]);
  } finally {
    clearTimeout(timer);
  }
}

async function measure(file: OfflineFile): Promise<number> {
  let bytes = 0;
  for await (const piece of file.pieces()) {
    bytes += piece.byteLength;
    // Reads are synchronous below: others take their turn between two articles.
    await new Promise(setImmediate);
  }
  return bytes;
}
