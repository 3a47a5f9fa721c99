import { eq, inArray } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { publish as tell } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { manyLines, oneLine } from '../platform/visible-text.ts';
import { moveArticle } from './archive-article.ts';
import type { ArticleDocument } from './article-folder.ts';
import { articlePublished } from './article.events.ts';
import { settingsOf, type ArticleSettings } from './article-settings.ts';
import { changeWithin } from './change-article-settings.ts';
import { restrictedFiles } from './file-owners.ts';
import { insertArticle, publishWithin } from './publish-article.ts';
import { faultsOf, lostLinks } from './revision.check.ts';
import { findArticleRow, findCategory, findWorkingRevision, type ArticleRow } from './revision.queries.ts';
import { contentOf, sameContent } from './revision.ts';
import { startWithin } from './save-revision.ts';
import { findWriters, meetWriters, NOBODY, type Writer } from './writers.ts';

export type ImportState = 'new' | 'changed' | 'unchanged';

export interface ImportOptions {
  publish: boolean;
  /** Keys that come in the same folder: they may be linked to before they are there. */
  incoming: ReadonlySet<string>;
  /** Ids of those who may own articles, by mail address. */
  owners: ReadonlyMap<string, string>;
  /** Names of people in the histories of the folder, by mail address: who of them has no account here stays a name. */
  names: ReadonlyMap<string, string>;
  /** Its history was just brought in: it stands as it was exported, and what the file says besides is not noted once more. */
  cameWithHistory?: boolean;
}

/** One language of an article from a file, Refusals say why; whoever calls takes back what a refused one did. */
export async function importArticle(
  ctx: Ctx,
  tx: Tx,
  written: ArticleDocument,
  options: ImportOptions,
): Promise<Result<ImportState>> {
  const document = visible(written);
  const known = await findArticleRow(tx, document);
  const owner = await ownerFor(ctx, tx, { known, email: document.owner, options });
  if (!owner) return fail('invalid_input', 'articles.settings.error.owner');
  if (!(await findCategory(tx, document.categoryId))) return fail('invalid_input', 'help.unknownCategory');
  const settings = { ...settingsFor(document), ownerId: owner.userId, absentOwner: owner.absentId };
  if (!known) {
    const added = await add(ctx, tx, document, options);
    if (!added.ok) return added;
    const settled = await settle(ctx, tx, document, settings, false);
    return settled.ok ? ok('new') : settled;
  }
  return change(ctx, tx, { known, document, settings, options });
}

/** The same without characters that nobody sees. */
const visible = (written: ArticleDocument): ArticleDocument => ({
  ...written,
  ...{ title: oneLine(written.title), summary: oneLine(written.summary), body: manyLines(written.body) },
  questions: written.questions.map(oneLine),
  tags: written.tags.map(oneLine),
});

async function add(ctx: Ctx, tx: Tx, document: ArticleDocument, options: ImportOptions): Promise<Result<unknown>> {
  if (document.status === 'draft' || !options.publish) {
    const article = await insertArticle(ctx, tx, checkedOf(document));
    await startWithin(ctx, tx, article, { content: contentOf(document) });
    return ok(null);
  }
  const fault = await faultBefore(tx, document, options);
  if (fault) return fault;
  const published = await publishWithin(ctx, tx, checkedOf(document));
  return published.ok ? followStatus(ctx, tx, document) : published;
}

type ImportedSettings = ArticleSettings & { absentOwner: string | null };

interface Change {
  known: ArticleRow;
  document: ArticleDocument;
  settings: ImportedSettings;
  options: ImportOptions;
}

async function change(ctx: Ctx, tx: Tx, { known, document, settings, options }: Change): Promise<Result<ImportState>> {
  const isShown = known.revision > 0;
  const working = await findWorkingRevision(tx, known.id);
  const isSameText = sameContent(isShown ? known : (working ?? known), document);
  const status = known.status === 'published' || known.status === 'archived' ? known.status : 'draft';
  const isSame = isSameText && isPlaced(known, document) && status === document.status && isSettled(known, settings);
  const { cameWithHistory = false } = options;
  if (isSame && !cameWithHistory) return ok('unchanged');
  if (!isSameText && working) return fail('conflict', 'help.error.beingWritten');
  if (isShown && document.status === 'draft') return fail('conflict', 'articles.import.error.shown');
  if (!options.publish && isShown) {
    if (isSameText) return fail('conflict', 'articles.import.error.needsPublish');
    await startWithin(ctx, tx, known, { content: contentOf(document) });
    return ok('changed');
  }
  // What was never shown and is as it was elsewhere need not be ready for readers.
  const isReadByNobody = document.status === 'draft' || (cameWithHistory && !isShown && isSameText);
  const fault = isReadByNobody ? null : await faultBefore(tx, document, options);
  if (fault) return fault;
  const moved = await apply(ctx, tx, { known, document, isSameText });
  if (!moved.ok) return moved;
  const settled = await settle(ctx, tx, document, settings, cameWithHistory);
  return settled.ok ? ok('changed') : settled;
}

/** Text and place of one language. */
async function apply(
  ctx: Ctx,
  tx: Tx,
  { known, document, isSameText }: { known: ArticleRow; document: ArticleDocument; isSameText: boolean },
): Promise<Result<unknown>> {
  const { categoryId, popular, updatedOn } = document;
  if (isSameText && (known.revision > 0 || document.status !== 'published')) {
    const place = { categoryId, popular, updatedOn, related: [...document.related] };
    await tx.update(articles).set(place).where(eq(articles.id, known.id));
    await tell(ctx, tx, articlePublished({ articleId: known.id }));
    return followStatus(ctx, tx, document);
  }
  // A text that was never shown and is being written is published in the desk.
  const published = await publishWithin(ctx, tx, checkedOf(document));
  return published.ok ? followStatus(ctx, tx, document) : published;
}

/** Archives or gives back, as the file says. */
async function followStatus(ctx: Ctx, tx: Tx, { key, locale, status }: ArticleDocument): Promise<Result<null>> {
  const row = await findArticleRow(tx, { key, locale });
  if (row && status !== 'draft' && row.status !== status) {
    const kind = status === 'archived' ? 'article.archived' : 'article.restored';
    await moveArticle(ctx, tx, row, { status, kind });
  }
  return ok(null);
}

/** What all languages share; what each says by itself stays. */
async function settle(
  ctx: Ctx,
  tx: Tx,
  { key, locale }: ArticleDocument,
  { absentOwner, ...settings }: ImportedSettings,
  isTold: boolean,
): Promise<Result<unknown>> {
  const row = await findArticleRow(tx, { key, locale });
  if (!row) throw new Error(`the article ${key} was not stored`);
  if (isSettled(row, { ...settings, absentOwner })) return ok(null);
  const changed = await changeWithin(ctx, tx, {
    ...{ key, settings: { ...settings, ...placeOf(row) }, settingsVersion: row.settingsVersion },
    owners: new Set(settings.ownerId === null ? [] : [settings.ownerId]),
    // A file may say that an article was over long ago.
    mayBeOver: true,
    isTold,
  });
  if (changed.ok) await tx.update(articles).set({ absentOwner }).where(eq(articles.key, key));
  return changed;
}

/** Who answers for it here; null where nobody can. Whoever answered for it before and left may stay until somebody is found. */
async function ownerFor(
  ctx: Ctx,
  tx: Tx,
  { known, email, options }: { known: ArticleRow | null; email: string | null; options: ImportOptions },
): Promise<Writer | null> {
  if (email === null) return NOBODY;
  const userId = options.owners.get(email);
  if (userId !== undefined) return { userId, absentId: null };
  const before = known?.ownerId ?? null;
  if (before !== null && (await findWriters(tx, [before])).get(before)?.email === email) {
    return { userId: before, absentId: null };
  }
  if (!options.names.has(email)) return null;
  const owner = (await meetWriters(ctx, tx, { emails: [email], names: options.names }))(email);
  return owner.userId === null ? owner : null;
}

const placeOf = ({ categoryId, related, popular }: ArticleRow) => ({ categoryId, related, popular });

const settingsFor = (document: ArticleDocument): Omit<ArticleSettings, 'ownerId'> => {
  const { categoryId, audience, segments, customerIds, tags, related, verifyEveryDays, expiresAt, popular } = document;
  return { categoryId, audience, segments, customerIds, tags, related, verifyEveryDays, expiresAt, popular };
};

const isPlaced = (known: ArticleRow, document: ArticleDocument): boolean =>
  known.updatedOn === document.updatedOn &&
  JSON.stringify(placeOf(known)) ===
    JSON.stringify({ categoryId: document.categoryId, related: document.related, popular: document.popular });

const isSettled = (known: ArticleRow, settings: ImportedSettings): boolean =>
  known.absentOwner === settings.absentOwner &&
  JSON.stringify({ ...settingsOf(known), ...placeOf(known) }) ===
    JSON.stringify({ ...settingsOf(settings), ...placeOf(known) });

const checkedOf = (document: ArticleDocument) => {
  const { key, locale, categoryId, updatedOn, popular, related } = document;
  return {
    ...{ ...contentOf(document), key, locale, categoryId, updatedOn, related: [...related] },
    ...(popular === null ? {} : { popular }),
  };
};

/** What readers could not do with it: too short, links and related articles that lead nowhere. */
async function faultBefore(
  tx: Tx,
  document: ArticleDocument,
  { incoming }: ImportOptions,
): Promise<Result<never> | null> {
  const lost = (await lostLinks(tx, document.key, document.body)).filter(
    (link) => !link.startsWith('article:') || !incoming.has(link.slice('article:'.length)),
  );
  const unknown = document.related.filter((key) => !incoming.has(key));
  const rows =
    unknown.length === 0
      ? []
      : await tx.selectDistinct({ key: articles.key }).from(articles).where(inArray(articles.key, unknown));
  const there = new Set(rows.map(({ key }) => key));
  lost.push(...unknown.filter((key) => !there.has(key)).map((key) => `article:${key}`));
  if (lost.length > 0) return fail('invalid_input', 'help.error.lostLinks', { values: { links: lost.join(', ') } });
  const files = await restrictedFiles(tx, document, document.body);
  if (files.length > 0) {
    return fail('invalid_input', 'help.error.restrictedFiles', { values: { files: files.join(', ') } });
  }
  // Its links were looked at above, with what comes along.
  const faults = await faultsOf(tx, document, { ...contentOf(document), body: withoutLinks(document.body) });
  if (!faults || faults.ok) return null;
  const [first] = Object.values(faults.error.fields ?? {});
  return fail(
    'invalid_input',
    first ?? faults.error.message,
    faults.error.values ? { values: faults.error.values } : {},
  );
}

const withoutLinks = (body: string): string => body.replaceAll(/\]\((article|file):|\{\{block:/g, '](#');
