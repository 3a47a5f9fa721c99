import type { Ctx } from '../context.ts';
import { conversationTopic } from './announce.ts';
import { getOwnConversation } from './conversation.queries.ts';

/** How long a plain form waits for the assistant before its page is shown. */
const PATIENCE_MS = 1_500;

/**
 * For a browser without script: resolves when something was said after `sequence`, or when it stops being worth the wait.
 * Then the page that follows the form already shows the answer.
 */
export async function awaitAnswer(
  ctx: Ctx,
  { conversationId, sequence }: { conversationId: string; sequence: number },
): Promise<void> {
  let wake = (): void => undefined;
  const answered = async () => {
    const conversation = await getOwnConversation(ctx, conversationId);
    return !conversation || conversation.holder !== 'assistant' || conversation.lastSequence > sequence;
  };
  const stop = ctx.platform.hub.subscribe(conversationTopic(conversationId), () => {
    wake();
  });
  const deadline = new Promise<'late'>((resolve) => setTimeout(resolve, PATIENCE_MS, 'late'));
  try {
    for (;;) {
      const next = new Promise<'hint'>((resolve) => {
        wake = () => {
          resolve('hint');
        };
      });
      if ((await answered()) || (await Promise.race([next, deadline])) === 'late') return;
    }
  } finally {
    stop();
  }
}
