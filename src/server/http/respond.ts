import { wordsFor } from '#content/words.ts';
import type { Locale } from '#content/locales.ts';
import type { Failure } from '../platform/result.ts';
import { statusOf } from './status.ts';

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

/** 303: whatever the method was, the browser goes there with GET (RFC 9110 §15.4.4). `path` is within this site. */
export const seeOther = (path: string): Response =>
  new Response(null, { status: 303, headers: { location: inAscii(path) } });

/** A header carries ASCII only; `/cabinet/invoices/СЧ-1107` may come from a link typed by hand. */
const inAscii = (path: string): string => path.toWellFormed().replace(/[^ -~]+/gu, encodeURIComponent);

/** A failure as JSON, in the reader's language. */
export function jsonFailure(failure: Failure, locale: Locale): Response {
  const t = wordsFor(locale);
  const fields =
    failure.fields && Object.fromEntries(Object.entries(failure.fields).map(([name, key]) => [name, t(key)]));
  return json(
    { error: { code: failure.code, message: t(failure.message, failure.values), ...(fields ? { fields } : {}) } },
    statusOf[failure.code],
    failure.retryAfter ? { 'retry-after': String(failure.retryAfter) } : {},
  );
}

/**
 * Where to go next, from untrusted input: a path of this site, or the fallback. Refuses `//host`, backslashes and schemes,
 * so that a link cannot send a person elsewhere after signing in.
 */
export function localTarget(value: unknown, fallback: string): string {
  if (typeof value !== 'string' || value.length > 500) return fallback;
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(value)) return fallback;
  return value;
}
