import { and, desc, eq, isNull, or, sql, type SQL } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { assignments, conversationPositions, conversations } from '#db/schema/conversations.ts';
import { users } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import { canOpenSection } from '../customers/index.ts';
import type { UserViewer } from '../identity/index.ts';
import { anyCasePattern } from '../platform/any-case.ts';
import type { MessageAuthor } from './message.ts';
import { showsHolder } from './conversation.policy.ts';
import { summaryForPerson, type ConversationSummary } from './conversation.presenter.ts';
import { PERSON } from './positions.ts';

export const conversationFilters = ['all', 'unread', 'manager', 'support'] as const;
export type ConversationFilter = (typeof conversationFilters)[number];

/** A conversation as a line of the person's own list. */
export interface ConversationLine extends ConversationSummary {
  /** What our people wrote and the person has not looked at. */
  unread: number;
  /** Who of our people has it. */
  agentName: string | null;
  last: { author: MessageAuthor; name: string | null; text: string; files: number; at: Date } | null;
}

export interface MyConversations {
  conversations: ConversationLine[];
  page: number;
  perPage: number;
  total: number;
  /** By filter, of those that match the search. */
  counts: Record<ConversationFilter, number>;
}

const here = sql`"conversations"."id"`;
const readUpTo = sql`coalesce((select p.read from ${conversationPositions} p where p.conversation_id = ${here} and p.participant = ${sql.raw(`'${PERSON}'`)}), 0)`;
const unread = sql`(select count(*) from messages u where u.conversation_id = ${here} and u.author = 'agent' and u.sequence > ${readUpTo})`;
const hasUnread = sql`exists (select 1 from messages u where u.conversation_id = ${here} and u.author = 'agent' and u.sequence > ${readUpTo})`;
const last = (column: SQL) =>
  sql`(select ${column} from messages l where l.conversation_id = ${here} and l.author <> 'activity' order by l.sequence desc limit 1)`;
const files = sql`(select count(*) from message_files f where f.message_id = l.id)`;
const authorName = sql`(select a.name from users a where a.id = l.author_id)`;
const agentName = sql`(select ${users.name} from ${assignments} inner join ${users} on ${users.id} = ${assignments.agentId}
  where ${assignments.conversationId} = ${here} and ${assignments.endedAt} is null)`;

const pattern = sql.placeholder('pattern');
const mine = and(
  eq(conversations.userId, sql.placeholder('userId')),
  or(isNull(conversations.customerId), eq(conversations.customerId, sql.placeholder('customerId'))),
);
const found = or(
  sql`${pattern} is null`,
  sql`${conversations.subject} glob ${pattern}`,
  sql`${conversations.about} glob ${pattern}`,
  sql`exists (select 1 from messages s where s.conversation_id = ${here} and s.author <> 'activity' and s.body glob ${pattern})`,
);
const conditions: Record<ConversationFilter, SQL | undefined> = {
  all: undefined,
  unread: hasUnread,
  manager: eq(conversations.kind, 'manager'),
  support: eq(conversations.kind, 'support'),
};

const columns = {
  conversation: conversations,
  unread: sql<number>`${unread}`,
  agentName: sql<string | null>`${agentName}`,
  lastAuthor: sql<MessageAuthor | null>`${last(sql`l.author`)}`,
  lastName: sql<string | null>`${last(authorName)}`,
  lastText: sql<string | null>`${last(sql`substr(l.body, 1, 200)`)}`,
  lastFiles: sql<number | null>`${last(files)}`,
  lastAt: sql<number | null>`${last(sql`l.created_at`)}`,
};
const listBy = (filter: ConversationFilter) =>
  prepared((db) =>
    db
      .select(columns)
      .from(conversations)
      .where(and(mine, found, conditions[filter]))
      .orderBy(desc(conversations.updatedAt), desc(conversations.id))
      .limit(sql.placeholder('limit'))
      .offset(sql.placeholder('offset')),
  );
const lists: Record<ConversationFilter, ReturnType<typeof listBy>> = {
  all: listBy('all'),
  unread: listBy('unread'),
  manager: listBy('manager'),
  support: listBy('support'),
};
const sumWhen = (condition: SQL) => sql<number>`coalesce(sum(${condition}), 0)`;
const count = preparedOne((db) =>
  db
    .select({
      all: sql<number>`count(*)`,
      unread: sumWhen(hasUnread),
      manager: sumWhen(sql`${conversations.kind} = 'manager'`),
      support: sumWhen(sql`${conversations.kind} = 'support'`),
    })
    .from(conversations)
    .where(and(mine, found)),
);
/** Open, our people had the last word, and the person has not looked. */
const waiting = and(eq(conversations.status, 'open'), hasUnread, sql`${last(sql`l.author`)} = 'agent'`);
const waitingForMe = prepared((db) =>
  db
    .select({ ...columns, total: sql<number>`count(*) over ()` })
    .from(conversations)
    .where(and(mine, waiting))
    .orderBy(desc(conversations.updatedAt), desc(conversations.id))
    .limit(sql.placeholder('limit')),
);
const waitingOf = prepared((db) =>
  db
    .select({ customerId: conversations.customerId, count: sql<number>`count(*)` })
    .from(conversations)
    .where(
      and(
        eq(conversations.userId, sql.placeholder('userId')),
        sql`${conversations.customerId} in (select value from json_each(${sql.placeholder('ids')}))`,
        waiting,
      ),
    )
    .groupBy(conversations.customerId),
);
const countUnread = preparedOne((db) =>
  db
    .select({ unread: sql<number>`count(*)` })
    .from(conversations)
    .where(and(mine, hasUnread)),
);

/** Conversations belong to the person; the cabinet shows those about the customer it stands in. */
function scopeOf({ viewer }: Ctx<UserViewer>): { userId: string; customerId: string } | null {
  const { userId, customerId } = viewer;
  return customerId !== null && canOpenSection(viewer, customerId, 'messages') ? { userId, customerId } : null;
}

/**
 * The viewer's own conversations, with their manager and with support, latest first. Null when that section is not the
 * viewer's. Two queries however many there are.
 */
export async function listMyConversations(
  ctx: Ctx<UserViewer>,
  options: { filter?: ConversationFilter; search?: string; page?: number; perPage?: number } = {},
): Promise<MyConversations | null> {
  const { filter = 'all', search = '', perPage = 20 } = options;
  const scope = scopeOf(ctx);
  if (!scope) return null;
  const given = { ...scope, pattern: anyCasePattern(search) };
  const counts = (await count(ctx.db.read, given)) ?? { all: 0, unread: 0, manager: 0, support: 0 };
  const total = counts[filter];
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const rows = await lists[filter](ctx.db.read, { ...given, limit: perPage, offset: (page - 1) * perPage });
  return { conversations: rows.map((row) => lineFrom(ctx.viewer, row)), page, perPage, total, counts };
}

/** In how many conversations our people wrote something the viewer has not looked at. Null when the section is not theirs. */
export async function countUnreadConversations(ctx: Ctx<UserViewer>): Promise<number | null> {
  const scope = scopeOf(ctx);
  return scope && ((await countUnread(ctx.db.read, scope))?.unread ?? 0);
}

/**
 * Open conversations in which our people had the last word and the viewer has not looked: for "what needs me now". Null when
 * the section is not theirs. One query.
 */
export async function listConversationsWaitingForMe(
  ctx: Ctx<UserViewer>,
  limit = 5,
): Promise<{ conversations: ConversationLine[]; total: number } | null> {
  const scope = scopeOf(ctx);
  if (!scope) return null;
  const rows = await waitingForMe(ctx.db.read, { ...scope, limit });
  return { conversations: rows.map((row) => lineFrom(ctx.viewer, row)), total: rows[0]?.total ?? 0 };
}

/** How many of those wait in other cabinets of the viewer, by customer; whose section is hidden or has none is left out. One query. */
export async function countWaitingConversationsOf(
  ctx: Ctx<UserViewer>,
  customerIds: readonly string[],
): Promise<Map<string, number>> {
  const ids = customerIds.filter((id) => canOpenSection(ctx.viewer, id, 'messages'));
  const rows = await waitingOf(ctx.db.read, { userId: ctx.viewer.userId, ids: JSON.stringify(ids) });
  return new Map(rows.flatMap(({ customerId, count: n }) => (customerId === null ? [] : [[customerId, n]])));
}

type Row = Awaited<ReturnType<(typeof lists)['all']>>[number];
function lineFrom(viewer: UserViewer, row: Row): ConversationLine {
  const { conversation, unread: count, agentName: agent, lastAuthor, lastName, lastText, lastFiles, lastAt } = row;
  return {
    ...summaryForPerson(viewer, conversation),
    unread: count,
    agentName: showsHolder(viewer, conversation) ? agent : null,
    last:
      lastAuthor === null || lastAt === null
        ? null
        : { author: lastAuthor, name: lastName, text: lastText ?? '', files: lastFiles ?? 0, at: new Date(lastAt) },
  };
}
