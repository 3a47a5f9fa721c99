import type { Ctx } from '../context.ts';
import { conversationIdsOf, getAttachment, getThread } from '../conversations/index.ts';
import type { UserViewer } from '../identity/index.ts';
import type { Piece } from './affairs-parts.ts';
import { jsonPart } from './archive-parts.ts';

/** Everything the viewer has talked about with us, with the files of both sides. */
export async function* conversationParts(
  ctx: Ctx<UserViewer>,
  named: (...path: string[]) => string,
): AsyncGenerator<Piece, void> {
  const { userId, locale } = ctx.viewer;
  for (const conversationId of await conversationIdsOf(ctx.db.read, userId)) {
    const thread = await getThread(ctx, conversationId, { locale });
    if (!thread) continue;
    const { conversation, messages } = thread;
    yield jsonPart(named('conversations', conversation.number, 'conversation.json'), { ...conversation, messages });
    for (const { id: fileId } of messages.flatMap((message) => message.files)) {
      const file = await getAttachment(ctx, { conversationId, fileId });
      if (file) yield { name: named('conversations', conversation.number, file.name), file };
    }
  }
}
