import type { Ctx } from '../context.ts';
import { listSectionMembers } from '../customers/index.ts';
import { isCustomer, listStaff } from '../identity/index.ts';
import { canSeeTask } from './task.policy.ts';
import type { Side } from './task.ts';

export interface Assignable {
  userId: string;
  name: string;
}

/** Who can look after the tasks of a customer on one side; nobody where the viewer may not choose. */
export async function listAssignable(ctx: Ctx, customerId: string, side: Side): Promise<Assignable[]> {
  if (!canSeeTask(ctx.viewer, { customerId })) return [];
  if (side === 'customer') return listSectionMembers(ctx, customerId, 'tasks');
  if (isCustomer(ctx.viewer)) return [];
  const staff = await listStaff(ctx);
  return staff.filter(({ role }) => role !== 'editor').map(({ id, name }) => ({ userId: id, name }));
}

/** Nobody can always be named. */
export async function isAssignable(ctx: Ctx, customerId: string, side: Side, userId: string | null): Promise<boolean> {
  if (userId === null) return true;
  return (await listAssignable(ctx, customerId, side)).some((person) => person.userId === userId);
}
