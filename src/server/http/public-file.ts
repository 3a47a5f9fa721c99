import { createHash } from 'node:crypto';
import type { APIContext } from 'astro';
import { matchesTag } from './byte-range.ts';

/** For how long readers' programs may keep what they were given before they ask again, in seconds. */
const KEPT_S = 300;
/** Addresses whose last change is remembered; the oldest are forgotten first. */
const REMEMBERED = 5_000;

/** When this process first saw what an address holds. */
const seen = new Map<string, { tag: string; since: Date }>();

interface PublicFile {
  body: string | Uint8Array;
  /** Media type with its charset. */
  type: string;
  headers?: Record<string, string>;
}

/**
 * Something that reads the same for everyone, told with an entity tag and the time it last changed, so that programs that come
 * back for it are answered in a few bytes (RFC 9110 §13). The caller made it of what is public.
 */
export function publicFile(context: APIContext, { body, type, headers = {} }: PublicFile): Response {
  const tag = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return unlessKnown(context, { tag, headers }, (validators) => {
    const bytes = typeof body === 'string' ? body : Uint8Array.from(body);
    return new Response(bytes, { headers: { ...validators, 'content-type': type } });
  });
}

interface Edition {
  /** Names the content; without quotes. */
  tag: string;
  headers?: Record<string, string>;
}

/** 304 when the reader has this edition already; else what `make` gives, which adds the headers it is handed. */
export function unlessKnown(
  { request, url, locals }: APIContext,
  { tag, headers = {} }: Edition,
  make: (validators: Record<string, string>) => Response,
): Response {
  const since = sinceWhen(url.pathname, tag, locals.ctx.clock.now());
  // A cookie may be answered by another one, which nothing between may hand to others.
  const scope = request.headers.has('cookie') ? 'private' : 'public';
  const validators = {
    ...headers,
    etag: `W/"${tag}"`,
    'last-modified': since.toUTCString(),
    'cache-control': `${scope}, max-age=${KEPT_S}`,
  };
  return isKnown(request.headers, tag, since)
    ? new Response(null, { status: 304, headers: validators })
    : make(validators);
}

/** `If-Modified-Since` counts only where there is no `If-None-Match` (RFC 9110 §13.1.3). */
function isKnown(asked: Headers, tag: string, since: Date): boolean {
  const known = asked.get('if-none-match');
  if (known !== null) return matchesTag(known, `"${tag}"`);
  const after = Date.parse(asked.get('if-modified-since') ?? '');
  return !Number.isNaN(after) && since.getTime() <= after;
}

/** Whole seconds, as HTTP writes dates. Of another process or an earlier start the time may be later than need be, never earlier. */
function sinceWhen(path: string, tag: string, now: Date): Date {
  const known = seen.get(path);
  if (known?.tag === tag) return known.since;
  const since = new Date(Math.floor(now.getTime() / 1000) * 1000);
  seen.delete(path);
  seen.set(path, { tag, since });
  const [oldest] = seen.keys();
  if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
  return since;
}
