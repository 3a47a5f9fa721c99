import { and, eq, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { documentAnswers, documents, documentVersions } from '#db/schema/documents.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { newest, waiting } from './document-conditions.ts';
import { canSeeDocuments } from './document.policy.ts';

const waitingOf = preparedOne((db) =>
  db
    .select({ count: sql<number>`count(*)` })
    .from(documents)
    .innerJoin(documentVersions, and(eq(documentVersions.documentId, documents.id), newest))
    .leftJoin(documentAnswers, eq(documentAnswers.versionId, documentVersions.id))
    .where(and(eq(documents.customerId, sql.placeholder('customerId')), waiting)),
);

const waitingOfEach = prepared((db) =>
  db
    .select({ customerId: documents.customerId, count: sql<number>`count(*)` })
    .from(documents)
    .innerJoin(documentVersions, and(eq(documentVersions.documentId, documents.id), newest))
    .leftJoin(documentAnswers, eq(documentAnswers.versionId, documentVersions.id))
    .where(and(sql`${documents.customerId} in (select value from json_each(${sql.placeholder('ids')}))`, waiting))
    .groupBy(documents.customerId),
);

/** How many documents wait for an answer in the viewer's cabinet; null without that section. */
export async function countWaitingDocuments(ctx: Ctx<UserViewer>): Promise<number | null> {
  const { customerId } = ctx.viewer;
  if (customerId === null || !canSeeDocuments(ctx.viewer, { customerId })) return null;
  return (await waitingOf(ctx.db.read, { customerId }))?.count ?? 0;
}

/** How many wait in other cabinets of the viewer, by customer; whose section is hidden or has none is left out. One query. */
export async function countWaitingDocumentsOf(
  ctx: Ctx<UserViewer>,
  customerIds: readonly string[],
): Promise<Map<string, number>> {
  const ids = customerIds.filter((customerId) => canSeeDocuments(ctx.viewer, { customerId }));
  const rows = await waitingOfEach(ctx.db.read, { ids: JSON.stringify(ids) });
  return new Map(rows.map((row) => [row.customerId, row.count]));
}
