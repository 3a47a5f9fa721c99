import { messagePosted } from '../conversations/index.ts';
import type { Ctx } from '../context.ts';
import { systemViewer, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { answerMessage } from './answer-message.ts';

/** The assistant answers what people write, while it holds the conversation. */
export const onMessagePosted = (app: { ctx<V extends SystemViewer>(viewer: V): Ctx<V> }): Subscription =>
  subscribe(messagePosted, 'assistant.answer', async ({ id: turnId, payload }) => {
    const { author, conversationId, messageId } = payload;
    if (author !== 'person') return;
    await answerMessage(app.ctx(systemViewer('answer as the assistant')), { turnId, conversationId, messageId });
  });
