import type { Ctx } from '../context.ts';
import { systemViewer, type SystemViewer } from '../identity/index.ts';
import { subscribe, type EventType, type Subscription } from '../platform/events.ts';
import { conversationHandedOff, conversationResolved, conversationTaken } from './conversation.events.ts';

/** Hub topics. Both are hints to look again. */
export const conversationTopic = (conversationId: string): string => `conversation:${conversationId}`;
export const DESK_TOPIC = 'desk';

/** Called right after a commit, so that pages which show this conversation look at once. */
export function announce({ platform: { hub } }: Pick<Ctx, 'platform'>, conversationId: string): void {
  hub.publish(conversationTopic(conversationId));
}

/** The same for what also changes the lists of the desk: anything about a conversation that people have or wait for. */
export function announceToDesk(ctx: Pick<Ctx, 'platform'>, conversationId: string): void {
  announce(ctx, conversationId);
  ctx.platform.hub.publish(DESK_TOPIC);
}

interface App {
  ctx(viewer: SystemViewer): Ctx;
}

/**
 * The same hint from the outbox: it also reaches pages when the writing process died right after its commit. Not for every
 * message: a stream looks by itself every twenty seconds, and each delivery costs the assistant's turn a write.
 */
export const onConversationChanged = (app: App): Subscription[] => {
  const about = <P extends { conversationId: string }>(event: EventType<P>): Subscription =>
    subscribe(event, `conversations.announce-${event.type}`, ({ payload }) => {
      announceToDesk(app.ctx(systemViewer('announce a conversation')), payload.conversationId);
      return Promise.resolve();
    });
  return [about(conversationHandedOff), about(conversationTaken), about(conversationResolved)];
};
