import type { ConversationKind, Holder, QueuedConversation } from '../conversations/index.ts';
import { numberLabel } from '../conversations/index.ts';

/** A conversation as one line of an agent's lists. */
export interface QueueLine {
  id: string;
  number: string;
  subject: string | null;
  /** Null for a guest. */
  name: string | null;
  kind: ConversationKind;
  holder: Holder;
  resolved: boolean;
  queue: string;
  agentName: string | null;
  /** Goes before the others. */
  urgent: boolean;
  /** Since when somebody waits for us; null while we wait for them. */
  waitingSince: Date | null;
  /** A request made out of hours, not answered yet: from when on an answer was promised, and where a guest waits for it. */
  request: { promisedAt: Date; late: boolean; contact: string | null } | null;
  unanswered: number;
  preview: string | null;
  /** We said the last word. */
  answered: boolean;
}

/** The lists of the desk, each in its own order. */
export interface DeskQueue {
  /** What customers of mine write to me as their manager. */
  clients: QueueLine[];
  mine: QueueLine[];
  /** Nobody's yet, what is urgent first, then longest waiting. */
  waiting: QueueLine[];
  /** What colleagues hold; read, not answered. */
  colleagues: QueueLine[];
  resolved: QueueLine[];
}

export function presentLine(
  conversation: QueuedConversation,
  people: ReadonlyMap<string, { name: string }>,
  now: Date,
): QueueLine {
  const { id, number, subject, holder, status, queue, userId, agentId, lastAuthor } = conversation;
  const answered = lastAuthor === 'agent';
  const { waitingSince, lastAt, lastText, lastTelling, request } = conversation;
  const wroteLater = holder === 'agent' && lastAt !== null && lastAt > waitingSince;
  const { promisedAt, contact } = conversation;
  const isRequest = promisedAt !== null && status !== 'resolved' && !answered;
  const waits = answered ? null : wroteLater ? lastAt : waitingSince;
  return {
    id,
    number: numberLabel(number),
    subject,
    name: userId ? (people.get(userId)?.name ?? null) : null,
    kind: conversation.kind,
    holder,
    resolved: status === 'resolved',
    queue,
    urgent: conversation.urgent,
    agentName: agentId ? (people.get(agentId)?.name ?? null) : null,
    waitingSince: status === 'resolved' ? null : waits,
    request: isRequest ? { promisedAt, late: promisedAt <= now, contact } : null,
    unanswered: conversation.unanswered,
    // Who waits often says thanks last; whoever picks the next one looks for what they came for.
    preview: (holder === 'queue' ? (lastTelling ?? request) : null) ?? lastText,
    answered,
  };
}
