import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { sql } from 'drizzle-orm';
import { createdAt, id, instant } from '../columns.ts';
import { customers } from './customers.ts';
import { users } from './identity.ts';

export const conversations = sqliteTable(
  'conversations',
  {
    id: id(),
    /** Short number people can say aloud. */
    number: integer('number').notNull().unique(),
    status: text('status', { enum: ['open', 'snoozed', 'resolved'] }).notNull(),
    /** Who answers now: the assistant, a queue waiting for a person, or a person. Moves only by server-side verbs. */
    holder: text('holder', { enum: ['assistant', 'queue', 'agent'] }).notNull(),
    /** With support (assistant, queue, agent), or straight with the customer's own manager. */
    kind: text('kind', { enum: ['support', 'manager'] })
      .notNull()
      .default('support'),
    locale: text('locale', { enum: ['ru', 'en'] }).notNull(),
    subject: text('subject'),
    /** What it was started from, as the text of a subject: `invoice:СЧ-1107`. */
    about: text('about'),
    /** Owner and the client id it was started with: starting again with the same gives the same conversation. */
    startKey: text('start_key').notNull().unique(),
    /** Whose conversation it is. A visitor who signs in keeps it: then `userId` alone decides. */
    userId: text('user_id').references(() => users.id),
    /** SHA-256 of the visitor cookie, hex. */
    visitorHash: text('visitor_hash'),
    customerId: text('customer_id').references(() => customers.id),
    /** Where a guest wants to be answered: an e-mail address, or a phone number in international form. */
    contact: text('contact'),
    /** The article the person came from. */
    articleKey: text('article_key'),
    /** The next message or activity gets this sequence number plus one. */
    lastSequence: integer('last_sequence').notNull().default(0),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull(),
    resolvedAt: instant('resolved_at'),
  },
  (table) => [
    index('conversations_user').on(table.userId, table.updatedAt),
    index('conversations_customer').on(table.customerId, table.updatedAt),
    index('conversations_visitor').on(table.visitorHash, table.updatedAt),
    index('conversations_holder').on(table.holder, table.status, table.updatedAt),
  ],
);

/** What both sides see, in order. Staff notes live in their own table. */
export const messages = sqliteTable(
  'messages',
  {
    id: id(),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** 1, 2, 3 … within the conversation: the order shown and the id streams resume from. */
    sequence: integer('sequence').notNull(),
    /** Made by the sender, so that a retry or a double click stores one message. */
    clientId: text('client_id').notNull(),
    author: text('author', { enum: ['person', 'assistant', 'agent', 'activity'] }).notNull(),
    authorId: text('author_id').references(() => users.id),
    /** Plain text; for an activity the word key of the line. */
    body: text('body').notNull(),
    /** Quick replies, citations, prefilled values, step position, or the values of an activity line. */
    extras: text('extras', { mode: 'json' }).$type<Record<string, unknown>>(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('messages_sequence').on(table.conversationId, table.sequence),
    uniqueIndex('messages_client').on(table.conversationId, table.clientId),
  ],
);

/** Staff only. */
export const notes = sqliteTable(
  'notes',
  {
    id: id(),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    authorId: text('author_id')
      .notNull()
      .references(() => users.id),
    clientId: text('client_id').notNull(),
    body: text('body').notNull(),
    /** Its place in the thread: after the message with this sequence number. */
    afterSequence: integer('after_sequence').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index('notes_conversation').on(table.conversationId, table.createdAt),
    uniqueIndex('notes_client').on(table.conversationId, table.clientId),
  ],
);

/** Who has the conversation among the people; the open row (endedAt null) is the present one. */
export const assignments = sqliteTable(
  'assignments',
  {
    id: id(),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    queue: text('queue').notNull(),
    agentId: text('agent_id').references(() => users.id),
    /** Why the assistant handed over, and what it knew: summary, scenario path, answers. */
    reason: text('reason').notNull(),
    summary: text('summary', { mode: 'json' }).$type<Record<string, unknown>>(),
    createdAt: createdAt(),
    takenAt: instant('taken_at'),
    endedAt: instant('ended_at'),
    /** Handed over out of hours, it is a request: from when on people were promised to answer it. */
    promisedAt: instant('promised_at'),
  },
  (table) => [
    uniqueIndex('assignments_open')
      .on(table.conversationId)
      .where(sql`ended_at IS NULL`),
    index('assignments_conversation').on(table.conversationId, table.createdAt),
    index('assignments_agent').on(table.agentId, table.endedAt),
  ],
);

export const conversationTopics = sqliteTable(
  'conversation_topics',
  {
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** Category key of the help center, or `other`. */
    topic: text('topic').notNull(),
  },
  (table) => [primaryKey({ columns: [table.conversationId, table.topic] })],
);

/** How far each side has got: one row a participant, never one a message. */
export const conversationPositions = sqliteTable(
  'conversation_positions',
  {
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** `person` for whoever the conversation belongs to, or the user id of an agent. */
    participant: text('participant').notNull(),
    /** Sequence number of the last message that reached their screen, and of the last one they looked at. */
    delivered: integer('delivered').notNull().default(0),
    read: integer('read').notNull().default(0),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.conversationId, table.participant] })],
);

/** What somebody typed and has not sent. */
export const conversationDrafts = sqliteTable(
  'conversation_drafts',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Id of the conversation, or `new`. */
    place: text('place').notNull(),
    body: text('body').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.place] })],
);

/** Files sent with a message. The files themselves are another module's; who may read a message may open its files. */
export const messageFiles = sqliteTable(
  'message_files',
  {
    messageId: text('message_id')
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    fileId: text('file_id').notNull(),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.position] }),
    uniqueIndex('message_files_file').on(table.conversationId, table.fileId),
  ],
);
