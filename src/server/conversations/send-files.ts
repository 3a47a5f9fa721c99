import type { Ctx } from '../context.ts';
import { discardFile, storeUpload, type Upload } from '../files/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { isAttached } from './attachments.ts';
import { getConversation } from './conversation.queries.ts';
import { postMessage, type PostMessage } from './post-message.ts';
import { startConversation, type StartConversation } from './start-conversation.ts';

interface Sent {
  conversationId: string;
  id: string;
}

/** Says something with files, as whoever the viewer is in the conversation. What cannot be sent is not kept either. */
export async function postWithFiles(
  ctx: Ctx,
  { uploads, ...message }: Omit<PostMessage, 'fileIds'> & { uploads: readonly Upload[] },
): Promise<Result<{ id: string }>> {
  const { conversationId } = message;
  if (!(await getConversation(ctx, conversationId))) return fail('not_found', 'error.notFound');
  const sent = await keepFor(ctx, uploads, async (fileIds): Promise<Result<Sent>> => {
    const posted = await postMessage(ctx, { ...message, fileIds });
    return posted.ok ? ok({ conversationId, id: posted.value.id }) : posted;
  });
  return sent.ok ? ok({ id: sent.value.id }) : sent;
}

/** Opens a conversation whose first message has files, under the same rules as later ones. Guests cannot send files. */
export const startWithFiles = (
  ctx: Ctx,
  { uploads, ...start }: Omit<StartConversation, 'fileIds'> & { uploads: readonly Upload[] },
): Promise<Result<{ conversationId: string }>> =>
  keepFor(ctx, uploads, (fileIds) => startConversation(ctx, { ...start, fileIds }));

/** Checks and keeps files for a message; one bad file, or a message that is refused, and none of them stays. */
async function keepFor<T extends { conversationId: string }>(
  ctx: Ctx,
  uploads: readonly Upload[],
  send: (fileIds: readonly string[]) => Promise<Result<T>>,
): Promise<Result<T>> {
  const fileIds: string[] = [];
  const giveUp = () => Promise.all(fileIds.map((id) => discardFile(ctx, id)));
  for (const upload of uploads) {
    const stored = await storeUpload(ctx, upload);
    if (!stored.ok) {
      await giveUp();
      return stored;
    }
    fileIds.push(stored.value.id);
  }
  const sent = await send(fileIds);
  const [first] = fileIds;
  // Refused, or a repeat whose files are there already.
  if (first && !(sent.ok && (await isAttached(ctx, sent.value.conversationId, first)))) await giveUp();
  return sent;
}
