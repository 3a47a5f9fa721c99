import { eq, sql } from 'drizzle-orm';
import { digestPreferences, digests, notificationPreferences, notifications } from '#db/schema/notifications.ts';
import type { Tx } from '#db/write.ts';
import type { Forgotten } from '../platform/forgotten.ts';

/** What they were told and chose to be told, and their name in what others were told: “… joined”. */
export async function forgetPerson(tx: Tx, { userId, standIn }: Forgotten): Promise<void> {
  for (const table of [notifications, notificationPreferences, digestPreferences, digests]) {
    await tx.delete(table).where(eq(table.userId, userId));
  }
  await tx
    .update(notifications)
    .set({ values: sql`json_set(${notifications.values}, '$.name', ${standIn})` })
    .where(sql`json_extract(${notifications.values}, '$.userId') = ${userId}`);
}
