import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { createdAt, id, instant } from '../columns.ts';
import { customers } from './customers.ts';
import { users } from './identity.ts';

/**
 * A walk through one version of a scenario – or through an article, version 0 – by the person of a conversation, or by an agent
 * for them: then it is a walk of its own, which may go on from where the person's was parked.
 */
export const scenarioRuns = sqliteTable(
  'scenario_runs',
  {
    id: id(),
    /** Empty for a walk on the phone. */
    conversationId: text('conversation_id').notNull(),
    /** A scenario's key, or `article:<key>`. */
    scenarioKey: text('scenario_key').notNull(),
    scenarioVersion: integer('scenario_version').notNull(),
    status: text('status', { enum: ['active', 'set_aside', 'finished', 'handed_off', 'dropped'] }).notNull(),
    /** What the person wrote when it began. */
    request: text('request').notNull(),
    /** The pure state of `step()`: where it stands, answers, path. */
    state: text('state', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** The help-center category of the scenario, and the step the walk stands or ended at: what figures are counted by. */
    topic: text('topic').notNull().default(''),
    step: text('step').notNull().default(''),
    /** Goes up with each turn, so that two processes cannot both take the next one. */
    turns: integer('turns').notNull(),
    helped: integer('helped', { mode: 'boolean' }),
    /** Tells people apart without naming them (`walkerOf`); null for who was forgotten. */
    walker: text('walker'),
    walkedBy: text('walked_by', { enum: ['person', 'agent'] })
      .notNull()
      .default('person'),
    /** Who moved it last, of the agents. */
    agentId: text('agent_id').references(() => users.id, { onDelete: 'set null' }),
    /** The walk of the person it went on from. */
    resumedFrom: text('resumed_from'),
    /** For whom it is walked on the phone. */
    customerId: text('customer_id').references(() => customers.id),
    userId: text('user_id').references(() => users.id),
    /** What an agent is shown: the words said last and the question that is open. */
    shown: text('shown', { mode: 'json' }).$type<Record<string, unknown>>(),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    index('scenario_runs_conversation').on(table.conversationId, table.createdAt),
    index('scenario_runs_scenario').on(table.scenarioKey, table.scenarioVersion, table.updatedAt),
    uniqueIndex('scenario_runs_active')
      .on(table.conversationId, table.walkedBy)
      .where(sql`status = 'active' AND conversation_id <> ''`),
    index('scenario_runs_customer')
      .on(table.customerId, table.updatedAt)
      .where(sql`customer_id IS NOT NULL`),
    index('scenario_runs_person')
      .on(table.userId, table.createdAt)
      .where(sql`user_id IS NOT NULL`),
    // Holds all that figures count, so that the large states are not read.
    index('scenario_runs_figures').on(
      table.scenarioKey,
      table.createdAt,
      table.walkedBy,
      table.scenarioVersion,
      table.status,
      table.helped,
      table.updatedAt,
      table.step,
      table.walker,
      table.topic,
      table.conversationId,
    ),
    index('scenario_runs_walker').on(table.walker, table.createdAt, table.topic),
  ],
);

/**
 * What the assistant made of one message and decided to do, written before it is done: a turn cut short by a crash is carried
 * out again, word for word. Also what supervision and replay read.
 */
export const assistantTurns = sqliteTable(
  'assistant_turns',
  {
    /** The event it answers. */
    id: id(),
    conversationId: text('conversation_id').notNull(),
    messageId: text('message_id').notNull().unique(),
    locale: text('locale', { enum: ['ru', 'en'] }).notNull(),
    decision: text('decision', {
      enum: ['walk', 'act', 'offer', 'miss', 'hand_off', 'small_talk'],
    }).notNull(),
    /** Ids of what it may have meant, likeliest first. */
    candidates: text('candidates', { mode: 'json' }).$type<{ id: string; confidence: number }[]>().notNull(),
    replies: text('replies', { mode: 'json' }).$type<{ body: string; extras: Record<string, unknown> }[]>().notNull(),
    /** What it ends with after the replies: handing over or resolving. */
    ending: text('ending', { mode: 'json' }).$type<Record<string, unknown>>(),
    createdAt: createdAt(),
  },
  (table) => [
    index('assistant_turns_conversation').on(table.conversationId, table.createdAt),
    index('assistant_turns_created').on(table.createdAt),
  ],
);
