import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { createdAt, id, instant } from '../columns.ts';

export const users = sqliteTable('users', {
  id: id(),
  /** Lower case, as signed in with. */
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  role: text('role', { enum: ['customer', 'agent', 'editor', 'supervisor', 'admin'] }).notNull(),
  /** Shown beside an agent's name, e.g. what they are responsible for. */
  title: text('title'),
  /** The same in the languages it was written in; whoever reads another is shown the one above. */
  titles: text('titles', { mode: 'json' }).$type<Partial<Record<'ru' | 'en', string>>>().notNull().default({}),
  locale: text('locale', { enum: ['ru', 'en'] }).notNull(),
  timeZone: text('time_zone').notNull().default('Europe/Moscow'),
  /** Argon2id in PHC string format; null until the person has set one. */
  passwordHash: text('password_hash'),
  createdAt: createdAt(),
  deactivatedAt: instant('deactivated_at'),
  /** The person asked to be forgotten: name and address above are no longer theirs, and nobody signs in as them again. */
  erasedAt: instant('erased_at'),
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
    /** When it was used last, to within minutes, and from where; null for sessions from before that was noted. */
    lastSeenAt: instant('last_seen_at'),
    lastAddress: text('last_address'),
    /** Which of the person's companies the cabinet shows. */
    customerId: text('customer_id'),
    /** Set while one of our people looks at a cabinet as its customer sees it: which look (customers knows more). */
    previewId: text('preview_id'),
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
    userAgent: text('user_agent'),
    /** How it was tried; `half` when the password was right and the second step did not come yet. */
    method: text('method', { enum: ['password', 'half', 'code', 'recovery', 'passkey'] }),
    createdAt: createdAt(),
  },
  (table) => [index('sign_in_attempts_email').on(table.email, table.createdAt)],
);

/** Addresses somebody wants to sign in with, until the link mailed there is followed. */
export const emailChanges = sqliteTable(
  'email_changes',
  {
    id: id(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Lower case. */
    email: text('email').notNull(),
    /** The one before, which is told. */
    oldEmail: text('old_email').notNull(),
    /** SHA-256 of the token in the link, hex. */
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [index('email_changes_user').on(table.userId)],
);

/** The app that makes codes, one per person. */
export const codeApps = sqliteTable('code_apps', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** The shared secret, sealed by the installation's vault. */
  sealedSecret: text('sealed_secret').notNull(),
  createdAt: createdAt(),
  /** Null until a code has shown that the app has the secret. */
  confirmedAt: instant('confirmed_at'),
  /** Number of the last time step a code was taken from: none is taken twice (RFC 6238 §5.2). */
  lastStep: integer('last_step'),
});

export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    /** Keyed hash of person and code. */
    codeHash: text('code_hash').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
    usedAt: instant('used_at'),
  },
  (table) => [index('recovery_codes_user').on(table.userId)],
);

/** Signing in between the password and the second step. */
export const halfSessions = sqliteTable('half_sessions', {
  /** SHA-256 of the id in the cookie, hex. */
  idHash: text('id_hash').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** SHA-256 of the password hash that was found right: another password ends it. */
  passwordMark: text('password_mark').notNull(),
  tries: integer('tries').notNull().default(0),
  createdAt: createdAt(),
  expiresAt: instant('expires_at').notNull(),
});

/** WebAuthn credentials. */
export const passkeys = sqliteTable(
  'passkeys',
  {
    id: id(),
    /** As the authenticator calls it, base64url. */
    credentialId: text('credential_id').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** COSE key, base64url. */
    publicKey: text('public_key').notNull(),
    /** How often the authenticator says it has signed; 0 for those that do not count. */
    counter: integer('counter').notNull(),
    transports: text('transports', { mode: 'json' }).$type<string[]>().notNull(),
    /** Copied to the person's other devices. */
    synced: integer('synced', { mode: 'boolean' }).notNull(),
    createdAt: createdAt(),
    lastUsedAt: instant('last_used_at'),
  },
  (table) => [index('passkeys_user').on(table.userId)],
);

/** What a passkey is asked to sign; taken once. */
export const passkeyChallenges = sqliteTable('passkey_challenges', {
  /** SHA-256 of the challenge, hex. */
  challengeHash: text('challenge_hash').primaryKey(),
  /** Who adds a passkey; null for signing in. */
  userId: text('user_id').references(() => users.id, { onDelete: 'cascade' }),
  expiresAt: instant('expires_at').notNull(),
});

/** Browsers somebody has signed in with, so that a new one is worth a mail. */
export const devices = sqliteTable(
  'devices',
  {
    /** SHA-256 of the secret in the browser's cookie, hex. */
    secretHash: text('secret_hash').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.secretHash, table.userId] }), index('devices_user').on(table.userId)],
);
