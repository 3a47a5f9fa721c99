import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { createdAt, day, id, instant } from '../columns.ts';
import { users } from './identity.ts';

export const categories = sqliteTable('categories', {
  /** Readable key, used in addresses. */
  id: text('id').primaryKey(),
  icon: text('icon').notNull(),
  position: integer('position').notNull(),
  /** Title and summary per locale: `{ru: …, en: …}`. */
  title: text('title', { mode: 'json' }).$type<Record<string, string>>().notNull(),
  summary: text('summary', { mode: 'json' }).$type<Record<string, string>>().notNull(),
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
    revision: integer('revision').notNull().default(1),
    popular: integer('popular'),
    updatedOn: day('updated_on').notNull(),
    publishedAt: instant('published_at'),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('articles_key_locale').on(table.key, table.locale),
    index('articles_category').on(table.categoryId, table.locale, table.status),
  ],
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
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.articleId, table.voter] })],
);

/** What people searched for; shown to editors in gaps and popular lists. */
export const searchLog = sqliteTable(
  'search_log',
  {
    id: id(),
    query: text('query').notNull(),
    locale: text('locale', { enum: ['ru', 'en'] }).notNull(),
    results: integer('results').notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('search_log_created').on(table.createdAt), index('search_log_query').on(table.locale, table.query)],
);
