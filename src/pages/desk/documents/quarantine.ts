import { z } from 'zod';
import { rejectQuarantined } from '#server/files/index.ts';
import { endpoint } from '#server/http/index.ts';

/** Removes a file in quarantine for good. */
export const POST = endpoint({
  who: 'staff',
  input: z.object({ id: z.string().min(1).max(40) }),
  back: () => '/desk/documents?done=document.quarantine.removed',
  handle: ({ ctx, input }) => rejectQuarantined(ctx, input.id),
});
