import type { AstroGlobal } from 'astro';
import type { LimitName } from '../platform/limiter.ts';
import { limitKey } from './limit-key.ts';
import { refusal } from './respond.ts';

/** Counts a page that may only be opened so often, as `endpoint({ limit })` does. Gives the answer when it is too often. */
export async function limitPage(astro: AstroGlobal, limit: LimitName): Promise<Response | null> {
  const { ctx, locale } = astro.locals;
  const retryAfter = await ctx.platform.limiter.take(limit, limitKey(astro));
  if (retryAfter === null) return null;
  return refusal(astro.request, { code: 'rate_limited', message: 'error.rateLimited', retryAfter }, locale);
}
