import { digestPreferences, notificationPreferences } from '#db/schema/notifications.ts';
import type { Ctx } from '../context.ts';
import type { Tx } from '#db/write.ts';
import type { GroupKey } from './kinds.ts';
import type { Choice, Often } from './preferences.queries.ts';

export const storeChoice = (ctx: Ctx, userId: string, group: GroupKey, choice: Choice): Promise<void> =>
  ctx.db.write((tx) => putChoice(ctx, tx, userId, group, choice));

export async function putChoice(
  ctx: Pick<Ctx, 'clock'>,
  tx: Tx,
  userId: string,
  group: GroupKey,
  choice: Choice,
): Promise<void> {
  const chosen = { ...choice, updatedAt: ctx.clock.now() };
  await tx
    .insert(notificationPreferences)
    .values({ userId, group, ...chosen })
    .onConflictDoUpdate({ target: [notificationPreferences.userId, notificationPreferences.group], set: chosen });
}

export const storeOften = (ctx: Ctx, userId: string, often: Often): Promise<void> =>
  ctx.db.write((tx) => putOften(ctx, tx, userId, often));

export async function putOften(ctx: Pick<Ctx, 'clock'>, tx: Tx, userId: string, often: Often): Promise<void> {
  const chosen = { often, updatedAt: ctx.clock.now() };
  await tx
    .insert(digestPreferences)
    .values({ userId, ...chosen })
    .onConflictDoUpdate({ target: digestPreferences.userId, set: chosen });
}
