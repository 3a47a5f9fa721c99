import { and, eq, sql, type SQL } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { companyDay } from '../platform/company-day.ts';
import { addDays } from '#content/format.ts';
import { canSeeDemand } from './demand.policy.ts';
import { helpfulScore, type Said, type Score } from './helpful-score.ts';
import { flushJournal } from './journal.ts';

const DAY_MS = 86_400_000;

/** What one article did in a period. */
export interface ArticleFigures {
  key: string;
  locale: Locale;
  title: string;
  underReview: boolean;
  views: number;
  /** Readers on a day; somebody who comes back the next day is counted again. */
  readers: number;
  /** Searches of which it was opened. */
  searches: number;
  /** Readers who started a conversation about it within 48 hours. */
  asked: number;
  /** Share of readers who did not, 0–1; null when nobody read it. */
  deflection: number | null;
  /** Of all votes on the text that is shown. */
  score: Score;
  /** Votes on earlier texts. */
  earlier: Said;
}

/** Readers who did not write to us about an article within 48 hours of reading it, of all its readers; null without readers. */
export const deflectionOf = (readers: number, asked: number): number | null =>
  readers === 0 ? null : (readers - Math.min(asked, readers)) / readers;

export const figureSorts = ['title', 'views', 'readers', 'searches', 'asked', 'deflection', 'score'] as const;
export type FigureSort = (typeof figureSorts)[number];

export interface FiguresChoice {
  locale: Locale;
  days: number;
  sort?: FigureSort;
  descending?: boolean;
}

/** All published articles of a language with what they did, sorted; null for those who do not work here. */
export async function listArticleFigures(ctx: Ctx, choice: FiguresChoice): Promise<ArticleFigures[] | null> {
  if (!canSeeDemand(ctx.viewer)) return null;
  const { locale, days, sort = 'views', descending = true } = choice;
  const published = and(eq(articles.locale, locale), eq(articles.status, 'published'));
  const figures = await read(ctx, days, published);
  const value = valueOf(sort);
  const compare = (a: ArticleFigures, b: ArticleFigures): number => {
    const [one, other] = [value(a), value(b)];
    const order =
      typeof one === 'string' && typeof other === 'string'
        ? one.localeCompare(other, locale)
        : Number(one) - Number(other);
    return (descending ? -order : order) || (a.key < b.key ? -1 : 1);
  };
  // What cannot be said comes last, whichever way it is sorted.
  const [known, unknown] = [
    figures.filter((each) => value(each) !== null),
    figures.filter((each) => value(each) === null),
  ];
  return [...known.sort(compare), ...unknown.sort((a, b) => (a.key < b.key ? -1 : 1))];
}

const valueOf =
  (sort: FigureSort) =>
  (figures: ArticleFigures): string | number | null =>
    sort === 'score' ? figures.score.atLeast : figures[sort];

/** What one article did; null when there is none, and for those who do not work here. */
export async function getArticleFigures(
  ctx: Ctx,
  { key, locale, days }: { key: string; locale: Locale; days: number },
): Promise<ArticleFigures | null> {
  if (!canSeeDemand(ctx.viewer)) return null;
  const [figures] = await read(ctx, days, and(eq(articles.key, key), eq(articles.locale, locale)));
  return figures ?? null;
}

async function read(ctx: Ctx, days: number, which: SQL | undefined): Promise<ArticleFigures[]> {
  await flushJournal(ctx);
  const since = ctx.clock.now().getTime() - days * DAY_MS;
  const day = addDays(companyDay(ctx.clock), -days);
  const readings = (what: SQL) =>
    sql<number>`(select ${what} from article_readings as r where r.article_id = ${articles.id} and r.day > ${day})`;
  const votes = (what: SQL) =>
    sql<number>`(select count(*) from article_votes as v where v.article_id = ${articles.id} and v.counted and ${what})`;
  const shown = sql`v.revision = ${articles.revision}`;
  const rows = await ctx.db.read
    .select({
      key: articles.key,
      locale: articles.locale,
      title: articles.title,
      underReviewAt: articles.underReviewAt,
      views: readings(sql`cast(total(r.views) as integer)`),
      readers: readings(sql`count(*)`),
      asked: readings(sql`count(r.asked_at)`),
      searches: sql<number>`(select count(*) from search_clicks as c where c.article_id = ${articles.id} and c.created_at >= ${since})`,
      yes: votes(sql`v.helpful and ${shown}`),
      no: votes(sql`not v.helpful and ${shown}`),
      yesEarlier: votes(sql`v.helpful and not coalesce(${shown}, 0)`),
      noEarlier: votes(sql`not v.helpful and not coalesce(${shown}, 0)`),
    })
    .from(articles)
    .where(which);
  return rows.map(({ underReviewAt, yes, no, yesEarlier, noEarlier, ...row }) => ({
    ...row,
    underReview: underReviewAt !== null,
    deflection: deflectionOf(row.readers, row.asked),
    score: helpfulScore({ yes, no }),
    earlier: { yes: yesEarlier, no: noEarlier },
  }));
}
