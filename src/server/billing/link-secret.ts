import { z } from 'zod';
import { settings } from '#db/schema/platform.ts';
import type { Ctx } from '../context.ts';
import { getSetting } from '../platform/settings.ts';

const KEY = 'invoice-links.secret';
const schema = z.string().min(40);

/** The secret links are signed with; null until the first one is made. Deleting the setting ends all of them at once. */
export const linkSecret = async (ctx: Ctx): Promise<string | null> =>
  (await getSetting(ctx.db.read, KEY, schema)) ?? null;

/** The same, made when there is none. Two that make it at once end up with one. */
export async function ensureLinkSecret(ctx: Ctx): Promise<string> {
  const known = await linkSecret(ctx);
  if (known !== null) return known;
  const value = ctx.ids.secret();
  await ctx.db.write((tx) => tx.insert(settings).values({ key: KEY, value }).onConflictDoNothing());
  return (await linkSecret(ctx)) ?? value;
}
