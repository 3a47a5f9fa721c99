import { z } from 'zod';
import { colleaguePath } from '#components/customers/addresses.ts';
import { addresses } from '#components/layouts/addresses.ts';
import { leaveCustomer, memberOfForm, removeMember } from '#server/customers/index.ts';
import { endpoint, seeOther } from '#server/http/index.ts';

/** Takes a colleague's access away. Who removes themselves leaves. */
export const POST = endpoint({
  who: 'customer',
  params: z.object({ id: z.uuid() }),
  input: memberOfForm,
  back: ({ id }) => colleaguePath(id),
  async handle({ ctx, params, input, wantsJson }) {
    const who = { customerId: input.customer, userId: params.id };
    const own = params.id === ctx.viewer.userId;
    const result = await (own ? leaveCustomer(ctx, input.customer) : removeMember(ctx, who));
    if (!result.ok || wantsJson) return result;
    return seeOther(
      own ? `${addresses.cabinet.home}?done=people.left` : `${addresses.cabinet.people}?done=people.removed`,
    );
  },
});
