import type { APIContext, AstroGlobal } from 'astro';
import { homeOf } from '#components/layouts/addresses.ts';
import { claimConversations } from '#server/conversations/index.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import { localTarget } from '#server/http/index.ts';
import { blankHalfCookie, DEVICE_COOKIE, HALF_COOKIE, recognizeDevice, type SignedIn } from '#server/identity/index.ts';

/**
 * What follows every way of signing in: the session's cookie, a look at the device, and what the person said before signing in
 * becomes theirs. Gives the place to go to, never on another site.
 */
export async function welcome(
  context: APIContext | AstroGlobal,
  { cookie, userId, role }: Omit<SignedIn, 'secondStep'>,
  to: unknown,
): Promise<string> {
  const { cookies, locals } = context;
  const { ctx } = locals;
  cookies.set(cookie.name, cookie.value, { ...cookie.attributes, path: '/' });
  if (cookies.has(HALF_COOKIE)) {
    const blank = blankHalfCookie(ctx);
    cookies.set(blank.name, blank.value, { ...blank.attributes, path: '/' });
  }
  const device = await recognizeDevice(ctx, userId, cookies.get(DEVICE_COOKIE)?.value);
  if (device) cookies.set(device.name, device.value, { ...device.attributes, path: '/' });
  const visitorHash = ctx.viewer.kind === 'visitor' ? ctx.viewer.visitorHash : null;
  const viewer = await viewerOfUser(ctx.db, userId);
  if (viewer) await claimConversations({ ...ctx, viewer: { ...viewer, visitorHash } });
  return localTarget(to, homeOf(role));
}
