import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { getPeople, type Person, type UserViewer } from '../identity/index.ts';
import { listNotes } from './add-note.ts';
import { attachmentsOf } from './attachments.ts';
import type { Assignment } from './assignment.ts';
import type { Conversation } from './conversation.ts';
import { answersCustomers } from './conversation.policy.ts';
import { assignmentsOf, getConversation, messagesAfter, topicsOf } from './conversation.queries.ts';
import { positionOfPerson, type Position } from './positions.ts';
import { inOrder, lineOfMessage, lineOfNote, type StaffLine } from './staff-thread.presenter.ts';

/** Everything staff need to answer: the whole thread with notes, every stay among the people, topics. */
export interface StaffThread {
  conversation: Conversation;
  /** Null for someone who is not signed in. */
  person: Person | null;
  lines: StaffLine[];
  /** The present stay, or the last one of a resolved conversation. */
  assignment: Assignment | null;
  agent: Person | null;
  topics: string[];
  /** How far the person has got with what was answered. */
  theirs: Position;
}

/** A conversation for those who answer customers; null for everyone else. */
export async function getStaffThread(
  ctx: Ctx<UserViewer>,
  id: string,
  { locale }: { locale: Locale },
): Promise<StaffThread | null> {
  const conversation = answersCustomers(ctx.viewer) ? await getConversation(ctx, id) : null;
  if (!conversation) return null;
  const { read } = ctx.db;
  const [messages, notes] = [await messagesAfter(read, id, 0), await listNotes(ctx, id)];
  const [assignment = null] = await assignmentsOf(read, id);
  const ids = [...messages, ...notes].flatMap(({ authorId }) => (authorId ? [authorId] : []));
  const parties = [conversation.userId, assignment?.agentId].filter((each) => typeof each === 'string');
  const people = await getPeople(read, [...ids, ...parties]);
  const audience = { people, locale, userId: ctx.viewer.userId, files: await attachmentsOf(ctx, id) };
  return {
    conversation,
    person: conversation.userId ? (people.get(conversation.userId) ?? null) : null,
    lines: inOrder([
      ...messages.map((message) => lineOfMessage(message, audience)),
      ...notes.map((note) => lineOfNote(note, audience)),
    ]),
    assignment,
    agent: assignment?.agentId ? (people.get(assignment.agentId) ?? null) : null,
    topics: await topicsOf(read, id),
    theirs: await positionOfPerson(read, id),
  };
}
