import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { createdAt, id, instant } from '../columns.ts';
import { articles } from './help-center.ts';
import { users } from './identity.ts';

/**
 * Every text an article had. At most one of an article is being worked on (draft, in_review, scheduled); published and discarded
 * ones never change. What is shown is the one whose number the article names.
 */
export const articleRevisions = sqliteTable(
  'article_revisions',
  {
    id: id(),
    articleId: text('article_id')
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** Counted from one within the article. */
    number: integer('number').notNull(),
    state: text('state', { enum: ['draft', 'in_review', 'scheduled', 'published', 'discarded'] }).notNull(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    questions: text('questions', { mode: 'json' }).$type<string[]>().notNull(),
    /** Markdown. */
    body: text('body').notNull(),
    /** What was changed and why, in the author's words. */
    reason: text('reason'),
    /** The revision whose text it began with, where it was restored. */
    restoredFrom: integer('restored_from'),
    /** A translation: the revision of the original that it says the same as; null where nobody said so. */
    sourceRevision: integer('source_revision'),
    /** Null for what came with the application. */
    authorId: text('author_id').references(() => users.id, { onDelete: 'set null' }),
    savedBy: text('saved_by').references(() => users.id, { onDelete: 'set null' }),
    savedAt: instant('saved_at').notNull(),
    /** Grows with every save of the article, over all its texts; whoever saves says which one they began with. */
    version: integer('version').notNull(),
    /** Who asked for it to be read. */
    submittedBy: text('submitted_by').references(() => users.id, { onDelete: 'set null' }),
    /** Who read it before it was published, or sent it back and why. */
    reviewerId: text('reviewer_id').references(() => users.id, { onDelete: 'set null' }),
    reviewedAt: instant('reviewed_at'),
    reviewNote: text('review_note'),
    /** scheduled: when it is published. */
    publishAt: instant('publish_at'),
    publishedBy: text('published_by').references(() => users.id, { onDelete: 'set null' }),
    publishedAt: instant('published_at'),
    createdAt: createdAt(),
    /** Who did it in the installation it came from and has no account here: ids of `absent_writers`. */
    absent: text('absent', { mode: 'json' })
      .$type<Partial<Record<'author' | 'savedBy' | 'submittedBy' | 'reviewer' | 'publishedBy', string>>>()
      .notNull()
      .default({}),
  },
  (table) => [
    uniqueIndex('article_revisions_number').on(table.articleId, table.number),
    index('article_revisions_state').on(table.state, table.publishAt),
    // Which text of an article is being worked on, by whom and since when, without reading past the texts.
    index('article_revisions_working').on(table.articleId, table.state, table.savedAt, table.authorId),
    index('article_revisions_with_blocks')
      .on(table.state)
      .where(sql`instr(${table.body}, '{{block:') > 0`),
  ],
);

/** The text of a revision at each save while it is worked on: what a second saver's change is compared with. */
export const articleSaves = sqliteTable(
  'article_saves',
  {
    revisionId: text('revision_id')
      .notNull()
      .references(() => articleRevisions.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    content: text('content', { mode: 'json' })
      .$type<{ title: string; summary: string; questions: string[]; body: string }>()
      .notNull(),
    savedBy: text('saved_by').references(() => users.id, { onDelete: 'set null' }),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.revisionId, table.version] })],
);

/** People named in a history that came from another installation who have no account here. */
export const absentWriters = sqliteTable('absent_writers', {
  id: id(),
  /** In lower case. */
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
});
