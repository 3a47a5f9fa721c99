import { z } from 'zod';
import { endpoint, localTarget, seeOther } from '#server/http/index.ts';
import { openNotification, readAllNotifications, readForm } from '#server/notifications/index.ts';

/** Opens one notification: it counts as read, and leads to what it is about. Or marks all as read and comes back. */
export const POST = endpoint({
  who: 'user',
  input: readForm.extend({ to: z.string().max(500).optional() }),
  async handle({ ctx, input, wantsJson }) {
    if (input.notification === 'all') {
      await readAllNotifications(ctx);
      return seeOther(localTarget(input.to, '/account/notifications'));
    }
    const opened = await openNotification(ctx, input.notification);
    return opened.ok && !wantsJson ? seeOther(opened.value.path) : opened;
  },
});
