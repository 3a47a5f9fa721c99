import { z } from 'zod';
import { addresses } from '#components/layouts/addresses.ts';
import { invitationForm, resendInvitation, revokeInvitation } from '#server/customers/index.ts';
import { endpoint, seeOther } from '#server/http/index.ts';

/** Sends an open invitation once more, or takes it back. */
export const POST = endpoint({
  who: 'customer',
  params: z.object({ id: z.uuid() }),
  input: invitationForm,
  back: () => addresses.cabinet.people,
  async handle({ ctx, params, input: { customer: customerId, act }, wantsJson }) {
    const which = { customerId, invitationId: params.id };
    const result = await (act === 'resend' ? resendInvitation : revokeInvitation)(ctx, which);
    if (!result.ok || wantsJson) return result;
    return seeOther(`${addresses.cabinet.people}?done=people.${act === 'resend' ? 'resent' : 'revoked'}`);
  },
});
