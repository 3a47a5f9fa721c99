import { canOpenSection, peopleOfCustomer, viewerOfUser } from '../customers/index.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { groupOf, kinds, type Kind } from './kinds.ts';

/** The people of a customer who may see what a kind is about. What the company hides from them they are not told of either. */
export async function membersFor(
  ctx: Ctx,
  kind: Kind,
  { customerId, except = [], also = () => true }: Wanted,
): Promise<string[]> {
  const { section } = groupOf(kinds[kind]);
  const { memberIds } = await peopleOfCustomer(ctx.db.read, customerId);
  const receivers: string[] = [];
  for (const userId of memberIds) {
    if (except.includes(userId)) continue;
    const viewer = await viewerOfUser(ctx.db, userId);
    if (!viewer || (section !== null && !canOpenSection(viewer, customerId, section))) continue;
    if (also(viewer)) receivers.push(userId);
  }
  return receivers;
}

interface Wanted {
  customerId: string;
  /** Whoever did it knows. */
  except?: readonly (string | null)[] | undefined;
  /** A further condition, e.g. that a detail is shown to them. */
  also?: ((viewer: UserViewer) => boolean) | undefined;
}

/** Who looks after a customer on our side, unless they did it themselves. */
export async function managerFor(
  ctx: Ctx,
  customerId: string,
  except: readonly (string | null)[] = [],
): Promise<string[]> {
  const { managerId } = await peopleOfCustomer(ctx.db.read, customerId);
  if (managerId === null || except.includes(managerId)) return [];
  const viewer = await viewerOfUser(ctx.db, managerId);
  return viewer ? [managerId] : [];
}
