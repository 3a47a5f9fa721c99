import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import type { Conversation } from './conversation.ts';
import { answersCustomers, ownsConversation } from './conversation.policy.ts';
import { getConversation, openAssignment } from './conversation.queries.ts';

/** A conversation this agent is answering now; null when it is somebody else's, waits, or is over. */
export async function getHeldConversation(ctx: Ctx<UserViewer>, id: string): Promise<Conversation | null> {
  const conversation = answersCustomers(ctx.viewer) ? await getConversation(ctx, id) : null;
  if (!conversation || ownsConversation(ctx.viewer, conversation)) return null;
  if (conversation.holder !== 'agent' || conversation.status !== 'open') return null;
  const held = await openAssignment(ctx.db.read, id);
  return held?.agentId === ctx.viewer.userId ? conversation : null;
}
