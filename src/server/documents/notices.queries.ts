import { desc, eq, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { documentAnswers, documents, documentVersions } from '#db/schema/documents.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';
import type { DocumentAsks } from './document.ts';

/** What is said of a document to those whom it concerns. */
export interface DocumentNotice {
  customerId: string;
  title: string;
  asks: DocumentAsks;
  withdrawn: boolean;
  /** The newest version. */
  version: number;
  /** Who of us gave it, or who of the customer sent it; null for the system. */
  createdBy: string | null;
  addedBy: string | null;
  /** Why the newest version was declined. */
  reason: string | null;
}

const findNotice = preparedOne((db) =>
  db
    .select({
      customerId: documents.customerId,
      title: documents.title,
      asks: documents.asks,
      withdrawnAt: documents.withdrawnAt,
      version: documentVersions.number,
      createdBy: documents.createdBy,
      addedBy: documentVersions.addedBy,
      reason: documentAnswers.reason,
    })
    .from(documents)
    .innerJoin(documentVersions, eq(documentVersions.documentId, documents.id))
    .leftJoin(documentAnswers, eq(documentAnswers.versionId, documentVersions.id))
    .where(eq(documents.id, sql.placeholder('id')))
    .orderBy(desc(documentVersions.number))
    .limit(1),
);

/** A document by id, for work of the application itself. */
export async function noticeOfDocument(ctx: Ctx<SystemViewer>, id: string): Promise<DocumentNotice | null> {
  const row = await findNotice(ctx.db.read, { id });
  if (!row) return null;
  const { withdrawnAt, ...notice } = row;
  return { ...notice, withdrawn: withdrawnAt !== null };
}
