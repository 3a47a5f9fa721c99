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
  ],
);

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
  },
  (table) => [
    uniqueIndex('article_revisions_number').on(table.articleId, table.number),
    index('article_revisions_state').on(table.state, table.publishAt),
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

/** Pictures and attachments of an article, whatever language; readers of the article may read them. */
export const articleFiles = sqliteTable(
  'article_files',
  {
    key: text('key').notNull(),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'cascade' }),
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
    createdAt: createdAt(),
  },
  (table) => [index('article_activity_key').on(table.key, table.createdAt)],
);

/** One vote per person and article; changing one's mind replaces it. */
export const articleVotes = sqliteTable(
  'article_votes',
  {
    articleId: text('article_id')
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** `user:<id>` or `visitor:<hash>` */
    voter: text('voter').notNull(),
    helpful: integer('helpful', { mode: 'boolean' }).notNull(),
    reason: text('reason', { enum: ['unclear', 'incomplete', 'outdated', 'wrong', 'other'] }),
    comment: text('comment'),
    userId: text('user_id').references(() => users.id, { onDelete: 'set null' }),
    /** The revision that was read; null for votes from before it was noted. */
    revision: integer('revision'),
    /** Keyed hash of the network a visitor voted from, another one for each article; forgotten after the window of doubts. */
    network: text('network'),
    /** False for our own people, and for more visitors of one network in a day than are believed to be different people. */
    counted: integer('counted', { mode: 'boolean' }).notNull().default(true),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.articleId, table.voter] }),
    index('article_votes_network').on(table.articleId, table.network),
    index('article_votes_updated').on(table.updatedAt),
  ],
);

/** What people searched for; shown to editors in gaps and popular lists. What grows while it is typed is one search. */
export const searchLog = sqliteTable(
  'search_log',
  {
    id: id(),
    query: text('query').notNull(),
    locale: text('locale', { enum: ['ru', 'en'] }).notNull(),
    results: integer('results').notNull(),
    /** Who asked, as a keyed hash that is another one every day; null when nobody can be told from anybody. */
    asker: text('asker'),
    /** Only typed: suggestions were all that was seen. */
    typed: integer('typed', { mode: 'boolean' }).notNull().default(false),
    /** Whoever searched wrote to us afterwards. */
    followed: integer('followed', { mode: 'boolean' }).notNull().default(false),
    createdAt: createdAt(),
    /** When it last grew; null for searches from before that was noted. */
    lastAt: instant('last_at'),
  },
  (table) => [
    index('search_log_created').on(table.createdAt),
    index('search_log_query').on(table.locale, table.query),
    index('search_log_asker').on(table.asker, table.lastAt),
  ],
);

/** What was opened from the results of a search. */
export const searchClicks = sqliteTable(
  'search_clicks',
  {
    searchId: text('search_id')
      .notNull()
      .references(() => searchLog.id, { onDelete: 'cascade' }),
    articleId: text('article_id')
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** Counted from one. */
    place: integer('place').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.searchId, table.articleId] }),
    index('search_clicks_article').on(table.articleId, table.createdAt),
  ],
);

/** What an editor decided about a group of searches, by the query that stands for it. */
export const searchDecisions = sqliteTable(
  'search_decisions',
  {
    locale: text('locale', { enum: ['ru', 'en'] }).notNull(),
    query: text('query').notNull(),
    kind: text('kind', { enum: ['written', 'answered', 'nothing'] }).notNull(),
    /** written, answered: which article. */
    articleKey: text('article_key'),
    reason: text('reason'),
    /** How often the group had been asked for by then: it comes back when it has grown by half. */
    times: integer('times').notNull(),
    userId: text('user_id').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.locale, table.query] })],
);

/** Who read an article on a day; readers are keyed hashes, another one every day, so nobody is followed. */
export const articleReadings = sqliteTable(
  'article_readings',
  {
    articleId: text('article_id')
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    day: day('day').notNull(),
    reader: text('reader').notNull(),
    views: integer('views').notNull(),
    readAt: instant('read_at').notNull(),
    /** When the reader started a conversation about it, within 48 hours. */
    askedAt: instant('asked_at'),
  },
  (table) => [
    primaryKey({ columns: [table.articleId, table.day, table.reader] }),
    index('article_readings_day').on(table.day),
  ],
);
