import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { createdAt } from '../columns.ts';

/** A version of a scenario never changes; conversations finish on the version they began. */
export const scenarioVersions = sqliteTable(
  'scenario_versions',
  {
    key: text('key').notNull(),
    version: integer('version').notNull(),
    status: text('status', { enum: ['published', 'retired'] }).notNull(),
    /** YAML as written. */
    source: text('source').notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.key, table.version] })],
);
