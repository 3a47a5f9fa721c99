import { eq, inArray } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import { defaultLocale } from '#content/locales.ts';
import type { WordKey } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { canSeeCustomers } from '../customers/index.ts';
import { listStaff } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { noteActivity } from './article-activity.ts';
import { articlePublished } from './article.events.ts';
import { canDecideReviews, canOwnArticles, canWriteArticles } from './article.policy.ts';
import {
  changedSettings,
  settingsOf,
  tidySettings,
  type ArticleSettings,
  type SettingName,
} from './article-settings.ts';
import { restrictedFiles } from './file-owners.ts';
import { findCategory, findVersionRows } from './revision.queries.ts';

/**
 * Changes what all languages of an article share: topic, readers, owner, when it is checked and when it ends. Search and
 * assistant follow. Refused when somebody else changed it since it was opened; what is the same changes nothing. Customers are
 * chosen by those who see customers: for others the chosen ones stay.
 * @param input.settingsVersion the one that was opened
 */
export async function changeArticleSettings(
  ctx: Ctx,
  input: ArticleSettings & { key: string; settingsVersion: number },
): Promise<Result<{ settingsVersion: number; changed: boolean }>> {
  if (!canWriteArticles(ctx.viewer)) return fail('not_found', 'error.notFound');
  // Whoever can sign in is no article's own table to ask, and this cannot change within a write of ours.
  const owners = new Set((await listStaff(ctx)).filter(canOwnArticles).map(({ id }) => id));
  const { key, settingsVersion } = input;
  return ctx.db.write((tx) => changeWithin(ctx, tx, { key, settings: settingsOf(input), settingsVersion, owners }));
}

interface Change {
  key: string;
  settings: ArticleSettings;
  settingsVersion: number;
  /** Ids of those who may own an article. */
  owners: ReadonlySet<string>;
  /** It may say that it ended in the past. */
  mayBeOver?: boolean;
  /** Who changed it came along as history, so it is not told once more, and whoever was reminded stays so. */
  isTold?: boolean;
}

/** The same inside a transaction that changes more. */
export async function changeWithin(
  ctx: Ctx,
  tx: Tx,
  { key, settings, settingsVersion: opened, owners, mayBeOver = false, isTold = false }: Change,
): Promise<Result<{ settingsVersion: number; changed: boolean }>> {
  const versions = await findVersionRows(tx, key);
  // What files say of each language by itself (what stands beside it) is shown, and compared, as the first language has it.
  const known = versions.find(({ locale }) => locale === defaultLocale) ?? versions[0];
  if (!known) return fail('not_found', 'error.notFound');
  if (known.settingsVersion !== opened) return fail('conflict', 'articles.settings.error.changed');
  const customerIds = canSeeCustomers(ctx.viewer) ? settings.customerIds : known.customerIds;
  const before = settingsOf(known);
  const after = tidySettings({ ...settings, customerIds }, key);
  const now = mayBeOver ? null : ctx.clock.now();
  const wrong = await faultIn(tx, { before, after, owners, mayLeaveReview: canDecideReviews(ctx.viewer), now });
  if (wrong) return wrong;
  const changes = changedSettings(before, after);
  if (Object.keys(changes).length === 0) return ok({ settingsVersion: opened, changed: false });
  if (changes.audience ?? changes.segments ?? changes.customerIds) {
    const bodies = versions.map(({ body }) => body).join('\n');
    const files = (await restrictedFiles(tx, { ...after, key }, bodies)).join(', ');
    const message = 'articles.settings.error.files';
    if (files !== '') return fail('invalid_input', message, { values: { files }, fields: { audience: message } });
  }
  const settingsVersion = opened + 1;
  await tx
    .update(articles)
    .set({
      ...Object.fromEntries(Object.keys(changes).map((name) => [name, after[name as SettingName]])),
      settingsVersion,
      ...(changes.ownerId ? { absentOwner: null } : {}),
      // Another owner or another period: whoever answers for it now is reminded anew.
      ...(!isTold && (changes.ownerId || changes.verifyEveryDays) ? { remindedAt: null } : {}),
    })
    .where(eq(articles.key, key));
  if (!isTold) await noteActivity(ctx, tx, { key, locale: null, kind: 'article.changed', details: { changes } });
  for (const { id } of versions) await publish(ctx, tx, articlePublished({ articleId: id }));
  return ok({ settingsVersion, changed: true });
}

interface Proposed {
  before: ArticleSettings;
  after: ArticleSettings;
  /** Ids of those who may own an article. */
  owners: ReadonlySet<string>;
  mayLeaveReview: boolean;
  /** Null where an end in the past is fine. */
  now: Date | null;
}

async function faultIn(
  tx: Tx,
  { before, after, owners, mayLeaveReview, now }: Proposed,
): Promise<Result<never> | null> {
  const refused = (field: string, message: WordKey) => fail('invalid_input', message, { fields: { [field]: message } });
  const topic = await findCategory(tx, after.categoryId);
  if (!topic) return refused('categoryId', 'help.unknownCategory');
  // Else whoever wants to publish alone would take the article elsewhere for a minute.
  if (!topic.reviewed && !mayLeaveReview && (await findCategory(tx, before.categoryId))?.reviewed) {
    return refused('categoryId', 'articles.settings.error.reviewed');
  }
  if (after.audience === 'chosen' && after.segments.length + after.customerIds.length === 0) {
    return refused('audience', 'articles.settings.error.nobody');
  }
  // Whoever owned it before and is gone may stay until somebody is found.
  if (after.ownerId !== null && after.ownerId !== before.ownerId && !owners.has(after.ownerId)) {
    return refused('ownerId', 'articles.settings.error.owner');
  }
  if (now && after.expiresAt && after.expiresAt <= now && after.expiresAt.getTime() !== before.expiresAt?.getTime()) {
    return refused('expiresAt', 'articles.settings.error.expired');
  }
  const wanted = after.related.filter((key) => !before.related.includes(key));
  if (wanted.length === 0) return null;
  const rows = await tx.selectDistinct({ key: articles.key }).from(articles).where(inArray(articles.key, wanted));
  return rows.length === wanted.length ? null : refused('related', 'articles.settings.error.related');
}
