import { and, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { documentAnswers, documents, documentVersions, documentViews } from '#db/schema/documents.ts';
import { canSeeCustomers } from '../customers/index.ts';
import type { Ctx } from '../context.ts';
import { getFiles } from '../files/index.ts';
import type { UserViewer } from '../identity/index.ts';
import { anyCasePattern } from '../platform/any-case.ts';
import { subjectText, type Subject } from '../platform/subject.ts';
import { documentKinds, stateOf } from './document.ts';
import { answered, newest, ofKind, unseenBy, waiting } from './document-conditions.ts';
import { canSeeDocuments } from './document.policy.ts';
import { subjectFor, type DocumentSummary } from './document.presenter.ts';

/** Folders, and what cuts across them. `new`: asks for nothing, and the reader has not opened it. `received`: what customers sent. */
export const documentFilters = ['all', 'waiting', 'new', ...documentKinds] as const;
export type DocumentFilter = (typeof documentFilters)[number];
export const deskDocumentFilters = [
  'all',
  'waiting',
  'signed',
  'accepted',
  'declined',
  'received',
  'withdrawn',
] as const;
export type DeskDocumentFilter = (typeof deskDocumentFilters)[number];

export interface DocumentList<Filter extends string> {
  documents: DocumentSummary[];
  page: number;
  perPage: number;
  total: number;
  counts: Record<Filter, number>;
}

interface Choice<Filter extends string> {
  filter?: Filter | undefined;
  /** Part of a title, in any case. */
  search?: string | undefined;
  page?: number | undefined;
  perPage?: number | undefined;
}

const filtersFor = (userId: string): Record<DocumentFilter, SQL> => ({
  all: sql`1`,
  waiting,
  new: sql`(${unseenBy(userId)} and ${documents.asks} = 'nothing')`,
  contract: ofKind('contract'),
  act: ofKind('act'),
  invoice: ofKind('invoice'),
  other: ofKind('other'),
});
const deskFilters: Record<DeskDocumentFilter, SQL> = {
  all: sql`(${documents.withdrawnAt} is null)`,
  waiting,
  signed: answered('signed'),
  accepted: answered('accepted'),
  declined: answered('declined'),
  received: sql`(${documents.origin} = 'customer')`,
  withdrawn: sql`(${documents.withdrawnAt} is not null)`,
};

/** Documents of the viewer's cabinet, the newest first; null when that section is not theirs. Three queries. */
export async function listDocuments(
  ctx: Ctx<UserViewer>,
  choice: Choice<DocumentFilter> = {},
): Promise<DocumentList<DocumentFilter> | null> {
  const { customerId } = ctx.viewer;
  if (customerId === null || !canSeeDocuments(ctx.viewer, { customerId })) return null;
  const scope = and(eq(documents.customerId, customerId), isNull(documents.withdrawnAt));
  return list(ctx, scope, filtersFor(ctx.viewer.userId), { ...choice, filter: choice.filter ?? 'all' });
}

/** Documents of all customers for our people, or of one of them. Null for everyone else. Three queries. */
export async function listDeskDocuments(
  ctx: Ctx<UserViewer>,
  choice: Choice<DeskDocumentFilter> & { customerId?: string | undefined } = {},
): Promise<DocumentList<DeskDocumentFilter> | null> {
  if (!canSeeCustomers(ctx.viewer)) return null;
  const scope = choice.customerId === undefined ? undefined : eq(documents.customerId, choice.customerId);
  return list(ctx, scope, deskFilters, { ...choice, filter: choice.filter ?? 'all' });
}

/** Documents that belong to an invoice or an order of a customer; empty where the viewer may not see them. Two queries. */
export async function listDocumentsAbout(ctx: Ctx, customerId: string, subject: Subject): Promise<DocumentSummary[]> {
  if (!canSeeDocuments(ctx.viewer, { customerId })) return [];
  const scope = and(
    eq(documents.customerId, customerId),
    eq(documents.subject, subjectText(subject)),
    isNull(documents.withdrawnAt),
  );
  return rowsOf(ctx, scope, 20, 0);
}

async function list<Filter extends string>(
  ctx: Ctx,
  scope: SQL | undefined,
  conditions: Record<Filter, SQL>,
  choice: Choice<Filter> & { filter: Filter },
): Promise<DocumentList<Filter>> {
  const { perPage = 20, filter } = choice;
  const pattern = anyCasePattern(choice.search ?? '');
  const found = and(scope, pattern === null ? undefined : sql`${documents.title} glob ${pattern}`);
  const names = Object.keys(conditions) as Filter[];
  const sums = Object.fromEntries(
    names.map((name) => [name, sql<number>`coalesce(sum(${conditions[name]}), 0)`]),
  ) as Record<Filter, SQL<number>>;
  const [counted] = await ctx.db.read
    .select(sums)
    .from(documents)
    .innerJoin(documentVersions, and(eq(documentVersions.documentId, documents.id), newest))
    .leftJoin(documentAnswers, eq(documentAnswers.versionId, documentVersions.id))
    .where(found);
  const counts = counted as Record<Filter, number>;
  const total = counts[filter];
  const page = Math.min(Math.max(1, choice.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const rows = await rowsOf(ctx, and(found, conditions[filter]), perPage, (page - 1) * perPage);
  return { documents: rows, page, perPage, total, counts };
}

async function rowsOf(ctx: Ctx, where: SQL | undefined, limit: number, offset: number): Promise<DocumentSummary[]> {
  const userId = ctx.viewer.kind === 'user' ? ctx.viewer.userId : '';
  const rows = await ctx.db.read
    .select({
      document: documents,
      version: documentVersions.number,
      fileId: documentVersions.fileId,
      addedBy: documentVersions.addedBy,
      answer: documentAnswers.kind,
      answeredAt: documentAnswers.answeredAt,
      seen: documentViews.firstAt,
    })
    .from(documents)
    .innerJoin(documentVersions, and(eq(documentVersions.documentId, documents.id), newest))
    .leftJoin(documentAnswers, eq(documentAnswers.versionId, documentVersions.id))
    .leftJoin(documentViews, and(eq(documentViews.versionId, documentVersions.id), eq(documentViews.userId, userId)))
    .where(where)
    .orderBy(desc(documents.changedAt), desc(documents.id))
    .limit(limit)
    .offset(offset);
  const stored = await getFiles(
    ctx,
    rows.map((row) => row.fileId),
  );
  return rows.flatMap(({ document, version, fileId, addedBy, answer, answeredAt, seen }) => {
    const file = stored.get(fileId);
    if (!file) return [];
    const { id, customerId, kind, title, origin, asks, changedAt } = document;
    const state = stateOf({ asks, withdrawn: document.withdrawnAt !== null, answer });
    const subject = subjectFor(ctx.viewer, document);
    const { name, mediaType, size } = file;
    // Whoever of them answered it has looked at it.
    const isNew = origin === 'company' && seen === null && addedBy !== userId && answer === null;
    const summary = {
      id,
      customerId,
      kind,
      title,
      origin,
      asks,
      state,
      subject,
      changedAt,
      version,
      answeredAt,
      isNew,
    };
    return [{ ...summary, file: { name, mediaType, size } }];
  });
}
