import { desc, eq } from 'drizzle-orm';
import { articleActivity } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { canWriteArticles } from './article.policy.ts';

/** What is noted beside writing itself. */
export const activityKinds = [
  'article.created',
  'translation.started',
  'translation.confirmed',
  'revision.submitted',
  'revision.returned',
  'revision.scheduled',
  'revision.published',
  'revision.discarded',
  'article.archived',
  'article.restored',
  'article.expired',
  'article.verified',
  'article.changed',
  'article.questioned',
  'category.created',
  'category.changed',
  'category.moved',
  'category.removed',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** What happened to a topic is noted under this key, which no article has. */
export const topicActivity = (id: string): string => `topic:${id}`;

interface Activity {
  /** Of an article, or `topicActivity`. */
  key: string;
  /** Null for what concerns all languages. */
  locale: Locale | null;
  kind: ActivityKind;
  details?: Record<string, unknown>;
}

/** Notes who did what to an article, in the transaction that does it. */
export async function noteActivity(ctx: Ctx, tx: Tx, { key, locale, kind, details = {} }: Activity): Promise<void> {
  const userId = ctx.viewer.kind === 'user' ? ctx.viewer.userId : null;
  await tx
    .insert(articleActivity)
    .values({ id: ctx.ids.next(), key, locale, kind, details, userId, createdAt: ctx.clock.now() });
}

export interface NotedActivity {
  locale: Locale | null;
  kind: ActivityKind;
  details: Record<string, unknown>;
  /** Null for what the application did. */
  userId: string | null;
  /** Whoever did it elsewhere and has no account here. */
  absentId: string | null;
  createdAt: Date;
}

/** What happened to an article or a topic, newest first; for those who write. */
export async function listActivity(ctx: Ctx, key: string): Promise<NotedActivity[]> {
  if (!canWriteArticles(ctx.viewer)) return [];
  const rows = await ctx.db.read
    .select()
    .from(articleActivity)
    .where(eq(articleActivity.key, key))
    .orderBy(desc(articleActivity.createdAt), desc(articleActivity.id))
    .limit(200);
  return rows.map(({ locale, kind, details, userId, absentId, createdAt }) => {
    return { locale, kind: kind as ActivityKind, details, userId, absentId, createdAt };
  });
}
