import type { AstroGlobal } from 'astro';
import type { z } from 'zod';
import type { Shell } from '#components/layouts/shell.ts';
import { defaultLocale, isLocale, type Locale } from '#content/locales.ts';
import { wordsFor, type WordKey, type Words } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import type { Failure } from '../platform/result.ts';
import { allows, type ViewerFor, type Who } from './access.ts';
import { parseInput, readBody } from './body.ts';
import { reportFailure } from './report-failure.ts';
import { seeOther } from './respond.ts';
import { bellFor, errorShell, lastingQuery, noteOpened, shellFor } from './shell.ts';
import { signInPath } from './session.ts';
import { statusOf } from './status.ts';

export interface Page<W extends Who> {
  ctx: Ctx<ViewerFor<W>>;
  locale: Locale;
  t: Words;
  shell: Shell;
}

/**
 * The guard on the first line of every page: who may see it, in which language, with which frame. Gives a Response (sign-in
 * redirect, 404) that the page must return.
 */
export async function openPage<W extends Who>(astro: AstroGlobal, who: W): Promise<Page<W> | Response> {
  const { ctx } = astro.locals;
  const address = addressLocale(astro);
  if (address === 'unknown') return notFound(astro);
  const locale = address?.locale ?? astro.locals.locale;
  astro.locals.locale = locale;
  const allowed = allows(who, ctx.viewer, ctx.platform.config.DEMO);
  if (allowed === 'sign_in') return seeOther(signInPath(astro));
  if (allowed === 'hidden') return notFound(astro);
  const framed = await shellFor(
    astro,
    locale,
    address ? address.barePath + lastingQuery(astro.url.searchParams) : null,
  );
  await noteOpened(astro);
  const shell = { ...framed, bell: who === 'anyone' || who === 'demo' ? null : await bellFor(ctx, locale) };
  return { ctx: ctx as Ctx<ViewerFor<W>>, locale, t: wordsFor(locale), shell };
}

/** Renders src/pages/404.astro with status 404. Also the answer to things that exist but are not this viewer's. */
export function notFound(astro: AstroGlobal): Response {
  return new Response(null, { status: 404, headers: { 'x-request-id': astro.locals.ctx.requestId } });
}

/**
 * What 404.astro and 500.astro draw with. They must work when everything else did not. Errors of pages and endpoints have been
 * reported by then (`catchFailures`); one that comes along with the page happened outside of them.
 */
export async function openErrorPage(
  astro: AstroGlobal,
  error?: unknown,
): Promise<{ locale: Locale; t: Words; shell: Shell; requestId: string }> {
  const { ctx, locale } = astro.locals;
  if (error !== undefined && error !== null) reportFailure(astro, error);
  return { locale, t: wordsFor(locale), shell: await errorShell(astro, locale), requestId: ctx.requestId };
}

/** The language in the address: public pages live under `[...locale]`, where the default has no prefix. */
function addressLocale(astro: AstroGlobal): { locale: Locale; barePath: string } | 'unknown' | null {
  if (!astro.routePattern.startsWith('/[...locale]')) return null;
  const { locale } = astro.params;
  if (locale === undefined) return { locale: defaultLocale, barePath: astro.url.pathname };
  // `/ru/help` would be a second address of `/help`.
  if (!isLocale(locale) || locale === defaultLocale) return 'unknown';
  return { locale, barePath: astro.url.pathname.slice(locale.length + 1) || '/' };
}

export interface FormState<T> {
  /** Checked input, or null when something is wrong. */
  data: T | null;
  /** What the person typed, to be shown again. */
  values: Record<string, string>;
  /** What was ticked, by the name the boxes share. */
  lists: Record<string, string[]>;
  errors: Record<string, WordKey>;
  failure: Failure | null;
}

/**
 * Reads the form a page posted to itself. Null on GET. A failure sets the response status; the page shows values and errors.
 * @param longest bytes, for forms that hold long texts
 */
export async function readForm<T>(
  astro: AstroGlobal,
  schema: z.ZodType<T>,
  longest?: number,
): Promise<FormState<T> | null> {
  if (astro.request.method !== 'POST') return null;
  const body = await readBody(astro.request, longest);
  const values = body.ok ? textValues(body.value) : {};
  const lists = body.ok ? listValues(body.value) : {};
  const parsed = body.ok ? parseInput(schema, body.value) : body;
  if (parsed.ok) return { data: parsed.value, values, lists, errors: {}, failure: null };
  return failForm<T>(astro, { data: null, values, lists, errors: {}, failure: null }, parsed.error);
}

/** The same form with what a server function refused; sets the status. */
export function failForm<T>(astro: AstroGlobal, form: FormState<T>, failure: Failure): FormState<T> {
  astro.response.status = statusOf[failure.code];
  if (failure.retryAfter) astro.response.headers.set('retry-after', String(failure.retryAfter));
  return { ...form, data: null, errors: failure.fields ?? {}, failure };
}

const textValues = (body: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/** One box alone arrives as text. */
export const listValues = (body: Record<string, unknown>): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      [value].flat().filter((each): each is string => typeof each === 'string'),
    ]),
  );
