import { and, asc, eq, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { messageFiles } from '#db/schema/conversations.ts';
import type { Ctx } from '../context.ts';
import { getFile, getFiles, isInline, type StoredFile } from '../files/index.ts';
import { getConversation } from './conversation.queries.ts';

/** A file beside a message. */
export interface Attachment {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  /** A picture that may be shown in place. */
  image: boolean;
}

const ofConversation = prepared((db) =>
  db
    .select({ messageId: messageFiles.messageId, fileId: messageFiles.fileId })
    .from(messageFiles)
    .where(eq(messageFiles.conversationId, sql.placeholder('conversationId')))
    .orderBy(asc(messageFiles.messageId), asc(messageFiles.position)),
);
const findOne = preparedOne((db) =>
  db
    .select({ messageId: messageFiles.messageId })
    .from(messageFiles)
    .where(
      and(
        eq(messageFiles.conversationId, sql.placeholder('conversationId')),
        eq(messageFiles.fileId, sql.placeholder('fileId')),
      ),
    ),
);

/** Files of a conversation by message. Two reads, one when there are none. For callers that hold the conversation already. */
export async function attachmentsOf(ctx: Ctx, conversationId: string): Promise<ReadonlyMap<string, Attachment[]>> {
  const rows = await ofConversation(ctx.db.read, { conversationId });
  const byMessage = new Map<string, Attachment[]>();
  const files = await getFiles(
    ctx,
    rows.map(({ fileId }) => fileId),
  );
  for (const { messageId, fileId } of rows) {
    const file = files.get(fileId);
    if (!file) continue;
    const { id, name, size, mediaType } = file;
    const attachment = { id, name, size, image: mediaType.startsWith('image/') && isInline(mediaType) };
    byMessage.set(messageId, [...(byMessage.get(messageId) ?? []), attachment]);
  }
  return byMessage;
}

/** A file of a conversation the viewer may read; null for everyone else, and for files of other conversations. */
export async function getAttachment(
  ctx: Ctx,
  { conversationId, fileId }: { conversationId: string; fileId: string },
): Promise<StoredFile | null> {
  if (!(await getConversation(ctx, conversationId))) return null;
  const attached = await findOne(ctx.db.read, { conversationId, fileId });
  return attached ? getFile(ctx, fileId) : null;
}

/** Is this file one of the conversation's? For callers that hold the conversation already. */
export const isAttached = async (ctx: Ctx, conversationId: string, fileId: string): Promise<boolean> =>
  (await findOne(ctx.db.read, { conversationId, fileId })) !== undefined;
