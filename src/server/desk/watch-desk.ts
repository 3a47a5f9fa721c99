import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { conversationTopic, DESK_TOPIC, getStaffThread, noteDeliveredToDesk } from '../conversations/index.ts';
import type { UserViewer } from '../identity/index.ts';
import { hints } from '../platform/hints.ts';
import { getQueue } from './queue.queries.ts';

export interface DeskChange {
  event: 'queue' | 'thread';
  data: Record<string, never>;
}

/**
 * Says when the lists, or the open conversation, are no longer what the agent saw. The page then asks for the parts anew;
 * what they hold is never carried here.
 */
export async function* watchDesk(
  ctx: Ctx<UserViewer>,
  options: { conversationId: string | undefined; locale: Locale; signal: AbortSignal; everyMs?: number },
): AsyncGenerator<DeskChange> {
  const { conversationId, locale, signal, everyMs } = options;
  const topics = conversationId ? [DESK_TOPIC, conversationTopic(conversationId)] : [DESK_TOPIC];
  let told: Record<DeskChange['event'], string> | null = null;
  for await (const { aborted } of hints(ctx.platform.hub, topics, { signal, ...(everyMs ? { everyMs } : {}) })) {
    if (aborted) return;
    // What the agent holds is on their screen now.
    await noteDeliveredToDesk(ctx);
    const queue = await getQueue(ctx);
    const thread = conversationId ? await getStaffThread(ctx, conversationId, { locale }) : null;
    const now = {
      queue: JSON.stringify(queue),
      thread: JSON.stringify(thread && [thread.conversation, thread.theirs, thread.lines.map((line) => line.id)]),
    };
    // The first look is what the page was drawn from, or what changed while the line was cut: both are worth saying.
    for (const event of ['queue', 'thread'] as const) {
      if (told?.[event] !== now[event]) yield { event, data: {} };
    }
    told = now;
  }
}
