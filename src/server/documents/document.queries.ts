import { asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { documentAnswers, documents, documentVersions, documentViews } from '#db/schema/documents.ts';
import type { Ctx } from '../context.ts';
import { getFiles, type StoredFile } from '../files/index.ts';
import { getPeople, isCustomer } from '../identity/index.ts';
import { stateOf } from './document.ts';
import { canSeeDocument, canSeeViews } from './document.policy.ts';
import { presentAnswer, subjectFor, type DocumentDetails } from './document.presenter.ts';

const documentById = preparedOne((db) =>
  db
    .select()
    .from(documents)
    .where(eq(documents.id, sql.placeholder('id'))),
);

/** A document with its versions, the newest first; null when it is not this viewer's. At most five queries. */
export async function getDocument(ctx: Ctx, id: string): Promise<DocumentDetails | null> {
  const row = await documentById(ctx.db.read, { id });
  const withdrawn = row?.withdrawnAt != null;
  if (!row || !canSeeDocument(ctx.viewer, { customerId: row.customerId, withdrawn })) return null;
  const rows = await ctx.db.read
    .select()
    .from(documentVersions)
    .leftJoin(documentAnswers, eq(documentAnswers.versionId, documentVersions.id))
    .where(eq(documentVersions.documentId, id))
    .orderBy(desc(documentVersions.number));
  const ids = rows.map(({ document_versions: { id: versionId } }) => versionId);
  const seen = canSeeViews(ctx.viewer, row)
    ? await ctx.db.read
        .select()
        .from(documentViews)
        .where(inArray(documentViews.versionId, ids))
        .orderBy(asc(documentViews.firstAt))
    : [];
  const stored = await getFiles(
    ctx,
    rows.map(({ document_versions: { fileId } }) => fileId),
  );
  const adders = rows.flatMap(({ document_versions: { addedBy } }) => addedBy ?? []);
  const people = await getPeople(ctx.db.read, [...adders, ...seen.map(({ userId }) => userId)]);
  const versions = rows.flatMap(({ document_versions: version, document_answers: answer }) => {
    const file = stored.get(version.fileId);
    if (!file) return [];
    const { number, note, addedBy, createdAt } = version;
    const views = seen.flatMap(({ versionId, userId, firstAt, lastAt }) => {
      const name = versionId === version.id ? people.get(userId)?.name : undefined;
      return name === undefined ? [] : [{ name, firstAt, lastAt }];
    });
    return [
      {
        id: version.id,
        number,
        file,
        note,
        addedBy: addedBy === null ? null : (people.get(addedBy)?.name ?? null),
        createdAt,
        answer: answer && presentAnswer(answer),
        views,
      },
    ];
  });
  const { customerId, kind, title, origin, asks, createdAt, changedAt } = row;
  const state = stateOf({ asks, withdrawn, answer: versions[0]?.answer?.kind ?? null });
  const subject = subjectFor(ctx.viewer, row);
  return { id, customerId, kind, title, origin, asks, state, withdrawn, subject, createdAt, changedAt, versions };
}

/** The file of one version; null when it is not this viewer's. */
export async function getDocumentFile(ctx: Ctx, id: string, number: number): Promise<StoredFile | null> {
  const document = await getDocument(ctx, id);
  const version = document?.versions.find((each) => each.number === number);
  if (!version) return null;
  await noteSeen(ctx, version.id);
  return version.file;
}

/**
 * Notes that this person has seen a version: evidence like a log, and what is new in their list. Reading a page may do it, as
 * it prolongs a session. Neither our people, who see everything, nor somebody who looks at a cabinet as its customer.
 */
export async function noteSeen(ctx: Ctx, versionId: string): Promise<void> {
  const { viewer } = ctx;
  if (!isCustomer(viewer) || viewer.preview !== null) return;
  const now = ctx.clock.now();
  const row = { versionId, userId: viewer.userId, firstAt: now, lastAt: now };
  await ctx.db.write((tx) =>
    tx
      .insert(documentViews)
      .values(row)
      .onConflictDoUpdate({ target: [documentViews.versionId, documentViews.userId], set: { lastAt: now } }),
  );
}
