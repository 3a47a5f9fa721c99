import { z } from 'zod';
import { endpoint, seeOther } from '#server/http/index.ts';
import { revokeOtherSessions, revokeSession } from '#server/identity/index.ts';

/** Ends one other session of the person, or all others. */
export const POST = endpoint({
  who: 'user',
  input: z.object({ session: z.union([z.literal('others'), z.uuid()]) }),
  back: () => '/account/sessions',
  async handle({ ctx, input }) {
    if (input.session === 'others') await revokeOtherSessions(ctx);
    else {
      const result = await revokeSession(ctx, input.session);
      if (!result.ok) return result;
    }
    return seeOther('/account/sessions?done=identity.sessionEnded');
  },
});
