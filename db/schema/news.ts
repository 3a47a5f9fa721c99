import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { createdAt, id, instant } from '../columns.ts';
import { customers } from './customers.ts';
import { users } from './identity.ts';

/** What the company tells its customers. Whether a post is a draft, scheduled, published or expired the clock says. */
export const newsPosts = sqliteTable(
  'news_posts',
  {
    id: id(),
    audience: text('audience', { enum: ['everyone', 'segment', 'customers'] }).notNull(),
    /** segment: key of the group of customers. */
    segment: text('segment'),
    pinned: integer('pinned', { mode: 'boolean' }).notNull(),
    /** From when it is visible; null for a draft. */
    publishAt: instant('publish_at'),
    /** Until when; null for ever. */
    expiresAt: instant('expires_at'),
    /** When everyone was told that it is there: once, whatever happens to it afterwards. */
    announcedAt: instant('announced_at'),
    createdBy: text('created_by').references(() => users.id),
    /** Grows with every change, so that two who edit at once do not overwrite each other. */
    version: integer('version').notNull(),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    index('news_posts_publish').on(table.pinned, table.publishAt),
    index('news_posts_updated').on(table.updatedAt),
  ],
);

/** A post in one language; it has one or both. */
export const newsTexts = sqliteTable(
  'news_texts',
  {
    postId: text('post_id')
      .notNull()
      .references(() => newsPosts.id, { onDelete: 'cascade' }),
    locale: text('locale', { enum: ['ru', 'en'] }).notNull(),
    title: text('title').notNull(),
    markdown: text('markdown').notNull(),
    /** Rendered and sanitized when it was saved. */
    html: text('html').notNull(),
    /** The beginning in plain text, for lists and feeds. */
    excerpt: text('excerpt').notNull(),
  },
  (table) => [primaryKey({ columns: [table.postId, table.locale] })],
);

/** Whom a post for named customers is for. */
export const newsAudience = sqliteTable(
  'news_audience',
  {
    postId: text('post_id')
      .notNull()
      .references(() => newsPosts.id, { onDelete: 'cascade' }),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.postId, table.customerId] })],
);

/** Who has read what. */
export const newsReads = sqliteTable(
  'news_reads',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    postId: text('post_id')
      .notNull()
      .references(() => newsPosts.id, { onDelete: 'cascade' }),
    readAt: instant('read_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.postId] })],
);

/** The secret address of a person's own feed, as its hash; one a person. */
export const newsFeeds = sqliteTable('news_feeds', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  tokenHash: text('token_hash').notNull().unique(),
  createdAt: createdAt(),
});
