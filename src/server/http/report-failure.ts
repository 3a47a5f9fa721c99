import type { APIContext, AstroGlobal } from 'astro';

/**
 * Logs what nobody expected. The route, never the address: an address may hold a secret, such as the link for a new password.
 * The logger takes query parameters out of database errors.
 */
export function reportFailure({ locals, request, routePattern }: APIContext | AstroGlobal, error: unknown): void {
  const { platform, requestId } = locals.ctx;
  platform.log.error({ err: error, requestId, route: routePattern, method: request.method }, 'a request failed');
}
