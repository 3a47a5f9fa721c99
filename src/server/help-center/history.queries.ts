import { asc, eq } from 'drizzle-orm';
import type { Reader as DbReader } from '#db/client.ts';
import { articleActivity } from '#db/schema/help-center.ts';
import { articleRevisions } from '#db/schema/help-center-revisions.ts';
import type { Tx } from '#db/write.ts';
import { manyLines, oneLine } from '../platform/visible-text.ts';
import type { ActivityKind } from './article-activity.ts';
import type { ActivityDocument, RevisionDocument, RevisionRole, StateDocument } from './history-folder.ts';
import type { ArticleRow } from './revision.queries.ts';
import { writersIn, type Revision } from './revision.ts';
import { findWriters, type NamedWriter } from './writers.ts';

type Db = DbReader | Tx;
type ActivityRow = typeof articleActivity.$inferSelect;

/** Everything that is kept of one language of an article, as its history says it. */
export interface History {
  state: StateDocument;
  /** Oldest first. */
  revisions: RevisionDocument[];
  /** Those who are named in it. */
  writers: NamedWriter[];
}

/** The history of one language of an article. */
export async function historyOf(db: Db, article: ArticleRow): Promise<History> {
  const rows: Revision[] = await db
    .select()
    .from(articleRevisions)
    .where(eq(articleRevisions.articleId, article.id))
    .orderBy(asc(articleRevisions.number));
  const ids = [...rows.flatMap((row) => Object.values(writersIn(row))), article.verifiedBy, article.absentVerifier];
  ids.push(article.ownerId, article.absentOwner);
  const writers = await findWriters(db, present(ids));
  const emailOf = (...found: (string | null | undefined)[]) => emailIn(writers, found);
  const { status, revision: shown, createdAt, publishedAt, sourceLocale, sourceRevision } = article;
  const { verifiedOn, verifiedBy, absentVerifier, remindedAt, underReviewAt, doubtsSettledAt } = article;
  const written = rows.find(({ number }) => number === shown) ?? rows.at(-1);
  const name = oneLine(article.title);
  return {
    state: {
      ...{ status, shown, name: written && oneLine(written.title) === name ? null : name, createdAt, publishedAt },
      ...{ translationOf: sourceLocale, translates: sourceRevision, verifiedOn },
      ...{ verifiedBy: emailOf(verifiedBy, absentVerifier), remindedAt, underReviewAt, doubtsSettledAt },
    },
    revisions: rows.map((row) => documentOfRevision(row, emailOf)),
    writers: [...writers.values()],
  };
}

function documentOfRevision(row: Revision, emailOf: (id: string | null) => string | null): RevisionDocument {
  const { number, state, title, summary, questions, body, reason, createdAt, savedAt, reviewedAt, reviewNote } = row;
  const people = Object.entries(writersIn(row)).map(([role, id]) => [role, emailOf(id)] as const);
  return {
    // What nobody sees is left out on the way in, and would differ from what came from elsewhere.
    ...{ number, state, title: oneLine(title), summary: oneLine(summary), questions: questions.map(oneLine) },
    ...{ body: manyLines(body), reason: seen(reason), createdAt, savedAt, reviewedAt, reviewNote: seen(reviewNote) },
    ...{ publishAt: row.publishAt, publishedAt: row.publishedAt, restoredFrom: row.restoredFrom },
    ...{ translates: row.sourceRevision, ...(Object.fromEntries(people) as Record<RevisionRole, string | null>) },
  };
}

const seen = (text: string | null): string | null => text && manyLines(text);

/** What happened to an article or a topic, oldest first, and who is named in it. */
export async function activityOf(
  db: Db,
  key: string,
): Promise<{ activity: ActivityDocument[]; writers: NamedWriter[] }> {
  const rows = await db
    .select()
    .from(articleActivity)
    .where(eq(articleActivity.key, key))
    .orderBy(asc(articleActivity.createdAt), asc(articleActivity.id));
  const ids = rows.flatMap((row) => [row.userId, row.absentId, ...ownersIn(row.details)]);
  const writers = await findWriters(db, present(ids));
  return {
    activity: rows.map((row) => documentOfActivity(row, writers)),
    writers: [...writers.values()],
  };
}

function documentOfActivity(row: ActivityRow, writers: ReadonlyMap<string, NamedWriter>): ActivityDocument {
  const { createdAt: at, kind, locale, userId, absentId } = row;
  const details = withOwners(row.details, (id) => emailIn(writers, [id]));
  return { at, kind: kind as ActivityKind, locale, by: emailIn(writers, [userId, absentId]), details };
}

/** Owners before and after a change of settings: the only people that details name. */
export function ownersIn(details: Readonly<Record<string, unknown>>): (string | null)[] {
  const changes = details['changes'];
  if (typeof changes !== 'object' || changes === null || !('ownerId' in changes)) return [];
  return Array.isArray(changes.ownerId) ? changes.ownerId.map((id) => (typeof id === 'string' ? id : null)) : [];
}

/** Details with owners named in another way. */
export function withOwners(
  details: Record<string, unknown>,
  rename: (owner: string | null) => string | null,
): Record<string, unknown> {
  const owners = ownersIn(details);
  if (owners.length === 0) return details;
  return { ...details, changes: { ...(details['changes'] as object), ownerId: owners.map(rename) } };
}

const present = (ids: readonly (string | null | undefined)[]): string[] => [...new Set(ids.flatMap((id) => id ?? []))];

/** The address of the first who is known. */
function emailIn(writers: ReadonlyMap<string, NamedWriter>, ids: readonly (string | null | undefined)[]) {
  for (const id of ids) {
    const email = writers.get(id ?? '')?.email;
    if (email !== undefined) return email;
  }
  return null;
}
