import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { getPeople, getPerson } from '../identity/index.ts';
import { readContact } from '../platform/read-contact.ts';
import type { Assignment } from './assignment.ts';
import { attachmentsOf } from './attachments.ts';
import type { Conversation } from './conversation.ts';
import { showsHolder } from './conversation.policy.ts';
import {
  conversationForPerson,
  messageForPerson,
  speakerOf,
  summaryForPerson,
  type ConversationForPerson,
  type ConversationSummary,
  type MessageForPerson,
  type RequestStanding,
} from './conversation.presenter.ts';
import {
  getOwnConversation,
  listOwnConversations,
  messagesAfter,
  openAssignment,
  placeInQueue,
} from './conversation.queries.ts';
import type { Message } from './message.ts';
import { positionOfStaff } from './positions.ts';
import { nextOpening } from './support-hours.ts';

export interface Thread {
  conversation: ConversationForPerson;
  messages: MessageForPerson[];
}

/** The viewer's own conversation with what was said after a sequence number. Null when it is not theirs. */
export async function getThread(
  ctx: Ctx,
  id: string,
  { after = 0, locale }: { after?: number; locale: Locale },
): Promise<Thread | null> {
  const conversation = await getOwnConversation(ctx, id);
  if (!conversation) return null;
  const messages = await messagesAfter(ctx.db.read, id, after);
  return {
    conversation: await presentConversation(ctx, conversation, locale),
    messages: await presentMessages(ctx, messages, locale),
  };
}

/** Whose turn it is, and how long the wait: told truthfully, so always read anew. */
export async function presentConversation(
  ctx: Ctx,
  conversation: Conversation,
  locale: Locale,
): Promise<ConversationForPerson> {
  const ours = await positionOfStaff(ctx.db.read, conversation.id);
  return conversationForPerson(ctx.viewer, conversation, { ...(await standingOf(ctx, conversation, locale)), ours });
}

type Standing = Pick<ConversationForPerson, 'agent' | 'waiting' | 'request' | 'opensAt'>;
const ALONE: Standing = { agent: null, waiting: null, request: null, opensAt: null };

async function standingOf(ctx: Ctx, conversation: Conversation, locale: Locale): Promise<Standing> {
  const { id, holder, status } = conversation;
  if (holder === 'assistant' || status === 'resolved') return ALONE;
  const assignment = await openAssignment(ctx.db.read, id);
  if (!assignment) return ALONE;
  const opensAt = nextOpening(ctx.clock.now());
  if (assignment.agentId !== null) {
    const shown = showsHolder(ctx.viewer, conversation);
    const person = shown ? await getPerson(ctx.db.read, assignment.agentId) : null;
    return { agent: speakerOf(person ?? undefined, locale), waiting: null, request: null, opensAt };
  }
  const place = await placeInQueue(ctx.db.read, assignment);
  const request = assignment.promisedAt === null && opensAt === null ? null : requestOf(conversation, assignment);
  return { agent: null, waiting: { queue: assignment.queue, place, opensAt }, request, opensAt: null };
}

function requestOf({ contact, userId }: Conversation, { summary }: Assignment): RequestStanding {
  const asksContact = userId === null && contact === null;
  const given = asksContact ? (summary?.answers ?? []).map(({ value }) => readContact(value)) : [];
  return { asksContact, contact, suggested: given.findLast((each) => each !== null) ?? null };
}

export async function presentMessages(
  ctx: Ctx,
  messages: readonly Message[],
  locale: Locale,
): Promise<MessageForPerson[]> {
  const agents = messages.flatMap(({ author, authorId }) => (author === 'agent' && authorId ? [authorId] : []));
  const people = await getPeople(ctx.db.read, agents);
  const [first] = messages;
  const files = first ? await attachmentsOf(ctx, first.conversationId) : new Map<string, never>();
  return messages.map((message) => messageForPerson(message, { people, locale, files }));
}

/** The viewer's conversations for a list, latest first. */
export async function listThreads(ctx: Ctx): Promise<ConversationSummary[]> {
  return (await listOwnConversations(ctx)).map((conversation) => summaryForPerson(ctx.viewer, conversation));
}
