import type { Ctx } from '../context.ts';
import { viewerOfUser } from '../customers/index.ts';
import type { SystemViewer, UserViewer, VisitorViewer } from '../identity/index.ts';
import type { Conversation } from './conversation.ts';

/**
 * With whose eyes the assistant looks things up: exactly those of the person it talks to. Someone who has been deactivated
 * since is a visitor without a past.
 */
export async function conversationViewer(
  ctx: Ctx<SystemViewer>,
  conversation: Conversation,
): Promise<UserViewer | VisitorViewer> {
  const { userId, visitorHash, customerId, locale } = conversation;
  if (userId === null) return { kind: 'visitor', visitorHash, locale };
  const viewer = await viewerOfUser(ctx.db, userId);
  if (!viewer) return { kind: 'visitor', visitorHash: null, locale };
  const member = viewer.memberships.some((membership) => membership.customerId === customerId);
  return { ...viewer, locale, customerId: member ? customerId : viewer.customerId };
}
