import { customers } from '#db/schema/customers.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { customerCreated } from './customer.events.ts';
import { canManageCustomers } from './section.policy.ts';

export interface NewCustomer {
  kind: 'company' | 'person';
  name: string;
  locale: Locale;
  /** As printed on documents: ИНН, VAT number … */
  taxId?: string | undefined;
  address?: string | undefined;
  phone?: string | undefined;
  /** The person on our side who looks after them. */
  managerId?: string | undefined;
  /** Key of the group they belong to. */
  segment?: string | undefined;
}

/** Adds a billed party. Nobody can sign in for it until a member is added. */
export async function createCustomer(ctx: Ctx, input: NewCustomer): Promise<Result<{ customerId: string }>> {
  if (!canManageCustomers(ctx.viewer)) return fail('not_found', 'error.notFound');
  const customerId = ctx.ids.next();
  await ctx.db.write(async (tx) => {
    await tx.insert(customers).values({
      id: customerId,
      kind: input.kind,
      name: input.name,
      locale: input.locale,
      taxId: input.taxId ?? null,
      address: input.address ?? null,
      phone: input.phone ?? null,
      managerId: input.managerId ?? null,
      segment: input.segment ?? null,
      createdAt: ctx.clock.now(),
    });
    await publish(ctx, tx, customerCreated({ customerId }));
  });
  return ok({ customerId });
}
