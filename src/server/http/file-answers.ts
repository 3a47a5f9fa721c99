import type { APIContext } from 'astro';
import type { Locale } from '#content/locales.ts';
import { csvPieces, type CsvTable } from '../platform/csv.ts';
import { pacedBy } from './paced.ts';

/** A document to keep. `name` is what the reader's computer calls it, with its ending. */
export const pdfFile = (bytes: Uint8Array, name: string): Response =>
  new Response(Uint8Array.from(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-length': String(bytes.byteLength),
      'content-disposition': attachmentNamed(name),
    },
  });

/**
 * A table for spreadsheets, by the customs of the reader's language (src/server/platform/csv.ts), made while it is sent. Not
 * compressed: what compresses would keep all of it for a slow reader.
 */
export const csvFile = ({ locals }: APIContext, { name, locale, ...table }: CsvTable & { locale: Locale }): Response =>
  new Response(pacedBy(locals.drained, csvPieces(table, locale)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': attachmentNamed(name),
      'cache-control': 'private, no-store, no-transform',
    },
  });

/** An archive that is made while it is sent. It is nobody's but the reader's: nothing between keeps it. */
export const zipFile = ({ locals }: APIContext, pieces: AsyncIterable<Uint8Array>, name: string): Response =>
  new Response(pacedBy(locals.drained, pieces), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': attachmentNamed(name),
      'cache-control': 'private, no-store, no-transform',
    },
  });

/**
 * The header that names a download (RFC 6266): the whole name in UTF-8 (RFC 8187), before it one in ASCII for programs that
 * know no other. Slashes, quotes and control characters never reach the reader's disk.
 */
export function attachmentNamed(name: string): string {
  const clean = name
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}"\\/:*?<>|]+/gu, '_')
    .replace(/^\.+/, '_')
    .slice(0, 150);
  const ascii = clean.replaceAll(/[^ -~]+|%/g, '_');
  const encoded = encodeURIComponent(clean).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
