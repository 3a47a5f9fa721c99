import { wordsFor } from '#content/words.ts';
import { isLocale, localePath, type Locale } from '#content/locales.ts';
import type { Failure } from '../platform/result.ts';
import { escapeHtml } from './escape-html.ts';
import { keptFormHtml, type KeptForm } from './kept-form.ts';
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

/**
 * The same page of ours in a language chosen just now: `/en/help` → `/help`. Pages whose address carries no language stay.
 * Checked again after the prefix is gone: `/en//host` is a path, `//host` is another site.
 */
export function localTargetIn(locale: Locale, value: unknown, fallback: string): string {
  const target = localTarget(value, fallback);
  const first = target.split('/')[1];
  return isLocale(first) ? localTarget(localePath(locale, target.slice(first.length + 1) || '/'), fallback) : target;
}

/** Scripts and programs want JSON; a browser that follows a link or sends a plain form asks for HTML. */
export function prefersJson(request: Request): boolean {
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('application/json')) return true;
  return !(request.headers.get('accept') ?? '').includes('text/html');
}

/**
 * A failure before any page was chosen: JSON, or the shortest page that says it in the reader's language; with the form that
 * was refused, where it was kept.
 */
export function refusal(request: Request, failure: Failure, locale: Locale, kept: KeptForm | null = null): Response {
  const answer = jsonFailure(failure, locale);
  if (prefersJson(request)) return answer;
  const t = wordsFor(locale);
  const [said, home] = [t(failure.message, failure.values), t('error.toHelp')].map(escapeHtml);
  answer.headers.set('content-type', 'text/html; charset=utf-8');
  // What somebody wrote stands on it.
  if (kept) answer.headers.set('cache-control', 'private, no-store');
  const form = kept ? keptFormHtml(kept, locale) : '';
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">`;
  return new Response(
    `<!doctype html><html lang="${locale}"><head>${head}<title>${said}</title></head><body><main><h1>${said}</h1>${form}<p><a href="${localePath(locale, '/')}">${home}</a></p></main></body></html>`,
    { status: answer.status, headers: answer.headers },
  );
}
