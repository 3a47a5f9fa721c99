import { and, eq, inArray } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { digestPreferences, notificationPreferences } from '#db/schema/notifications.ts';
import { groupOf, type Channel, type GroupKey } from './kinds.ts';

export type Choice = Record<Channel, boolean>;
export type Often = 'daily' | 'weekly' | 'never';

/** Without a choice of theirs people get a digest, daily. */
const USUAL = 'daily';

/** What each of these people chose for a group; the defaults for those who chose nothing, and where nothing can be chosen. */
export async function choicesFor(
  db: Reader,
  group: GroupKey,
  userIds: readonly string[],
): Promise<Map<string, Choice>> {
  const { defaults, locked } = groupOf(group);
  const choices = new Map<string, Choice>(userIds.map((id) => [id, defaults]));
  if (locked || userIds.length === 0) return choices;
  const rows = await db
    .select()
    .from(notificationPreferences)
    .where(and(inArray(notificationPreferences.userId, [...userIds]), eq(notificationPreferences.group, group)));
  for (const { userId, cabinet, mail, digest } of rows) choices.set(userId, { cabinet, mail, digest });
  return choices;
}

/** How often a person wants a digest. */
export const digestOf = async (db: Reader, userId: string): Promise<Often> => (await choiceOfDigest(db, userId)).often;

/** The same, and how often it came before they stopped it. */
export async function choiceOfDigest(
  db: Reader,
  userId: string,
): Promise<{ often: Often; before: Exclude<Often, 'never'> }> {
  const [row] = await db.select().from(digestPreferences).where(eq(digestPreferences.userId, userId));
  return { often: row?.often ?? USUAL, before: row?.before ?? USUAL };
}
