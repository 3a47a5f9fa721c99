import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
  type AnySQLiteColumn,
} from 'drizzle-orm/sqlite-core';
import { createdAt, day, id, instant } from '../columns.ts';
import { files } from './files.ts';
import { users } from './identity.ts';

export const categories = sqliteTable('categories', {
  /** Readable key, used in addresses. */
  id: text('id').primaryKey(),
  icon: text('icon').notNull(),
  position: integer('position').notNull(),
  /** Title and summary per locale: `{ru: …, en: …}`. */
  title: text('title', { mode: 'json' }).$type<Record<string, string>>().notNull(),
  summary: text('summary', { mode: 'json' }).$type<Record<string, string>>().notNull(),
  /** Null for those at the top. */
  parentId: text('parent_id').references((): AnySQLiteColumn => categories.id),
  /** What customers call it in their own words, per locale. */
  phrases: text('phrases', { mode: 'json' }).$type<Record<string, string[]>>().notNull().default({}),
  /** Nobody publishes here what nobody else has read. */
  reviewed: integer('reviewed', { mode: 'boolean' }).notNull().default(false),
  /** Grows with every change but of its place among its siblings, so that two who edit at once do not overwrite each other. */
  version: integer('version').notNull().default(1),
});

/** One article has a row per language; rows with one key are translations of each other. */
export const articles = sqliteTable(
  'articles',
  {
    id: id(),
    key: text('key').notNull(),
    locale: text('locale', { enum: ['ru', 'en'] }).notNull(),
    categoryId: text('category_id')
      .notNull()
      .references(() => categories.id),
    status: text('status', { enum: ['draft', 'in_review', 'published', 'archived'] }).notNull(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    /** What customers ask in their own words. */
    questions: text('questions', { mode: 'json' }).$type<string[]>().notNull(),
    related: text('related', { mode: 'json' }).$type<string[]>().notNull(),
    /** Markdown as written, and HTML sanitized when it was saved. */
    body: text('body').notNull(),
    html: text('html').notNull(),
    /** Plain text of the body: what is searched and quoted. */
    text: text('text').notNull(),
    headings: text('headings', { mode: 'json' }).$type<{ id: string; text: string }[]>().notNull(),
    /** Number of the revision that is shown; 0 before the first was published. */
    revision: integer('revision').notNull().default(1),
    popular: integer('popular'),
    updatedOn: day('updated_on').notNull(),
    publishedAt: instant('published_at'),
    createdAt: createdAt(),
    // From here on the versions of all languages of one key say the same.
    audience: text('audience', { enum: ['public', 'signed_in', 'chosen', 'staff'] })
      .notNull()
      .default('public'),
    /** chosen: for whom. */
    segments: text('segments', { mode: 'json' }).$type<string[]>().notNull().default([]),
    customerIds: text('customer_ids', { mode: 'json' }).$type<string[]>().notNull().default([]),
    tags: text('tags', { mode: 'json' }).$type<string[]>().notNull().default([]),
    /** Who answers for its being true. */
    ownerId: text('owner_id').references(() => users.id),
    /** …elsewhere, and has no account here (id of `absent_writers`): somebody here is still to be found. */
    absentOwner: text('absent_owner'),
    /** After how many days it is to be checked again; null when it need not be. */
    verifyEveryDays: integer('verify_every_days'),
    /** From when on it is archived by itself. */
    expiresAt: instant('expires_at'),
    /** Grows with every change of what all languages share, so that two who edit at once do not overwrite each other. */
    settingsVersion: integer('settings_version').notNull().default(1),
    // And from here on each language has its own again.
    /** When somebody last said that it is still true. */
    verifiedOn: day('verified_on'),
    verifiedBy: text('verified_by').references(() => users.id),
    /** …who has no account here (id of `absent_writers`). */
    absentVerifier: text('absent_verifier'),
    /** When the owner was reminded of `verifiedOn` being too long ago. */
    remindedAt: instant('reminded_at'),
    /** A translation: of which language's version, and of which revision of it. */
    sourceLocale: text('source_locale', { enum: ['ru', 'en'] }),
    sourceRevision: integer('source_revision'),
    /** Since when readers are told that it is being checked. */
    underReviewAt: instant('under_review_at'),
    /** When somebody last said that it is right as it is: what readers said before counts no more against it. */
    doubtsSettledAt: instant('doubts_settled_at'),
  },
  (table) => [
    uniqueIndex('articles_key_locale').on(table.key, table.locale),
    index('articles_category').on(table.categoryId, table.locale, table.status),
    // All that the list of those who write asks of every article: texts are long, and reading past them is what takes time.
    index('articles_listed').on(
      table.key,
      table.locale,
      table.status,
      table.categoryId,
      table.revision,
      table.updatedOn,
      table.ownerId,
      table.verifyEveryDays,
      table.verifiedOn,
      table.sourceLocale,
      table.sourceRevision,
      table.underReviewAt,
      table.title,
      table.id,
    ),
    // What readers are offered to look for: every home page of the help center asks for it.
    index('articles_asked').on(
      table.locale,
      table.status,
      table.popular,
      table.title,
      table.questions,
      table.audience,
      table.segments,
      table.customerIds,
    ),
    index('articles_with_blocks')
      .on(table.locale)
      .where(sql`instr(${table.body}, '{{block:') > 0`),
  ],
);

/** Pictures and attachments of an article, whatever language; readers of the article may read them. */
export const articleFiles = sqliteTable(
  'article_files',
  {
    key: text('key').notNull(),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'cascade' }),
    /** It was added here; otherwise a text here shows what was added elsewhere. Whom the file is for is decided where it was added. */
    owned: integer('owned', { mode: 'boolean' }).notNull(),
    // What rendering needs to know of a file, which never changes.
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    /** Bytes. */
    size: integer('size').notNull(),
    /** Pixels; null for what is no picture. */
    width: integer('width'),
    height: integer('height'),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.key, table.fileId] }), index('article_files_file').on(table.fileId)],
);

/** A piece of text that many articles share: `{{block:key}}` on a line of its own. */
export const articleBlocks = sqliteTable(
  'article_blocks',
  {
    key: text('key').notNull(),
    locale: text('locale', { enum: ['ru', 'en'] }).notNull(),
    title: text('title').notNull(),
    /** Markdown. */
    body: text('body').notNull(),
    version: integer('version').notNull(),
    savedBy: text('saved_by').references(() => users.id, { onDelete: 'set null' }),
    savedAt: instant('saved_at').notNull(),
    /** Whoever saved it elsewhere and has no account here (id of `absent_writers`). */
    absentSaver: text('absent_saver'),
  },
  (table) => [primaryKey({ columns: [table.key, table.locale] })],
);

/** Who did what to an article beside writing: moves, audiences, reviews, archiving. Read as its history. */
export const articleActivity = sqliteTable(
  'article_activity',
  {
    id: id(),
    key: text('key').notNull(),
    /** Null for what concerns all languages. */
    locale: text('locale', { enum: ['ru', 'en'] }),
    /** `noun.verbed` */
    kind: text('kind').notNull(),
    details: text('details', { mode: 'json' }).$type<Record<string, unknown>>().notNull().default({}),
    userId: text('user_id').references(() => users.id, { onDelete: 'set null' }),
    /** Whoever did it elsewhere and has no account here (id of `absent_writers`). */
    absentId: text('absent_id'),
    createdAt: createdAt(),
  },
  (table) => [index('article_activity_key').on(table.key, table.createdAt)],
);
