import { and, asc, count, desc, eq, gt, isNull, lt, max, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { prepared, preparedOne } from '#db/prepared.ts';
import { assignments, conversations, conversationTopics, messages } from '#db/schema/conversations.ts';
import type { Ctx } from '../context.ts';
import type { Assignment, AssignmentSummary } from './assignment.ts';
import type { Conversation } from './conversation.ts';
import { canReadConversation, ownsConversation } from './conversation.policy.ts';
import type { Message } from './message.ts';

const HISTORY_LIMIT = 50;

const findConversation = preparedOne((db) =>
  db
    .select()
    .from(conversations)
    .where(eq(conversations.id, sql.placeholder('id'))),
);
const findMessages = prepared((db) =>
  db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, sql.placeholder('conversationId')),
        gt(messages.sequence, sql.placeholder('after')),
      ),
    )
    .orderBy(asc(messages.sequence)),
);
const findOpenAssignment = preparedOne((db) =>
  db
    .select()
    .from(assignments)
    .where(and(eq(assignments.conversationId, sql.placeholder('conversationId')), isNull(assignments.endedAt))),
);
const findAssignments = prepared((db) =>
  db
    .select()
    .from(assignments)
    .where(eq(assignments.conversationId, sql.placeholder('conversationId')))
    .orderBy(desc(assignments.createdAt), desc(assignments.id)),
);
const findByUser = prepared((db) =>
  db
    .select()
    .from(conversations)
    .where(eq(conversations.userId, sql.placeholder('userId')))
    .orderBy(desc(conversations.updatedAt))
    .limit(HISTORY_LIMIT),
);
const findByVisitor = prepared((db) =>
  db
    .select()
    .from(conversations)
    .where(and(eq(conversations.visitorHash, sql.placeholder('visitorHash')), isNull(conversations.userId)))
    .orderBy(desc(conversations.updatedAt))
    .limit(HISTORY_LIMIT),
);
const findTopics = prepared((db) =>
  db
    .select({ topic: conversationTopics.topic })
    .from(conversationTopics)
    .where(eq(conversationTopics.conversationId, sql.placeholder('conversationId'))),
);
const countAhead = preparedOne((db) =>
  db
    .select({ ahead: count() })
    .from(assignments)
    .where(
      and(
        isNull(assignments.endedAt),
        isNull(assignments.agentId),
        eq(assignments.queue, sql.placeholder('queue')),
        lt(assignments.id, sql.placeholder('id')),
      ),
    ),
);
const lastOfPerson = preparedOne((db) =>
  db
    .select({ sequence: max(messages.sequence) })
    .from(messages)
    .where(and(eq(messages.conversationId, sql.placeholder('conversationId')), eq(messages.author, 'person'))),
);

export const toMessage = (row: typeof messages.$inferSelect): Message => ({
  ...row,
  extras: row.extras ?? {},
});

export const toAssignment = (row: typeof assignments.$inferSelect): Assignment => ({
  ...row,
  summary: row.summary as AssignmentSummary | null,
});

/** A conversation the viewer may read: its owner, staff, the application. Null for everyone else. */
export async function getConversation(ctx: Ctx, id: string): Promise<Conversation | null> {
  const row = await findConversation(ctx.db.read, { id });
  return row && canReadConversation(ctx.viewer, row) ? row : null;
}

/** The viewer's own conversation, for the person's side: staff see others' only at the desk. */
export async function getOwnConversation(ctx: Ctx, id: string): Promise<Conversation | null> {
  const row = await findConversation(ctx.db.read, { id });
  return row && ownsConversation(ctx.viewer, row) ? row : null;
}

/** What was said after a sequence number, in order; empty when the conversation is not the viewer's. */
export async function listMessages(ctx: Ctx, conversationId: string, after = 0): Promise<Message[]> {
  const conversation = await getConversation(ctx, conversationId);
  return conversation ? messagesAfter(ctx.db.read, conversationId, after) : [];
}

/** Without a check: for callers that hold the conversation already. */
export async function messagesAfter(db: Reader, conversationId: string, after: number): Promise<Message[]> {
  return (await findMessages(db, { conversationId, after })).map(toMessage);
}

/** The viewer's conversations, latest first. */
export async function listOwnConversations(ctx: Ctx): Promise<Conversation[]> {
  const { viewer } = ctx;
  if (viewer.kind === 'user') {
    const rows = await findByUser(ctx.db.read, { userId: viewer.userId });
    return rows.filter((row) => ownsConversation(viewer, row));
  }
  if (viewer.kind === 'system' || viewer.visitorHash === null) return [];
  return findByVisitor(ctx.db.read, { visitorHash: viewer.visitorHash });
}

/** Who of the people has it now, or for whom it waits. */
export async function openAssignment(db: Reader, conversationId: string): Promise<Assignment | null> {
  const row = await findOpenAssignment(db, { conversationId });
  return row ? toAssignment(row) : null;
}

/** All its stays among the people, latest first. */
export async function assignmentsOf(db: Reader, conversationId: string): Promise<Assignment[]> {
  return (await findAssignments(db, { conversationId })).map(toAssignment);
}

export async function topicsOf(db: Reader, conversationId: string): Promise<string[]> {
  return (await findTopics(db, { conversationId })).map((row) => row.topic);
}

/** 1 for the next to be taken. Ids sort by time, so they tell who waited longer. */
export async function placeInQueue(db: Reader, { queue, id }: Pick<Assignment, 'queue' | 'id'>): Promise<number> {
  return ((await countAhead(db, { queue, id }))?.ahead ?? 0) + 1;
}

export async function lastSequenceOfPerson(db: Reader, conversationId: string): Promise<number> {
  return (await lastOfPerson(db, { conversationId }))?.sequence ?? 0;
}
