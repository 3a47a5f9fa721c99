import { and, eq, isNotNull } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import { articleRevisions, articleSaves } from '#db/schema/help-center-revisions.ts';
import type { Tx } from '#db/write.ts';
import { defaultLocale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { bringActivity, emailsInActivity, unknownActivity } from './bring-activity.ts';
import type { ArticleDocument } from './article-folder.ts';
import { activityOf, historyOf, type History } from './history.queries.ts';
import { revisionRoles, type RevisionDocument, type StateDocument } from './history-folder.ts';
import { insertArticle } from './publish-article.ts';
import { lastTouch, planHistory, type HistoryFault, type HistoryPlan, type RevisionHere } from './plan-history.ts';
import type { ArticleHistory, HistoryProblem, LanguageHistory } from './read-history.ts';
import { findArticleRow, lastVersion, type ArticleRow } from './revision.queries.ts';
import { contentOf, sameContent } from './revision.ts';
import { keepFiles, renderBody } from './show-revision.ts';
import { meetWriters, type Writer } from './writers.ts';

type WriterOf = (email: string | null) => Writer;

/** What is brought in for one article. */
export interface Incoming {
  key: string;
  history: ArticleHistory;
  /** What stands beside it in the folder, one of each language that has a history. */
  documents: readonly ArticleDocument[];
  /** Names by mail address. */
  names: ReadonlyMap<string, string>;
}

/** The languages whose texts or state became others here, and whether the folder says the last of what happened. */
export type Brought = { ok: true; changed: boolean; isNewest: boolean } | { ok: false; problem: HistoryProblem };

/**
 * Brings the history of one article into the database, within a transaction: texts that are not here with who wrote them and when,
 * what happened to it, and how it stands where nothing happened here since. Again changes nothing. Refused where its texts here went
 * another way.
 */
export async function bringHistory(ctx: Ctx, tx: Tx, incoming: Incoming): Promise<Brought> {
  const { key, history, names } = incoming;
  const { activity: known } = await activityOf(tx, key);
  const activity = unknownActivity(known, history.activity);
  const ordered = history.languages.toSorted(
    (a, b) => Number(b.locale === defaultLocale) - Number(a.locale === defaultLocale),
  );
  const steps: Step[] = [];
  for (const language of ordered) {
    const article = await findArticleRow(tx, { key, locale: language.locale });
    const here = article && (await historyOf(tx, article));
    const planned = planHistory(here ? await withSaves(tx, article, here) : [], language.revisions);
    if (!planned.ok) return { ok: false, problem: say(language, planned.fault) };
    steps.push({ language, article, here, plan: planned.plan });
  }
  const changed =
    activity.length > 0 || steps.some(({ article, plan }) => !article || plan.add.length + plan.renew.length > 0);
  if (!changed) return { ok: true, changed, isNewest: false };
  const newest = (revisions: readonly RevisionDocument[], happened: readonly { at: Date }[]) =>
    Math.max(0, ...revisions.map(lastTouch), ...happened.map(({ at }) => at.getTime()));
  const isNewest =
    newest(
      history.languages.flatMap(({ revisions }) => revisions),
      history.activity,
    ) >=
    newest(
      steps.flatMap(({ here, plan }) => (plan.replacesAll ? [] : (here?.revisions ?? []))),
      known,
    );
  // Nobody else is met: whoever was forgotten here may still be named in what is here already.
  const emails = [...emailsInActivity(activity), ...steps.flatMap((step) => emailsIn(step, isNewest))];
  const writerOf = await meetWriters(ctx, tx, { emails, names });
  await bringActivity(ctx, tx, { key, activity, writerOf });
  for (const step of steps) await bringLanguage(ctx, tx, incoming, { ...step, writerOf, isNewest });
  return { ok: true, changed, isNewest };
}

interface Step {
  language: LanguageHistory;
  article: ArticleRow | null;
  here: History | null;
  plan: HistoryPlan;
}

/** Whether a language becomes as its history says, beside the texts that are added to it. */
const stands = ({ article, plan }: Pick<Step, 'article' | 'plan'>, isNewest: boolean): boolean =>
  isNewest || !article || plan.replacesAll;

async function bringLanguage(
  ctx: Ctx,
  tx: Tx,
  { documents }: Incoming,
  { language, article, plan, writerOf, isNewest }: Step & { writerOf: WriterOf; isNewest: boolean },
): Promise<void> {
  const document = documents.find(({ locale }) => locale === language.locale);
  if (!document) throw new Error(`${language.path} has no article`);
  const row = article ?? (await insertArticle(ctx, tx, begunWith(document)));
  const before = plan.replacesAll && article ? await takeAway(tx, row) : [];
  let version = Math.max(await lastVersion(tx, row.id), ...before.map((each) => each.version), 0);
  for (const revision of plan.add) {
    const id = ctx.ids.next();
    const values = { ...columnsOf(revision, writerOf), number: revision.number, version: ++version };
    await tx.insert(articleRevisions).values({ ...values, id, articleId: row.id });
    // A form that was opened before finds what it began with.
    for (const each of before.filter((taken) => sameContent(taken, revision))) {
      const saved = { version: each.version, content: contentOf(revision), savedAt: each.savedAt };
      await tx.insert(articleSaves).values({ ...saved, revisionId: id });
    }
  }
  for (const revision of plan.renew) {
    const one = and(eq(articleRevisions.articleId, row.id), eq(articleRevisions.number, revision.number));
    await tx
      .update(articleRevisions)
      .set({ ...columnsOf(revision, writerOf), version: ++version })
      .where(one);
  }
  if (stands({ article, plan }, isNewest)) await stand(ctx, tx, row, { language, writerOf });
}

/** Removes texts that came with a file and are among those that take their place. */
const takeAway = async (tx: Tx, { id }: ArticleRow) =>
  tx.delete(articleRevisions).where(eq(articleRevisions.articleId, id)).returning();

/** A new article as its file says; what all languages share is settled where files are imported. */
const begunWith = (document: ArticleDocument) => {
  const { key, locale, categoryId, updatedOn, popular, related } = document;
  return {
    ...{ ...contentOf(document), key, locale, categoryId, updatedOn, related: [...related] },
    ...(popular === null ? {} : { popular }),
  };
};

function columnsOf(revision: RevisionDocument, writerOf: WriterOf) {
  const { state, reason, restoredFrom, translates, createdAt, savedAt, reviewedAt, reviewNote } = revision;
  const met = Object.fromEntries(revisionRoles.map((role) => [role, writerOf(revision[role])])) as Record<
    (typeof revisionRoles)[number],
    Writer
  >;
  const absent = Object.fromEntries(
    revisionRoles.flatMap((role) => (met[role].absentId === null ? [] : [[role, met[role].absentId]])),
  );
  return {
    ...{ ...contentOf(revision), state, reason, restoredFrom, sourceRevision: translates, createdAt, savedAt },
    ...{ authorId: met.author.userId, savedBy: met.savedBy.userId, submittedBy: met.submittedBy.userId },
    ...{ reviewerId: met.reviewer.userId, reviewedAt, reviewNote, publishAt: revision.publishAt },
    ...{ publishedBy: met.publishedBy.userId, publishedAt: revision.publishedAt, absent },
  };
}

/** Makes one language of an article stand as its history says: what readers see, since when, who checked it last. */
async function stand(
  ctx: Ctx,
  tx: Tx,
  article: ArticleRow,
  { language, writerOf }: { language: LanguageHistory; writerOf: WriterOf },
): Promise<void> {
  const { revisions } = language;
  const state: StateDocument = language.state;
  const shown = revisions.find(({ number }) => number === state.shown);
  const written = shown ?? revisions.at(-1);
  const content = written ? { ...contentOf(written), title: state.name ?? written.title } : contentOf(article);
  const { files, ...rendered } = shown
    ? await renderBody(tx, shown.body, article.locale)
    : { html: '', text: '', headings: [], files: [] };
  await keepFiles(ctx, tx, article.key, files);
  const verifier = writerOf(state.verifiedBy);
  const { status, createdAt, publishedAt, verifiedOn, remindedAt, underReviewAt, doubtsSettledAt } = state;
  await tx
    .update(articles)
    .set({
      ...{ ...content, ...rendered, status, revision: state.shown, createdAt, publishedAt, verifiedOn, remindedAt },
      ...{ verifiedBy: verifier.userId, absentVerifier: verifier.absentId, underReviewAt, doubtsSettledAt },
      ...{ sourceLocale: state.translationOf, sourceRevision: state.translates },
    })
    .where(eq(articles.id, article.id));
}

/** The texts here, and on which of them somebody writes: a save is kept of each that a person made here. */
async function withSaves(tx: Tx, { id }: ArticleRow, { revisions }: History): Promise<RevisionHere[]> {
  const saved = await tx
    .selectDistinct({ number: articleRevisions.number })
    .from(articleSaves)
    .innerJoin(articleRevisions, eq(articleRevisions.id, articleSaves.revisionId))
    .where(and(eq(articleRevisions.articleId, id), isNotNull(articleSaves.savedBy)));
  const numbers = new Set(saved.map(({ number }) => number));
  return revisions.map((document) => ({ document, isSavedHere: numbers.has(document.number) }));
}

/** Of those who are named in what a step brings. */
function emailsIn(step: Step, isNewest: boolean): string[] {
  const { language, plan } = step;
  const named = [...plan.add, ...plan.renew].flatMap((revision) => revisionRoles.map((role) => revision[role]));
  if (stands(step, isNewest)) named.push(language.state.verifiedBy);
  return named.flatMap((email) => email ?? []);
}

function say({ path }: LanguageHistory, fault: HistoryFault): HistoryProblem {
  const file = `${path}/${String(fault.number).padStart(4, '0')}.md`;
  const why =
    fault.kind === 'beingWritten'
      ? `revision ${fault.number} is being written here too: publish or give up one of them`
      : `says another ${fault.field} than revision ${fault.number} here: the two went different ways. Without its history the article is imported as a new revision`;
  return { path: file, why };
}
