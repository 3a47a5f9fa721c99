import { eq } from 'drizzle-orm';
import { customers } from '#db/schema/customers.ts';
import type { Ctx } from '../context.ts';
import { getPerson } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { customerCareChanged, customerDetailsChanged } from './customer.events.ts';
import type { CustomerCare, CustomerDetails } from './customer.schema.ts';
import { canManageCustomers } from './section.policy.ts';

const byUserId = ({ viewer }: Ctx): string | null => (viewer.kind === 'user' ? viewer.userId : null);

/** Changes how a customer is called, printed and reached. Invoices and orders already made show the new name too. */
export async function changeCustomerDetails(
  ctx: Ctx,
  input: { customerId: string } & CustomerDetails,
): Promise<Result<null>> {
  if (!canManageCustomers(ctx.viewer)) return fail('not_found', 'error.notFound');
  const { customerId, ...details } = input;
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const [changed] = await tx
      .update(customers)
      .set(details)
      .where(eq(customers.id, customerId))
      .returning({ id: customers.id });
    if (!changed) return fail('not_found', 'error.notFound');
    await publish(ctx, tx, customerDetailsChanged({ customerId, byUserId: byUserId(ctx) }));
    return ok(null);
  });
}

/** Decides who looks after a customer and which segment they belong to, and so which rules of visibility hold for them. */
export async function changeCustomerCare(
  ctx: Ctx,
  input: { customerId: string } & CustomerCare,
): Promise<Result<null>> {
  if (!canManageCustomers(ctx.viewer)) return fail('not_found', 'error.notFound');
  const { customerId, managerId, segment } = input;
  if (managerId !== null && !(await isOurs(ctx, managerId))) {
    return fail('invalid_input', 'error.invalidInput', { fields: { managerId: 'customer.manager.unknown' } });
  }
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const [changed] = await tx
      .update(customers)
      .set({ managerId, segment })
      .where(eq(customers.id, customerId))
      .returning({ id: customers.id });
    if (!changed) return fail('not_found', 'error.notFound');
    await publish(ctx, tx, customerCareChanged({ customerId, managerId, byUserId: byUserId(ctx) }));
    return ok(null);
  });
}

/** Somebody who works with us now. One who has left may stay where they are, but is given nobody new. */
async function isOurs(ctx: Ctx, userId: string): Promise<boolean> {
  const person = await getPerson(ctx.db.read, userId);
  return person !== null && person.active && person.role !== 'customer';
}
