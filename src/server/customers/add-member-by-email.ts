import type { Ctx } from '../context.ts';
import { findPersonByEmail, invitePerson, type MemberRole } from '../identity/index.ts';
import { fail, type Result } from '../platform/result.ts';
import { addMember } from './add-member.ts';
import { getCustomerCard } from './customer.queries.ts';
import { canManageCustomers } from './section.policy.ts';

export interface NewColleague {
  customerId: string;
  name: string;
  email: string;
  role: Exclude<MemberRole, 'custom'>;
}

/**
 * Lets somebody act for a customer, known to us or not: a new person is mailed a link to set a password and gets the language
 * of the customer. An address of one of our own people is refused.
 */
export async function addMemberByEmail(ctx: Ctx, input: NewColleague): Promise<Result<null>> {
  if (!canManageCustomers(ctx.viewer)) return fail('not_found', 'error.notFound');
  const { customerId, name, email, role } = input;
  const customer = await getCustomerCard(ctx, customerId);
  if (!customer) return fail('not_found', 'error.notFound');
  const known = await findPersonByEmail(ctx, email);
  if (known && (known.role !== 'customer' || !known.active)) {
    return fail('conflict', 'customer.people.ours', { fields: { email: 'customer.people.ours' } });
  }
  if (known && customer.members.some((member) => member.userId === known.id)) {
    return fail('conflict', 'customer.people.already', { fields: { email: 'customer.people.already' } });
  }
  if (known) return addMember(ctx, { customerId, userId: known.id, role });
  const invited = await invitePerson(ctx, { name, email, role: 'customer', locale: customer.locale, title: null });
  return invited.ok ? addMember(ctx, { customerId, userId: invited.value.userId, role }) : invited;
}
