import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { createdAt, id, instant } from '../columns.ts';
import { users } from './identity.ts';

const person = (name: string) => text(name).references(() => users.id, { onDelete: 'set null' });

/** What people are led through. A row appears with its first version. */
export const scenarios = sqliteTable('scenarios', {
  /** `where-is-my-order` */
  key: text('key').primaryKey(),
  /** `under_review`: it did not help, or somebody doubts it. The assistant does not begin it until it is published anew or put back. */
  state: text('state', { enum: ['active', 'under_review'] })
    .notNull()
    .default('active'),
  stateSince: instant('state_since').notNull(),
  stateReason: text('state_reason'),
});

/** A version that was published never changes; conversations finish on the version they began. */
export const scenarioVersions = sqliteTable(
  'scenario_versions',
  {
    key: text('key').notNull(),
    version: integer('version').notNull(),
    status: text('status', { enum: ['draft', 'in_review', 'published', 'retired', 'discarded'] }).notNull(),
    /** YAML as written. */
    source: text('source').notNull(),
    /** Goes up with each save, from one draft to the next: whoever saves says which one they began with. */
    save: integer('save').notNull().default(1),
    /** Why it was changed, in its author's words, and what is to be changed yet, in its reviewer's. */
    reason: text('reason'),
    reviewNote: text('review_note'),
    /** Null for what came with the application. */
    authorId: person('author_id'),
    submittedBy: person('submitted_by'),
    publishedBy: person('published_by'),
    /** The version whose text it began with again. */
    restoredFrom: integer('restored_from'),
    savedAt: instant('saved_at'),
    publishedAt: instant('published_at'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.key, table.version] }),
    uniqueIndex('scenario_versions_published')
      .on(table.key)
      .where(sql`status = 'published'`),
    uniqueIndex('scenario_versions_working')
      .on(table.key)
      .where(sql`status IN ('draft', 'in_review')`),
  ],
);

/** The text of a draft at each save, the last ones: what was written yesterday is found again. */
export const scenarioSaves = sqliteTable(
  'scenario_saves',
  {
    key: text('key').notNull(),
    version: integer('version').notNull(),
    save: integer('save').notNull(),
    source: text('source').notNull(),
    savedBy: person('saved_by'),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.key, table.version, table.save] })],
);

/** Who did what to a scenario. */
export const scenarioActivity = sqliteTable(
  'scenario_activity',
  {
    id: id(),
    key: text('key').notNull(),
    /** `noun.verbed` */
    kind: text('kind').notNull(),
    details: text('details', { mode: 'json' }).$type<Record<string, unknown>>().notNull().default({}),
    /** Null for what the application did. */
    userId: person('user_id'),
    createdAt: createdAt(),
  },
  (table) => [index('scenario_activity_key').on(table.key, table.createdAt)],
);
