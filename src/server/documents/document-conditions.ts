import { eq, sql } from 'drizzle-orm';
import { documentAnswers, documents, documentVersions, documentViews } from '#db/schema/documents.ts';

/** Joins the newest version to its document. */
export const newest = eq(
  documentVersions.number,
  sql`(select max(v.number) from ${documentVersions} v where v.document_id = ${documents.id})`,
);
/** Asks for an answer that the newest version does not have yet. */
export const waiting = sql`(${documents.asks} <> 'nothing' and ${documentAnswers.kind} is null and ${documents.withdrawnAt} is null)`;
export const answered = (kind: 'accepted' | 'declined' | 'signed') =>
  sql`(${documentAnswers.kind} is ${kind} and ${documents.withdrawnAt} is null)`;
export const ofKind = (kind: string) => sql`(${documents.kind} = ${kind})`;

/** The company added the newest version, and this person has not opened it. */
export const unseenBy = (
  userId: string,
) => sql`(${documents.origin} = 'company' and ${documentVersions.addedBy} is not ${userId}
  and not exists (select 1 from ${documentViews} where ${documentViews.versionId} = ${documentVersions.id}
    and ${documentViews.userId} = ${userId}))`;
