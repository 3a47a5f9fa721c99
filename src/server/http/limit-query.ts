import type { AstroGlobal } from 'astro';
import type { LimitName } from '../platform/limiter.ts';
import { limitKey } from './limit-key.ts';

/**
 * Counts a page that works hard for what its address asks. True when that is too often: status and `Retry-After` are set, and the
 * page shows its form with what was asked, without working.
 */
export async function limitQuery(astro: AstroGlobal, limit: LimitName): Promise<boolean> {
  const retryAfter = await astro.locals.ctx.platform.limiter.take(limit, limitKey(astro));
  if (retryAfter === null) return false;
  astro.response.status = 429;
  astro.response.headers.set('retry-after', String(retryAfter));
  return true;
}
