import type { APIContext, AstroGlobal } from 'astro';
import { networkOf } from '../platform/network.ts';

/** Limits count per person when known, else per network. */
export const limitKey = ({ locals: { ctx, clientAddress } }: APIContext | AstroGlobal): string =>
  ctx.viewer.kind === 'user' ? `user:${ctx.viewer.userId}` : `address:${networkOf(clientAddress)}`;
