import { digestPreferences, notificationPreferences } from '#db/schema/notifications.ts';
import type { Ctx } from '../context.ts';
import type { Tx } from '#db/write.ts';
import type { GroupKey } from './kinds.ts';
import { choiceOfDigest, type Choice, type Often } from './preferences.queries.ts';

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

export async function putOften(ctx: Pick<Ctx, 'clock'>, tx: Tx, userId: string, often: Often): Promise<void> {
  const known = await choiceOfDigest(tx, userId);
  const before = known.often === 'never' ? known.before : known.often;
  const chosen = { often, before: often === 'never' ? before : null, updatedAt: ctx.clock.now() };
  await tx
    .insert(digestPreferences)
    .values({ userId, ...chosen })
    .onConflictDoUpdate({ target: digestPreferences.userId, set: chosen });
}

/** The digest stops. */
export const stopDigest = (ctx: Ctx, userId: string): Promise<void> =>
  ctx.db.write((tx) => putOften(ctx, tx, userId, 'never'));

/** A digest that was stopped comes as often as before; one that comes stays as it is. */
export const resumeDigest = (ctx: Ctx, userId: string): Promise<void> =>
  ctx.db.write(async (tx) => {
    const { often, before } = await choiceOfDigest(tx, userId);
    if (often === 'never') await putOften(ctx, tx, userId, before);
  });
