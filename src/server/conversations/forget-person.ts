import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { assignments, conversationDrafts, conversations, messages, notes } from '#db/schema/conversations.ts';
import type { Tx } from '#db/write.ts';
import { anyOf, mentions, without, type Forgotten } from '../platform/forgotten.ts';

/** Ids of everything a person has talked about with us. */
export async function conversationIdsOf(db: Reader, userId: string): Promise<string[]> {
  const rows = await db.select({ id: conversations.id }).from(conversations).where(eq(conversations.userId, userId));
  return rows.map(({ id }) => id);
}

/**
 * What was said stays: the company has to know what it agreed to. Address and whole name of the person go out of it, and with
 * them the cookie of their browser; drafts go.
 */
export async function forgetPerson(tx: Tx, person: Forgotten): Promise<void> {
  const { userId } = person;
  const theirs = tx.select({ id: conversations.id }).from(conversations).where(eq(conversations.userId, userId));
  // What an agent meant to write to them goes as well.
  await tx
    .delete(conversationDrafts)
    .where(or(eq(conversationDrafts.userId, userId), inArray(conversationDrafts.place, theirs)));
  await tx
    .update(messages)
    .set({ body: without(messages.body, person), extras: without(messages.extras, person) })
    .where(
      and(
        inArray(messages.conversationId, theirs),
        or(mentions(messages.body, person), mentions(messages.extras, person)),
      ),
    );
  await tx
    .update(notes)
    .set({ body: without(notes.body, person) })
    .where(and(inArray(notes.conversationId, theirs), mentions(notes.body, person)));
  await tx
    .update(assignments)
    .set({ reason: without(assignments.reason, person), summary: without(assignments.summary, person) })
    .where(
      and(
        inArray(assignments.conversationId, theirs),
        or(mentions(assignments.reason, person), mentions(assignments.summary, person)),
      ),
    );
  await tx
    .update(conversations)
    .set({ subject: without(conversations.subject, person), visitorHash: null, contact: null })
    .where(eq(conversations.userId, userId));
  // They may have asked in a browser in which they never signed in.
  await tx
    .update(conversations)
    .set({ contact: null })
    .where(sql`${conversations.contact} in ${anyOf(person.emails)}`);
}
