import type { APIContext, AstroGlobal } from 'astro';
import { localePath, preferredLocale, isLocale, type Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { hashSecret } from '../platform/ids.ts';

export const VISITOR_COOKIE = 'kabinet_visitor';
export const LOCALE_COOKIE = 'kabinet_locale';
export const THEME_COOKIE = 'kabinet_theme';
export const SHORTCUTS_COOKIE = 'kabinet_shortcuts';
const YEAR_S = 365 * 24 * 3600;

type Context = APIContext | AstroGlobal;

export const isSecure = (context: Context): boolean => context.locals.ctx.platform.config.ORIGIN.startsWith('https:');

/** The sign-in page that comes back here afterwards, so that deep links survive signing in. */
export function signInPath(context: Context): string {
  const { pathname, search } = context.url;
  const to = context.request.method === 'GET' ? `?to=${encodeURIComponent(pathname + search)}` : '';
  return localePath(context.locals.locale, '/sign-in') + to;
}

/**
 * Gives a browser that is not signed in an identity of its own, so that its conversations and votes belong to it. Only on an
 * unsafe request: reading never sets a cookie.
 */
export function ensureVisitor(context: Context): Ctx {
  const { ctx } = context.locals;
  const { viewer } = ctx;
  if (viewer.kind !== 'visitor' || viewer.visitorHash) return ctx;
  const secret = ctx.ids.secret();
  context.cookies.set(VISITOR_COOKIE, secret, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(context),
    path: '/',
    maxAge: YEAR_S,
  });
  const known = { ...ctx, viewer: { ...viewer, visitorHash: hashSecret(secret) } };
  context.locals.ctx = known;
  return known;
}

/** A preference that is not secret and not needed by scripts. */
export function rememberPreference(
  context: Context,
  name: typeof LOCALE_COOKIE | typeof THEME_COOKIE | typeof SHORTCUTS_COOKIE,
  value: string,
): void {
  context.cookies.set(name, value, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(context),
    path: '/',
    maxAge: YEAR_S,
  });
}

/** Pages without a locale in the address: the person's own language, else the cookie, else what the browser asks for. */
export function chooseLocale(context: Pick<APIContext, 'cookies' | 'request'>, own: Locale | null): Locale {
  if (own) return own;
  const remembered = context.cookies.get(LOCALE_COOKIE)?.value;
  return isLocale(remembered) ? remembered : preferredLocale(context.request.headers.get('accept-language'));
}

export function chosenTheme(context: Pick<APIContext, 'cookies'>): 'light' | 'dark' | null {
  const theme = context.cookies.get(THEME_COOKIE)?.value;
  return theme === 'light' || theme === 'dark' ? theme : null;
}
