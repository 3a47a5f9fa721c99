import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { createdAt, id, instant } from '../columns.ts';
import { customers } from './customers.ts';
import { files } from './files.ts';
import { users } from './identity.ts';

/** What one side gives the other to read, accept or sign. What it says is in its versions. */
export const documents = sqliteTable(
  'documents',
  {
    id: id(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    kind: text('kind', { enum: ['contract', 'act', 'invoice', 'other'] }).notNull(),
    title: text('title').notNull(),
    /** Which side it comes from. */
    origin: text('origin', { enum: ['company', 'customer'] }).notNull(),
    /** What the company asks the customer to do with it. */
    asks: text('asks', { enum: ['nothing', 'acceptance', 'signature'] }).notNull(),
    /** What it belongs to, e.g. `order:2418`. */
    subject: text('subject'),
    /** Null for the system. */
    createdBy: text('created_by').references(() => users.id),
    createdAt: createdAt(),
    /** When the newest version was added: lists are in that order. */
    changedAt: instant('changed_at').notNull(),
    /** Taken back by the company: the customer sees it no more. */
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [
    index('documents_customer').on(table.customerId, table.changedAt),
    index('documents_changed').on(table.changedAt),
    index('documents_subject').on(table.customerId, table.subject),
  ],
);

/** One text of a document. A version never changes: a correction is the next one. */
export const documentVersions = sqliteTable(
  'document_versions',
  {
    id: id(),
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id),
    /** From 1. */
    number: integer('number').notNull(),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id),
    /** What is new in it. */
    note: text('note'),
    addedBy: text('added_by').references(() => users.id),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('document_versions_number').on(table.documentId, table.number)],
);

/** What the customer said to a version, once. A row is evidence: it keeps what was true then, whatever changes later. */
export const documentAnswers = sqliteTable('document_answers', {
  versionId: text('version_id')
    .primaryKey()
    .references(() => documentVersions.id),
  kind: text('kind', { enum: ['accepted', 'declined', 'signed'] }).notNull(),
  /** declined: why. */
  reason: text('reason'),
  userId: text('user_id')
    .notNull()
    .references(() => users.id),
  userName: text('user_name').notNull(),
  /** Of the version's file, hex. */
  sha256: text('sha256').notNull(),
  /** signed: as it was typed, where the code was sent, and the address of the computer. */
  typedName: text('typed_name'),
  codeSentTo: text('code_sent_to'),
  codeSentAt: instant('code_sent_at'),
  network: text('network'),
  answeredAt: instant('answered_at').notNull(),
});

/** Codes on their way by mail; only their hashes. */
export const documentCodes = sqliteTable(
  'document_codes',
  {
    /** The event that asked for it: the same event never makes a second one. */
    id: id(),
    versionId: text('version_id')
      .notNull()
      .references(() => documentVersions.id),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    codeHash: text('code_hash').notNull(),
    /** The file it is for: a code signs these bytes and no others. */
    sha256: text('sha256').notNull(),
    sentTo: text('sent_to').notNull(),
    triesLeft: integer('tries_left').notNull(),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('document_codes_version').on(table.versionId, table.userId)],
);

/** Who has seen which version, first and last. */
export const documentViews = sqliteTable(
  'document_views',
  {
    versionId: text('version_id')
      .notNull()
      .references(() => documentVersions.id),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.versionId, table.userId] })],
);
