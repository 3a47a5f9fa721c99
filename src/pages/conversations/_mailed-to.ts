import type { Thread } from '#server/conversations/index.ts';
import { getPreferences } from '#server/notifications/index.ts';
import type { Page } from '#server/http/index.ts';

/** The address that the answer to a request is mailed to, as the person has chosen; null when it is not, and for guests. */
export async function mailedTo({ ctx }: Pick<Page<'anyone'>, 'ctx'>, { conversation }: Thread): Promise<string | null> {
  const { viewer } = ctx;
  if (viewer.kind !== 'user' || !conversation.request) return null;
  const { groups } = await getPreferences({ ...ctx, viewer });
  return groups.some(({ group, choice }) => group === 'messages' && choice.mail) ? viewer.email : null;
}
