import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { createdAt, id, instant } from '../columns.ts';

export const users = sqliteTable('users', {
  id: id(),
  /** Lower case, as signed in with. */
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  role: text('role', { enum: ['customer', 'agent', 'editor', 'supervisor', 'admin'] }).notNull(),
  /** Shown beside an agent's name, e.g. what they are responsible for. */
  title: text('title'),
  locale: text('locale', { enum: ['ru', 'en'] }).notNull(),
  timeZone: text('time_zone').notNull().default('Europe/Moscow'),
  /** Argon2id in PHC string format; null until the person has set one. */
  passwordHash: text('password_hash'),
  createdAt: createdAt(),
  deactivatedAt: instant('deactivated_at'),
});

export const sessions = sqliteTable(
  'sessions',
  {
    /** SHA-256 of the id in the cookie, hex. The id itself is never stored. */
    idHash: text('id_hash').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Stands for the session in lists and links, so that the hash never leaves. */
    publicId: text('public_id').notNull().unique(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: createdAt(),
    userAgent: text('user_agent').notNull(),
    address: text('address').notNull(),
    /** Which of the person's companies the cabinet shows. */
    customerId: text('customer_id'),
  },
  (table) => [index('sessions_user').on(table.userId)],
);

export const passwordResets = sqliteTable('password_resets', {
  /** SHA-256 of the token in the link, hex. */
  tokenHash: text('token_hash').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  expiresAt: instant('expires_at').notNull(),
  createdAt: createdAt(),
  usedAt: instant('used_at'),
});

/** Failed and successful attempts, for the person's own history and for audits. Kept without the password. */
export const signInAttempts = sqliteTable(
  'sign_in_attempts',
  {
    id: id(),
    email: text('email').notNull(),
    address: text('address').notNull(),
    succeeded: integer('succeeded', { mode: 'boolean' }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('sign_in_attempts_email').on(table.email, table.createdAt)],
);
