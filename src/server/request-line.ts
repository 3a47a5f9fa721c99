import type { IncomingMessage } from 'node:http';

/** No page and no endpoint answers anything else; the first one that does adds its method here. */
const METHODS = ['GET', 'HEAD', 'POST'];
const HOST = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;
/** A path of this site: `//host` and `/\host` are addresses of another one to whatever repeats them in a redirect. */
const TARGET = /^\/(?![/\\])/;

/** Why a request cannot even be handed to Astro, which would answer it with a page or with an error of its own. */
export function refuseRequest(
  request: IncomingMessage,
): { status: 400 | 405; headers?: Record<string, string> } | undefined {
  if (!METHODS.includes(request.method ?? '')) return { status: 405, headers: { allow: METHODS.join(', ') } };
  if (!TARGET.test(request.url ?? '')) return { status: 400 };
  if (!HOST.test(request.headers.host ?? '')) return { status: 400 };
  return undefined;
}
