import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { notificationPreferences } from '#db/schema/notifications.ts';
import { canOpenSection } from '../customers/index.ts';
import type { Ctx } from '../context.ts';
import { isCustomer, type UserViewer } from '../identity/index.ts';
import { channels, groupKeys, groupOf, isGroup, type GroupKey } from './kinds.ts';
import { digestOf, type Choice, type Often } from './preferences.queries.ts';
import { putChoice, putOften } from './store-preferences.ts';

export interface Preferences {
  groups: { group: GroupKey; choice: Choice; locked: boolean }[];
  often: Often;
}

/** The groups a viewer could ever hear of: what no company shows them is not listed either. */
function groupsOf(viewer: UserViewer): GroupKey[] {
  const side = isCustomer(viewer) ? 'customer' : 'staff';
  return groupKeys.filter((key) => {
    const { audience, section } = groupOf(key);
    if (audience !== side && audience !== 'both') return false;
    if (section === null) return true;
    if (side === 'staff') return viewer.role !== 'editor';
    return viewer.memberships.some(({ customerId }) => canOpenSection(viewer, customerId, section));
  });
}

/** What the viewer is told of, and how. Two queries. */
export async function getPreferences(ctx: Ctx<UserViewer>): Promise<Preferences> {
  const { userId } = ctx.viewer;
  const rows = await ctx.db.read
    .select()
    .from(notificationPreferences)
    .where(eq(notificationPreferences.userId, userId));
  const chosen = new Map(rows.map((row) => [row.group, row]));
  const groups = groupsOf(ctx.viewer).map((group) => {
    const { defaults, locked = false } = groupOf(group);
    const { cabinet, mail, digest } = (locked ? undefined : chosen.get(group)) ?? defaults;
    return { group, choice: { cabinet, mail, digest }, locked };
  });
  return { groups, often: await digestOf(ctx.db.read, userId) };
}

const often = z.enum(['daily', 'weekly', 'never']);
/** Checked boxes, each `group.channel`, and how often the digest comes. */
export const notificationPreferencesForm = z.object({
  on: z
    .union([z.string().max(60), z.array(z.string().max(60)).max(groupKeys.length * channels.length)])
    .optional()
    .transform((value) => new Set(value === undefined ? [] : [value].flat())),
  often,
});

/** Stores what the viewer checked; what was not listed for them stays. */
export async function choosePreferences(
  ctx: Ctx<UserViewer>,
  input: z.output<typeof notificationPreferencesForm>,
): Promise<void> {
  const { userId } = ctx.viewer;
  const open = groupsOf(ctx.viewer).filter((group) => isGroup(group) && !groupOf(group).locked);
  await ctx.db.write(async (tx) => {
    for (const group of open) {
      const [cabinet, mail, digest] = channels.map((channel) => input.on.has(`${group}.${channel}`));
      await putChoice(ctx, tx, userId, group, {
        cabinet: cabinet ?? false,
        mail: mail ?? false,
        digest: digest ?? false,
      });
    }
    await putOften(ctx, tx, userId, input.often);
  });
}
