import type { AstroGlobal } from 'astro';
import type { LimitName } from '../platform/limiter.ts';
import { limitKey } from './limit-key.ts';
import { failForm, type FormState } from './page.ts';

/** Counts a form that a page posted to itself, as `endpoint({ limit })` does. The refused form keeps its values. */
export async function limitForm<T>(
  astro: AstroGlobal,
  form: FormState<T> | null,
  limit: LimitName,
): Promise<FormState<T> | null> {
  if (!form?.data) return form;
  const retryAfter = await astro.locals.ctx.platform.limiter.take(limit, limitKey(astro));
  return retryAfter === null
    ? form
    : failForm(astro, form, { code: 'rate_limited', message: 'error.rateLimited', retryAfter });
}
