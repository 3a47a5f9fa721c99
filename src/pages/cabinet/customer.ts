import { z } from 'zod';
import { addresses } from '#components/layouts/addresses.ts';
import { endpoint, localTarget, seeOther } from '#server/http/index.ts';
import { chooseCustomer } from '#server/identity/index.ts';

/** Which of the person's customers the cabinet shows from now on. */
export const POST = endpoint({
  who: 'customer',
  input: z.object({ customer: z.string().min(1).max(40), to: z.string().max(500).optional() }),
  async handle({ ctx, input, wantsJson }) {
    const chosen = await chooseCustomer(ctx, input.customer);
    return chosen.ok && !wantsJson ? seeOther(localTarget(input.to, addresses.cabinet.home)) : chosen;
  },
});
