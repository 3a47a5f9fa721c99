import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { createdAt, id, instant } from '../columns.ts';
import { sql } from 'drizzle-orm';

/** A walk through one version of a scenario in one conversation. */
export const scenarioRuns = sqliteTable(
  'scenario_runs',
  {
    id: id(),
    conversationId: text('conversation_id').notNull(),
    scenarioKey: text('scenario_key').notNull(),
    scenarioVersion: integer('scenario_version').notNull(),
    status: text('status', { enum: ['active', 'finished', 'handed_off', 'dropped'] }).notNull(),
    /** The pure state of `step()`: where it stands, answers, path. */
    state: text('state', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    helped: integer('helped', { mode: 'boolean' }),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    index('scenario_runs_conversation').on(table.conversationId, table.createdAt),
    uniqueIndex('scenario_runs_active').on(table.conversationId).where(sql`status = 'active'`),
  ],
);

/** What the assistant made of each message: for supervision and for replay. */
export const understandings = sqliteTable(
  'understandings',
  {
    id: id(),
    conversationId: text('conversation_id').notNull(),
    messageId: text('message_id').notNull().unique(),
    query: text('query').notNull(),
    decision: text('decision', { enum: ['act', 'offer', 'hand_off', 'answer', 'small_talk'] }).notNull(),
    candidates: text('candidates', { mode: 'json' }).$type<{ id: string; kind: string; confidence: number }[]>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('understandings_conversation').on(table.conversationId)],
);
