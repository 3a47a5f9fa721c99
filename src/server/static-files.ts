import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.ico': 'image/x-icon',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

interface StaticFile {
  body: Buffer;
  etag: string;
  headers: Record<string, string>;
}

/** Answers a request for a file; false when there is no such file. */
export type FileServer = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Serves the built files of a folder from memory, read once: there are few, a build that replaces or removes them while the
 * process runs harms nobody, and an address is only ever a key of a map. No ranges: nothing here is worth resuming.
 */
export function createFileServer(folder: string): FileServer {
  const files = readFiles(folder);
  return (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const file = files.get(path);
    if (!file) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
    } else if (isKnown(request.headers['if-none-match'], file.etag)) {
      response.writeHead(304, { etag: file.etag, 'cache-control': file.headers['cache-control'] ?? '' }).end();
    } else {
      response.writeHead(200, { ...file.headers, etag: file.etag, 'content-length': file.body.length });
      response.end(request.method === 'HEAD' ? undefined : file.body);
    }
    return true;
  };
}

function readFiles(folder: string): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const full = join(entry.parentPath, entry.name);
    const path = full.slice(join(folder, sep).length - 1).replaceAll(sep, '/');
    if (!entry.isFile() || path.includes('/.')) continue;
    const body = readFileSync(full);
    files.set(path, { body, etag: etagOf(body), headers: headersOf(path) });
  }
  return files;
}

const headersOf = (path: string): Record<string, string> => ({
  'content-type': types[extname(path)] ?? 'application/octet-stream',
  'x-content-type-options': 'nosniff',
  // Built files carry a hash in their name; the rest is checked again after a day.
  'cache-control': path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'public, max-age=86400',
});

/** Weak (RFC 9110 §8.8.1): the same file may leave compressed or as it is. */
const etagOf = (body: Buffer): string => `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;

const isKnown = (known: string | undefined, etag: string): boolean =>
  known !== undefined && known.split(',').some((each) => ['*', etag, etag.slice(2)].includes(each.trim()));
