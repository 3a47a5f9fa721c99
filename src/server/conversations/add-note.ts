import { and, asc, eq, sql } from 'drizzle-orm';
import { prepared } from '#db/prepared.ts';
import { conversations, notes } from '#db/schema/conversations.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { announceToDesk } from './announce.ts';
import { answersCustomers } from './conversation.policy.ts';
import { getConversation } from './conversation.queries.ts';
import { checkText } from './message-text.ts';
import type { Note } from './note.ts';

const findNotes = prepared((db) =>
  db
    .select()
    .from(notes)
    .where(eq(notes.conversationId, sql.placeholder('conversationId')))
    .orderBy(asc(notes.createdAt), asc(notes.id)),
);

/** Writes a note for the staff. Repeating it with the same client id stores one. */
export async function addNote(
  ctx: Ctx<UserViewer>,
  input: { conversationId: string; clientId: string; text: string },
): Promise<Result<Note>> {
  const { conversationId, clientId } = input;
  if (!answersCustomers(ctx.viewer) || !(await getConversation(ctx, conversationId)))
    return fail('not_found', 'error.notFound');
  const text = checkText(input.text);
  if (!text.ok) return text;
  const { userId: authorId } = ctx.viewer;
  const note = await ctx.db.write(async (tx) => {
    const [known] = await tx
      .select()
      .from(notes)
      .where(and(eq(notes.conversationId, conversationId), eq(notes.clientId, clientId)));
    if (known) return known;
    const [place] = await tx
      .select({ afterSequence: conversations.lastSequence })
      .from(conversations)
      .where(eq(conversations.id, conversationId));
    const afterSequence = place?.afterSequence ?? 0;
    const createdAt = ctx.clock.now();
    const fresh = {
      id: ctx.ids.next(),
      conversationId,
      authorId,
      clientId,
      body: text.value,
      afterSequence,
      createdAt,
    };
    await tx.insert(notes).values(fresh);
    return fresh;
  });
  announceToDesk(ctx, conversationId);
  return ok(note);
}

/** Notes on a conversation, oldest first. Empty for everyone but those who answer customers. */
export async function listNotes(ctx: Ctx, conversationId: string): Promise<Note[]> {
  return answersCustomers(ctx.viewer) ? findNotes(ctx.db.read, { conversationId }) : [];
}
