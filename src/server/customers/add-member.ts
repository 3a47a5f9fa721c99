import { eq } from 'drizzle-orm';
import { customers, members } from '#db/schema/customers.ts';
import type { Ctx } from '../context.ts';
import { getPerson, type MemberRole, type Section } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { memberAdded } from './customer.events.ts';
import { canManageCustomers } from './section.policy.ts';

export interface NewMember {
  customerId: string;
  userId: string;
  role: MemberRole;
  /** What `custom` opens. */
  sections?: Section[] | undefined;
}

/** Lets a person act for a customer. Adding someone again changes nothing: another role is another verb. */
export async function addMember(ctx: Ctx, input: NewMember): Promise<Result<null>> {
  if (!canManageCustomers(ctx.viewer)) return fail('not_found', 'error.notFound');
  const person = await getPerson(ctx.db.read, input.userId);
  if (person?.role !== 'customer') return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const [customer] = await tx.select({ id: customers.id }).from(customers).where(eq(customers.id, input.customerId));
    if (!customer) return fail('not_found', 'error.notFound');
    const added = await tx
      .insert(members)
      .values({ ...input, sections: input.sections ?? null, createdAt: ctx.clock.now() })
      .onConflictDoNothing()
      .returning({ userId: members.userId });
    const byUserId = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
    const { customerId, userId } = input;
    if (added.length > 0) await publish(ctx, tx, memberAdded({ customerId, userId, byUserId }));
    return ok(null);
  });
}
