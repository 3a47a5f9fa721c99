import { and, desc, eq, gt, inArray, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { prepared } from '#db/prepared.ts';
import { assignments, conversations } from '#db/schema/conversations.ts';
import type { Ctx } from '../context.ts';
import { answersCustomers } from './conversation.policy.ts';
import type { Conversation } from './conversation.ts';
import type { MessageAuthor } from './message.ts';

/** A conversation as a line in an agent's lists. */
export interface QueuedConversation extends Conversation {
  queue: string;
  agentId: string | null;
  /** When it was handed to people. */
  waitingSince: Date;
  /** Goes before the others. */
  urgent: boolean;
  /** Of a request, handed over out of hours: from when on it was promised to be answered. */
  promisedAt: Date | null;
  /** What the person wrote since anybody answered. */
  unanswered: number;
  lastText: string | null;
  /** The last thing the person wrote that is longer than a greeting or thanks. */
  lastTelling: string | null;
  /** What they wanted, as the assistant handed it over. */
  request: string | null;
  lastAuthor: MessageAuthor | null;
  lastAt: Date | null;
}

const LIST_LIMIT = 200;
const RESOLVED_LIMIT = 20;

const answeredUpTo = sql`coalesce((select max(a.sequence) from messages a where a.conversation_id = "conversations"."id" and a.author in ('agent', 'assistant')), 0)`;
/** Of the last thing the person or an agent wrote; pressed commands such as "call a person" say nothing about the matter. */
const lastSaid = <T>(column: SQL, only: SQL = sql`true`) =>
  sql<T | null>`(select ${column} from messages l where l.conversation_id = "conversations"."id" and l.author in ('person', 'agent') and ${only} and coalesce(json_extract(l.extras, '$.reply.value'), '') not like '/%' order by l.sequence desc limit 1)`;
/** Characters of a message that says something; greetings and thanks are shorter. */
const TELLING = 20;
const urgent = sql`coalesce(json_extract(${assignments.summary}, '$.priority') = 'high', 0)`;
const line = {
  conversation: conversations,
  queue: assignments.queue,
  agentId: assignments.agentId,
  waitingSince: assignments.createdAt,
  promisedAt: assignments.promisedAt,
  urgent: sql<boolean>`${urgent}`.mapWith(Boolean),
  unanswered: sql<number>`(select count(*) from messages p where p.conversation_id = "conversations"."id" and p.author = 'person' and p.sequence > ${answeredUpTo})`,
  lastText: lastSaid<string>(sql`substr(l.body, 1, 160)`),
  lastTelling: lastSaid<string>(
    sql`substr(l.body, 1, 160)`,
    sql`l.author = 'person' and length(l.body) >= ${sql.raw(String(TELLING))}`,
  ),
  request: sql<string | null>`substr(json_extract(${assignments.summary}, '$.request'), 1, 160)`,
  lastAuthor: lastSaid<MessageAuthor>(sql`l.author`),
  lastAt: lastSaid<number>(sql`l.created_at`),
};

const findWithPeople = prepared((db) =>
  db
    .select(line)
    .from(assignments)
    .innerJoin(conversations, eq(conversations.id, assignments.conversationId))
    .where(and(isNull(assignments.endedAt), inArray(conversations.holder, ['queue', 'agent'])))
    .orderBy(desc(urgent), assignments.createdAt, assignments.id)
    .limit(LIST_LIMIT),
);
const findResolved = prepared((db) =>
  db
    .select(line)
    .from(assignments)
    .innerJoin(conversations, eq(conversations.id, assignments.conversationId))
    .where(
      and(
        eq(assignments.agentId, sql.placeholder('agentId')),
        isNotNull(assignments.endedAt),
        gt(assignments.endedAt, sql.placeholder('since')),
        eq(conversations.status, 'resolved'),
      ),
    )
    .orderBy(desc(assignments.endedAt))
    .limit(RESOLVED_LIMIT),
);
const findOfCustomer = prepared((db) =>
  db
    .select()
    .from(conversations)
    .where(eq(conversations.customerId, sql.placeholder('customerId')))
    .orderBy(desc(conversations.updatedAt))
    .limit(RESOLVED_LIMIT),
);

type Line = { conversation: Conversation; lastAt: number | null } & Omit<
  QueuedConversation,
  keyof Conversation | 'lastAt'
>;
const toQueued = ({ conversation, lastAt, ...rest }: Line): QueuedConversation => {
  return { ...conversation, ...rest, lastAt: lastAt === null ? null : new Date(lastAt) };
};

/** Everything people have or wait for, what is urgent first, then longest waiting. Empty for those who do not answer customers. */
export async function listWithPeople(ctx: Ctx): Promise<QueuedConversation[]> {
  return answersCustomers(ctx.viewer) ? (await findWithPeople(ctx.db.read)).map(toQueued) : [];
}

/** What this agent has resolved since a moment, latest first. One that was opened again has left the list. */
export async function listResolvedBy(ctx: Ctx, since: Date): Promise<QueuedConversation[]> {
  const { viewer } = ctx;
  if (viewer.kind !== 'user' || !answersCustomers(viewer)) return [];
  const rows = await findResolved(ctx.db.read, { agentId: viewer.userId, since: since.getTime() });
  return [...new Map(rows.map((row) => [row.conversation.id, toQueued(row)])).values()];
}

/** What a customer's people have written before, latest first, for staff. */
export async function listConversationsOfCustomer(ctx: Ctx, customerId: string): Promise<Conversation[]> {
  return answersCustomers(ctx.viewer) ? findOfCustomer(ctx.db.read, { customerId }) : [];
}
