import { canOpenSection, canSeeCustomers, peopleOfCustomer, viewerOfUser } from '../customers/index.ts';
import type { Ctx } from '../context.ts';
import { isCustomer, type UserViewer } from '../identity/index.ts';
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
export const managerFor = (ctx: Ctx, customerId: string, except: readonly (string | null)[] = []): Promise<string[]> =>
  staffFor(ctx, customerId, { except });

/** Those of our people who take part (`involved`); where nobody else does, who looks after the customer. */
export async function staffFor(
  ctx: Ctx,
  customerId: string,
  { except = [], involved = [] }: { except?: readonly (string | null)[]; involved?: readonly (string | null)[] },
): Promise<string[]> {
  const { managerId } = await peopleOfCustomer(ctx.db.read, customerId);
  const able = async (ids: readonly (string | null)[]) => {
    const receivers: string[] = [];
    for (const userId of new Set(ids)) {
      if (userId === null || except.includes(userId)) continue;
      const viewer = await viewerOfUser(ctx.db, userId);
      if (viewer && !isCustomer(viewer) && canSeeCustomers(viewer)) receivers.push(userId);
    }
    return receivers;
  };
  const taking = await able(involved);
  return taking.length > 0 ? taking : able([managerId]);
}

/** On whose side somebody acts; null for the application itself. */
export async function sideOfPerson(ctx: Ctx, userId: string | null): Promise<'customer' | 'company' | null> {
  const viewer = userId === null ? null : await viewerOfUser(ctx.db, userId);
  return viewer && (isCustomer(viewer) ? 'customer' : 'company');
}
