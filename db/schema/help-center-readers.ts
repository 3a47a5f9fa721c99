import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { createdAt, day, id, instant } from '../columns.ts';
import { articles } from './help-center.ts';
import { users } from './identity.ts';

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
    // How often each query was sent, without reading the rest of the log.
    index('search_log_query').on(table.locale, table.query, table.typed, table.createdAt),
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
