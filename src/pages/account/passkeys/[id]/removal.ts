import { z } from 'zod';
import { endpoint, seeOther } from '#server/http/index.ts';
import { removePasskey, sureForm } from '#server/identity/index.ts';

/** Forgets a passkey of the person's own. */
export const POST = endpoint({
  who: 'user',
  params: z.object({ id: z.uuid() }),
  input: sureForm,
  back: () => '/account/security',
  async handle({ ctx, params, input, wantsJson }) {
    const result = await removePasskey(ctx, { id: params.id, current: input.current });
    return result.ok && !wantsJson ? seeOther('/account/security?done=security.passkey.removed') : result;
  },
});
