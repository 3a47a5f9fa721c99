import { rm } from 'node:fs/promises';
import type { APIContext, MiddlewareNext } from 'astro';
import { isLocale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { authenticate, SESSION_COOKIE } from '../identity/index.ts';
import type { Viewer } from '../identity/viewer.ts';
import { viewerOfPreview, withMemberships } from '../customers/index.ts';
import { hashSecret } from '../platform/ids.ts';
import { networkOf } from '../platform/network.ts';
import { isTrustedRequest } from './csrf.ts';
import { keepForm } from './kept-form.ts';
import { reportFailure } from './report-failure.ts';
import { jsonFailure, prefersJson, refusal } from './respond.ts';
import { securityHeaders } from './security-headers.ts';
import { chooseLocale, VISITOR_COOKIE } from './session.ts';

/** Requests that carry their own proof (a signature, a key) instead of a cookie. */
const SIGNED = /^\/(webhooks|api\/v1)\//;
/** Pages that show one person's data or depend on who asks. */
const PRIVATE =
  /^\/(account|cabinet|desk|admin|conversations|preferences|sign-out)(\/|$)|\/(chat|sign-in|reset-password|invitation|confirm-email)(\/|$)/;

/**
 * True while Astro draws 404.astro or 500.astro in place of an answer: it sends the same request through the middleware once
 * more. Everything was decided, counted and put into `locals` the first time.
 */
export const isErrorPage = ({ locals }: APIContext): boolean => 'ctx' in locals;

/** A file carries a stricter policy of its own (send-file.ts); pictures made for links are shown by other sites. */
const OWN_POLICIES = new Set(['content-security-policy', 'cross-origin-resource-policy']);

/** First in, last out: the request id and the headers every answer carries, errors included. */
export async function addSecurityHeaders(context: APIContext, next: MiddlewareNext): Promise<Response> {
  const { app } = context.locals;
  const requestId = app.ids.next();
  const { viewer, locale } = visitorOf(context);
  context.locals.ctx = { viewer, db: app.db, clock: app.clock, ids: app.ids, platform: app.platform, requestId };
  context.locals.locale = locale;
  const answer = await next();
  const response = new Response(answer.body, answer);
  const secure = app.platform.config.ORIGIN.startsWith('https:');
  const headers = securityHeaders({ secure, checkoutOrigin: app.platform.payments?.checkoutOrigin ?? null });
  for (const [name, value] of Object.entries(headers)) {
    if (!OWN_POLICIES.has(name) || !response.headers.has(name)) response.headers.set(name, value);
  }
  response.headers.set('x-request-id', requestId);
  if (!response.headers.has('cache-control')) {
    const personal = PRIVATE.test(context.url.pathname) || context.locals.ctx.viewer.kind === 'user';
    response.headers.set('cache-control', personal ? 'private, no-store' : 'private, no-cache');
  }
  return response;
}

/** What nobody expected is logged here and goes no further: Astro would print it whole, with whatever it carries. */
export async function catchFailures(context: APIContext, next: MiddlewareNext): Promise<Response> {
  try {
    return await next();
  } catch (error) {
    reportFailure(context, error);
    if (prefersJson(context.request)) {
      return jsonFailure({ code: 'internal', message: 'error.internal' }, context.locals.locale);
    }
    // Empty, so that Astro draws 500.astro.
    return new Response(null, { status: 500 });
  }
}

function visitorOf(context: APIContext): { viewer: Viewer; locale: APIContext['locals']['locale'] } {
  const secret = context.cookies.get(VISITOR_COOKIE)?.value;
  const first = context.url.pathname.split('/')[1];
  const locale = isLocale(first) ? first : chooseLocale(context, null);
  const visitorHash = secret && secret.length <= 100 ? hashSecret(secret) : null;
  return { viewer: { kind: 'visitor', visitorHash, locale }, locale };
}

/** Session cookie → viewer, by one prepared join. A cookie that no longer holds is removed. */
export async function identify(context: APIContext, next: MiddlewareNext): Promise<Response> {
  const { locals, cookies } = context;
  const cookie = cookies.get(SESSION_COOKIE)?.value;
  if (cookie === undefined || SIGNED.test(context.url.pathname)) return next();
  const visitor = locals.ctx.viewer;
  const session = await authenticate(locals.ctx, cookie, locals.clientAddress);
  if (session) {
    const visitorHash = visitor.kind === 'visitor' ? visitor.visitorHash : null;
    const viewer = await withMemberships(locals.ctx.db, { ...session.viewer, visitorHash });
    const shown = session.previewId === null ? null : await viewerOfPreview(locals.ctx.db, viewer, session.previewId);
    locals.ctx = { ...locals.ctx, viewer: shown ?? viewer } satisfies Ctx;
    locals.locale = session.viewer.locale;
  }
  if (session === null || session.cookie) {
    const { name, value, attributes } = session?.cookie ?? locals.app.blankSessionCookie();
    cookies.set(name, value, { ...attributes, path: '/' });
  }
  return next();
}

/** Before anything that costs more than counting. A supervisor's question must be answered however many others ask. */
export async function limitRate(context: APIContext, next: MiddlewareNext): Promise<Response> {
  if (context.url.pathname === '/health') return next();
  const { platform } = context.locals.ctx;
  const retryAfter = await platform.limiter.take('request', networkOf(context.locals.clientAddress));
  if (retryAfter === null) return next();
  const failure = { code: 'rate_limited', message: 'error.rateLimited', retryAfter } as const;
  const trusted = isTrustedRequest(context.request, platform.config.ORIGIN);
  const kept = prefersJson(context.request) ? null : await keepForm(context.request, { trusted });
  return refusal(context.request, failure, context.locals.locale, kept);
}

export function checkOrigin(context: APIContext, next: MiddlewareNext): Promise<Response> {
  const { config } = context.locals.ctx.platform;
  if (SIGNED.test(context.url.pathname) || isTrustedRequest(context.request, config.ORIGIN)) return next();
  const failure = { code: 'untrusted_origin', message: 'error.untrustedOrigin' } as const;
  return Promise.resolve(refusal(context.request, failure, context.locals.locale));
}

/** What came with a form and was not stored goes with the request, also when it failed or broke off. */
export async function removeUploads(context: APIContext, next: MiddlewareNext): Promise<Response> {
  try {
    return await next();
  } finally {
    const { uploads } = context.locals;
    if (uploads !== undefined) await rm(uploads, { recursive: true, force: true });
  }
}

/** What somebody who only looks at a cabinet may still do: leave, sign out, and choose how they themselves read. */
const OWN_WISHES = new Set(['/cabinet/preview', '/sign-out', '/preferences']);

/** One of our people in a customer's cabinet reads. Whatever would change something is refused here, whichever page it is of. */
export function refusePreviewWrites(context: APIContext, next: MiddlewareNext): Promise<Response> {
  const { viewer } = context.locals.ctx;
  const isPreview = viewer.kind === 'user' && viewer.preview !== null;
  const reads = ['GET', 'HEAD', 'OPTIONS'].includes(context.request.method);
  if (!isPreview || reads || OWN_WISHES.has(context.url.pathname)) return next();
  return Promise.resolve(
    refusal(context.request, { code: 'conflict', message: 'preview.refused' }, context.locals.locale),
  );
}
