import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';

/** The viewer's cabinet of each of their customers, one after the other: lists then show what its pages show. */
export const cabinetsOf = (ctx: Ctx<UserViewer>): { name: string; customerId: string; ctx: Ctx<UserViewer> }[] =>
  ctx.viewer.memberships.map(({ customerId, customerName }) => ({
    name: customerName,
    customerId,
    ctx: { ...ctx, viewer: { ...ctx.viewer, customerId } },
  }));
