import { customerPath, customersPath } from '#components/customers/addresses.ts';
import { leavePreview } from '#server/customers/index.ts';
import { endpoint, seeOther } from '#server/http/index.ts';

/** Leaves the cabinet that one of our people looked at as its customer sees it. */
export const POST = endpoint({
  who: 'customer',
  async handle({ ctx, wantsJson }) {
    const left = await leavePreview(ctx);
    if (!left.ok || wantsJson) return left;
    const { customerId } = left.value;
    return seeOther(customerId === null ? customersPath : customerPath(customerId));
  },
});
