import { inArray, lte } from 'drizzle-orm';
import { deleteInPortions } from '#db/prune.ts';
import { digests, notificationOccurrences, notifications } from '#db/schema/notifications.ts';
import type { Ctx } from '../context.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Longer than any event may come again, and than an invoice is reminded of. */
const LIVES_MS = 180 * DAY_MS;

/** Forgets what people were told half a year ago. Run now and then. */
export async function pruneNotifications(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - LIVES_MS);
  for (const table of [notifications, digests]) {
    await deleteInPortions(ctx.db, (tx, limit) =>
      tx
        .delete(table)
        .where(
          inArray(table.id, tx.select({ id: table.id }).from(table).where(lte(table.createdAt, before)).limit(limit)),
        )
        .returning({ id: table.id }),
    );
  }
  const { key, createdAt } = notificationOccurrences;
  await deleteInPortions(ctx.db, (tx, limit) =>
    tx
      .delete(notificationOccurrences)
      .where(inArray(key, tx.select({ key }).from(notificationOccurrences).where(lte(createdAt, before)).limit(limit)))
      .returning({ id: key }),
  );
}
