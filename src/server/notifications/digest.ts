import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { dayIn } from '#content/format.ts';
import { digests, notifications } from '#db/schema/notifications.ts';
import { getPerson } from '../identity/index.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { hourIn, plusDays, weekdayOf } from './local-time.ts';
import { digestDue } from './notification.events.ts';
import { digestOf } from './preferences.queries.ts';

/** When the digest comes, by the clock where the person is. */
const HOUR = 9;
const MONDAY = 1;

const waiting = and(eq(notifications.mail, 'digest'), isNull(notifications.digestId));

/**
 * Puts together the digest of everyone for whom something waits, daily or on Mondays, from nine o'clock at their place. One
 * per person and day: two processes, or a second look, make no second one. Nothing new, no digest. Run every few minutes.
 */
export async function prepareDigests(ctx: Ctx): Promise<void> {
  const people = await ctx.db.read.selectDistinct({ userId: notifications.userId }).from(notifications).where(waiting);
  for (const { userId } of people) {
    const person = await getPerson(ctx.db.read, userId);
    const now = ctx.clock.now();
    if (!person || hourIn(now, person.timeZone) < HOUR) continue;
    const often = person.active ? await digestOf(ctx.db.read, userId) : 'never';
    const on = dayIn(now, person.timeZone);
    if (often === 'weekly' && !(await isWeekOver(ctx, userId, on))) continue;
    await ctx.db.write(async (tx) => {
      const digestId = ctx.ids.next();
      const [made] =
        often === 'never'
          ? [{ id: digestId }]
          : await tx
              .insert(digests)
              .values({ id: digestId, userId, on, createdAt: now })
              .onConflictDoNothing()
              .returning({ id: digests.id });
      if (!made) return;
      // Taken along also when nobody wants the digest: it would wait for ever.
      await tx
        .update(notifications)
        .set({ digestId })
        .where(and(eq(notifications.userId, userId), waiting));
      if (often !== 'never') await publish(ctx, tx, digestDue({ digestId }));
    });
  }
}

/** On Mondays; later in the week when the process was away on Monday, but never for somebody who just began to wait. */
async function isWeekOver(ctx: Ctx, userId: string, on: string): Promise<boolean> {
  if (weekdayOf(on) === MONDAY) return true;
  const [last] = await ctx.db.read
    .select({ on: digests.on })
    .from(digests)
    .where(eq(digests.userId, userId))
    .orderBy(desc(digests.on))
    .limit(1);
  const [oldest] = await ctx.db.read
    .select({ at: sql<number | null>`min(${notifications.createdAt})` })
    .from(notifications)
    .where(and(eq(notifications.userId, userId), waiting));
  const since = last?.on ?? (oldest?.at == null ? on : dayIn(new Date(oldest.at), 'UTC'));
  return since <= plusDays(on, -7);
}
