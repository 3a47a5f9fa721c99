import type { APIContext, APIRoute } from 'astro';
import type { z } from 'zod';
import type { Ctx } from '../context.ts';
import type { LimitName } from '../platform/limiter.ts';
import type { Locale } from '#content/locales.ts';
import type { Failure, Result } from '../platform/result.ts';
import { allows, type ViewerFor, type Who } from './access.ts';
import { parseInput, readBody } from './body.ts';
import { keepForm } from './kept-form.ts';
import { limitKey } from './limit-key.ts';
import { admit } from './open-streams.ts';
import { json, jsonFailure, localTarget, prefersJson, refusal, seeOther } from './respond.ts';
import { signInPath } from './session.ts';
import { plainMessage } from './status.ts';

/** A form that is refused is read to its end, so that its words are not lost; files in it are not kept, in bytes. */
const LONGEST_WITH_FILES = 64 * 1024 * 1024;

interface Call<W extends Who, P, I> {
  ctx: Ctx<ViewerFor<W>>;
  params: P;
  input: I;
  /** True for scripts and API clients; false for a plain form, which wants to be sent on to a page. */
  wantsJson: boolean;
  locale: Locale;
  context: APIContext;
}

interface Definition<W extends Who, P, I> {
  who: W;
  /** Checks what the address carries; a mismatch is 404, as for any unknown page. */
  params?: z.ZodType<P>;
  /** Checks the body, or the query of a GET. */
  input?: z.ZodType<I>;
  /** Bytes a body may have, where it holds long texts. */
  longest?: number;
  limit?: LimitName;
  handle(call: Call<W, P, I>): Promise<Result<unknown> | Response>;
  /** Where a plain form goes when it failed; the page shows `?problem=`. By default the page it came from. */
  back?: (params: P) => string;
}

/**
 * The only way to make a handler: who may call it, what it takes, how often – then one server function. A `Result` becomes
 * JSON for scripts, and a redirect or the 404 page for plain forms.
 */
export function endpoint<W extends Who, P = Record<string, never>, I = Record<string, never>>(
  definition: Definition<W, P, I>,
): APIRoute {
  return async (context) => {
    const { locals, request } = context;
    const { ctx, locale } = locals;
    const wantsJson = prefersJson(request);
    const refused = (failure: Failure, back?: string) => refuse(context, failure, wantsJson, back);

    const allowed = allows(definition.who, ctx.viewer, ctx.platform.config.DEMO);
    if (allowed === 'hidden') return refused({ code: 'not_found', message: 'error.notFound' });
    if (allowed === 'sign_in') {
      return wantsJson
        ? refused({ code: 'not_signed_in', message: 'error.notSignedIn' })
        : seeOther(signInPath(context));
    }
    const params = definition.params ? parseInput(definition.params, context.params) : undefined;
    if (params && !params.ok) return refused({ code: 'not_found', message: 'error.notFound' });
    const back = () => definition.back?.(params?.value as P);

    if (definition.limit) {
      const retryAfter = await ctx.platform.limiter.take(definition.limit, limitKey(context));
      if (retryAfter !== null) {
        const failure = { code: 'rate_limited', message: 'error.rateLimited', retryAfter } as const;
        const kept = wantsJson ? null : await keepForm(request, { trusted: true, longest: LONGEST_WITH_FILES });
        return kept ? refusal(request, failure, locale, kept) : refused(failure, back());
      }
    }
    let input: unknown = {};
    if (definition.input) {
      const body = isRead(request)
        ? { ok: true as const, value: Object.fromEntries(context.url.searchParams) }
        : await readBody(request, definition.longest);
      const parsed = body.ok ? parseInput(definition.input, body.value) : body;
      if (!parsed.ok) return refused(parsed.error, back());
      input = parsed.value;
    }
    const answer = await definition.handle({
      ctx: ctx as Ctx<ViewerFor<W>>,
      params: params?.value as P,
      input: input as I,
      wantsJson,
      locale,
      context,
    });
    if (answer instanceof Response) return admit(context, answer);
    if (!answer.ok) return refused(answer.error, back());
    return wantsJson ? json(answer.value ?? {}) : seeOther(back() ?? backToPage(context));
  };
}

const isRead = (request: Request): boolean => request.method === 'GET' || request.method === 'HEAD';

function refuse(
  context: APIContext,
  failure: Failure,
  wantsJson: boolean,
  back?: string,
): Response | Promise<Response> {
  if (wantsJson) return jsonFailure(failure, context.locals.locale);
  if (failure.code === 'not_found') return notFoundPage(context);
  const url = new URL(back ?? backToPage(context), 'http://kabinet.invalid');
  // Words that need values cannot travel in an address.
  url.searchParams.set('problem', failure.values ? plainMessage[failure.code] : failure.message);
  return seeOther(`${url.pathname}${url.search}`);
}

/** Astro draws 404.astro for an empty 404 of a page, but not of an endpoint. The body may have been read already. */
const notFoundPage = ({ rewrite, request, url }: APIContext): Promise<Response> =>
  rewrite(new Request(new URL('/404', url), { headers: request.headers }));

/** The page a form was on, from Referer when it is one of ours. */
function backToPage({ request, locals }: APIContext): string {
  const referer = request.headers.get('referer');
  if (!referer || !URL.canParse(referer)) return '/';
  const url = new URL(referer);
  if (url.host !== request.headers.get('host') && url.origin !== locals.ctx.platform.config.ORIGIN) return '/';
  url.searchParams.delete('problem');
  return localTarget(`${url.pathname}${url.search}`, '/');
}
