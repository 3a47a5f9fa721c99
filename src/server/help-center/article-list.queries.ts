import { and, asc, count, desc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { alias, type SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { prepared, preparedOne } from '#db/prepared.ts';
import { articles } from '#db/schema/help-center.ts';
import { articleRevisions } from '#db/schema/help-center-revisions.ts';
import { locales } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { anyCasePattern } from '../platform/any-case.ts';
import { companyDay } from '../platform/company-day.ts';
import { canWriteArticles } from './article.policy.ts';
import {
  articleFilters,
  type ArticleFilter,
  type ArticleList,
  type ArticleListOptions,
  type ListedVersion,
} from './article-list.ts';
import { workingStates } from './revision.ts';

const working = alias(articleRevisions, 'working');
const source = alias(articles, 'source');
const isWorking = and(eq(working.articleId, articles.id), inArray(working.state, workingStates));
// The plus keeps the database from the unique index, behind which it would read past the texts; articles_listed has all that is asked.
const isSource = and(eq(source.key, articles.key), sql`+${source.locale} = ${articles.sourceLocale}`);
const outdated = sql`(${articles.revision} > 0 and ${source.revision} > ${articles.sourceRevision})`;
const alive = sql`${articles.status} <> 'archived'`;
// What is shown is as old as readers are told: seeding it today does not make it new.
const touched = sql<number>`max(coalesce(${working.savedAt}, 0), unixepoch(${articles.updatedOn}) * 1000)`;
const any = (condition: SQL, name: string) => sql<number>`max(coalesce(${condition}, 0))`.as(name);
const placeholders = ['word1', 'word2', 'word3'] as const;
const isNamed = (title: SQLiteColumn) =>
  and(...placeholders.map((each) => sql`${title} glob ${sql.placeholder(each)}`));

/** Every article once, with what is true of any of its languages. */
const byKey = (db: Ctx['db']['read']) =>
  db
    .select({
      key: articles.key,
      touched: sql<number>`max(${touched})`.as('touched'),
      all: any(alive, 'is_all'),
      mine: any(
        sql`${alive} and (${articles.ownerId} = ${sql.placeholder('me')} or ${working.authorId} = ${sql.placeholder('me')})`,
        'is_mine',
      ),
      draft: any(sql`${working.state} = 'draft' and ${alive}`, 'is_draft'),
      in_review: any(sql`${working.state} = 'in_review' and ${alive}`, 'is_in_review'),
      scheduled: any(sql`${working.state} = 'scheduled' and ${alive}`, 'is_scheduled'),
      doubted: any(sql`${articles.underReviewAt} is not null and ${articles.status} = 'published'`, 'is_doubted'),
      unverified: any(
        sql`${articles.status} = 'published' and ${articles.verifyEveryDays} is not null and
          date(coalesce(${articles.verifiedOn}, ${articles.updatedOn}), '+' || ${articles.verifyEveryDays} || ' days') <= ${sql.placeholder('today')}`,
        'is_unverified',
      ),
      outdated: any(sql`${outdated} and ${alive}`, 'is_outdated'),
      untranslated:
        sql<number>`count(distinct case when ${alive} then ${articles.locale} end) between 1 and ${locales.length - 1}`.as(
          'is_untranslated',
        ),
      archived: any(sql`not ${alive}`, 'is_archived'),
    })
    .from(articles)
    .leftJoin(working, isWorking)
    .leftJoin(source, isSource)
    .where(
      and(
        sql`(${sql.placeholder('categoryId')} is null or ${articles.categoryId} = ${sql.placeholder('categoryId')})`,
        sql`(${sql.placeholder('word1')} = '*' or ${articles.key} in (select key from articles as named where ${isNamed(alias(articles, 'named').title)}))`,
      ),
    )
    .groupBy(articles.key)
    .as('by_key');

const counted = preparedOne((db) => {
  const rows = byKey(db);
  const sum = (column: SQL.Aliased<number>) => sql<number>`coalesce(sum(${column}), 0)`;
  return db
    .select({
      all: sum(rows.all),
      mine: sum(rows.mine),
      draft: sum(rows.draft),
      in_review: sum(rows.in_review),
      scheduled: sum(rows.scheduled),
      doubted: sum(rows.doubted),
      unverified: sum(rows.unverified),
      outdated: sum(rows.outdated),
      untranslated: sum(rows.untranslated),
      archived: sum(rows.archived),
      rows: count(),
    })
    .from(rows);
});

const pages = new Map<ArticleFilter, ReturnType<typeof makePage>>();
const makePage = (filter: ArticleFilter) =>
  prepared((db) => {
    const rows = byKey(db);
    return db
      .select({ key: rows.key, touched: rows.touched })
      .from(rows)
      .where(eq(rows[filter], 1))
      .orderBy(desc(rows.touched), asc(rows.key))
      .limit(sql.placeholder('limit'))
      .offset(sql.placeholder('offset'));
  });

const versionsOf = prepared((db) =>
  db
    .select({
      key: articles.key,
      locale: articles.locale,
      title: articles.title,
      categoryId: articles.categoryId,
      audience: articles.audience,
      status: articles.status,
      working: working.state,
      isOutdated: sql<number>`coalesce(${outdated}, 0)`,
      underReviewAt: articles.underReviewAt,
    })
    .from(articles)
    .leftJoin(working, isWorking)
    .leftJoin(source, isSource)
    .where(sql`${articles.key} in (select value from json_each(${sql.placeholder('keys')}))`)
    .orderBy(sql`${articles.sourceLocale} is not null`, asc(articles.locale)),
);

/** Articles for those who write, what was touched last first; null for everyone else. Three queries however many there are. */
export async function listArticlesToWrite(ctx: Ctx, options: ArticleListOptions = {}): Promise<ArticleList | null> {
  if (!canWriteArticles(ctx.viewer)) return null;
  const { filter = 'all', perPage = 30, categoryId = null, search = '' } = options;
  const [word1 = '*', word2 = '*', word3 = '*'] = search.split(/\s+/u).flatMap((word) => anyCasePattern(word) ?? []);
  const me = ctx.viewer.kind === 'user' ? ctx.viewer.userId : '';
  const given = { me, categoryId, today: companyDay(ctx.clock), ...{ word1, word2, word3 } };
  const found = await counted(ctx.db.read, given);
  const none = Object.fromEntries(articleFilters.map((each) => [each, 0])) as Record<ArticleFilter, number>;
  const counts = { ...none, ...found };
  const total = counts[filter];
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const select = pages.get(filter) ?? makePage(filter);
  pages.set(filter, select);
  const rows = await select(ctx.db.read, { ...given, limit: perPage, offset: (page - 1) * perPage });
  const versions = await versionsOf(ctx.db.read, { keys: JSON.stringify(rows.map(({ key }) => key)) });
  const grouped = Map.groupBy(versions, ({ key }) => key);
  return {
    articles: rows.flatMap(({ key, touched: at }) => {
      const own = grouped.get(key) ?? [];
      const [first] = own;
      if (!first) return [];
      const { categoryId: category, audience } = first;
      return [{ key, categoryId: category, audience, touchedAt: new Date(at), versions: own.map(present) }];
    }),
    ...{ page, perPage, total, counts },
  };
}

type VersionRow = Awaited<ReturnType<typeof versionsOf>>[number];

const present = ({ locale, title, status, working: state, isOutdated, underReviewAt }: VersionRow): ListedVersion => ({
  ...{ locale, title, status },
  working: state === 'published' || state === 'discarded' ? null : state,
  isOutdated: isOutdated === 1,
  isDoubted: underReviewAt !== null,
});
