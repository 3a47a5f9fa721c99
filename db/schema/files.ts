import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { createdAt, id, instant } from '../columns.ts';
import { users } from './identity.ts';

/** What is known about a file; the bytes are kept elsewhere under its storage key. Who may read it is decided by who uses it. */
export const files = sqliteTable(
  'files',
  {
    id: id(),
    /** Cleaned: safe in a header and on any disk. */
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    /** Bytes. */
    size: integer('size').notNull(),
    /** Of the bytes, hex. */
    sha256: text('sha256').notNull(),
    /**
     * quarantined: a scanner found something, nobody can download it. rejected: and its bytes were removed. cleared: a false
     * alarm; these bytes were removed too, but the same ones are accepted from now on.
     */
    state: text('state', { enum: ['quarantined', 'clean', 'rejected', 'cleared'] }).notNull(),
    /** All but clean: what was found. */
    finding: text('finding'),
    storageKey: text('storage_key').notNull(),
    /** Null for what the application made itself. */
    uploadedBy: text('uploaded_by').references(() => users.id),
    createdAt: createdAt(),
    /** When somebody decided about a quarantined file, who, and why it is a false alarm. */
    decidedAt: instant('decided_at'),
    decidedBy: text('decided_by').references(() => users.id),
    decisionReason: text('decision_reason'),
  },
  (table) => [index('files_state').on(table.state, table.createdAt)],
);
