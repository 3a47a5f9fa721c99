import type { Ctx } from '../context.ts';
import { resolveConversation } from '../conversations/index.ts';
import { listCategories } from '../help-center/index.ts';
import type { UserViewer } from '../identity/index.ts';
import { fail, type Result } from '../platform/result.ts';
import { OTHER_TOPIC } from './topic.ts';

/** An agent resolves a conversation under topics customers know: categories of the help center, or none of them. */
export async function closeConversation(
  ctx: Ctx<UserViewer>,
  { conversationId, topics }: { conversationId: string; topics: readonly string[] },
): Promise<Result<null>> {
  const known = new Set((await listCategories(ctx, ctx.viewer.locale)).map((category) => category.id)).add(OTHER_TOPIC);
  if (!topics.every((topic) => known.has(topic))) {
    return fail('invalid_input', 'desk.unknownTopic', { fields: { topics: 'desk.unknownTopic' } });
  }
  return resolveConversation(ctx, { conversationId, topics });
}
