import type { APIContext } from 'astro';
import { isInline, readFile, type StoredFile } from '../files/index.ts';
import { matchesTag, rangeOf } from './byte-range.ts';
import { attachmentNamed } from './file-answers.ts';
import { pacedBy } from './paced.ts';
import { jsonFailure } from './respond.ts';

/**
 * Sends a stored file, or the part of it that was asked for. **The caller has asked whether the viewer may have it.** It is
 * saved, not opened, unless `inline` is wanted and it is a PDF or a raster image: nothing a person uploaded ever runs as a page
 * of this site.
 */
export async function sendFile(
  context: APIContext,
  file: StoredFile,
  options: { inline?: boolean } = {},
): Promise<Response> {
  const { request, locals } = context;
  const inline = options.inline === true && isInline(file.mediaType);
  const tag = `"${file.sha256}"`;
  const headers = new Headers({
    'accept-ranges': 'bytes',
    etag: tag,
    // Nobody between may keep or change it: compressing would change the length and the tag.
    'cache-control': 'private, no-cache, no-transform',
    'content-security-policy': contentPolicy(inline && file.mediaType === 'application/pdf'),
  });
  if (matchesTag(request.headers.get('if-none-match'), tag)) return new Response(null, { status: 304, headers });
  headers.set('content-type', file.mediaType.startsWith('text/') ? `${file.mediaType}; charset=utf-8` : file.mediaType);
  const named = attachmentNamed(file.name);
  headers.set('content-disposition', inline ? named.replace(/^attachment/, 'inline') : named);

  const condition = request.headers.get('if-range');
  const asked = condition === null || condition === tag ? request.headers.get('range') : null;
  const range = rangeOf(asked, file.size);
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${file.size}` } });
  }
  const length = range === 'whole' ? file.size : range.end - range.start + 1;
  headers.set('content-length', String(length));
  if (range !== 'whole') headers.set('content-range', `bytes ${range.start}-${range.end}/${file.size}`);
  const status = range === 'whole' ? 200 : 206;
  if (request.method === 'HEAD') return new Response(null, { status, headers });

  const bytes = await readFile(locals.ctx, file, range === 'whole' ? undefined : range);
  if (!bytes) {
    locals.ctx.platform.log.error({ fileId: file.id }, 'storage has lost a file');
    return jsonFailure({ code: 'not_found', message: 'error.notFound' }, locals.locale);
  }
  return new Response(pacedBy(locals.drained, bytes), { status, headers });
}

/** Chromium's viewer of PDFs does not start in a sandbox; a PDF has no origin to misuse there. */
const contentPolicy = (isShownPdf: boolean): string =>
  isShownPdf
    ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    : "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";
