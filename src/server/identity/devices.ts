import { and, eq } from 'drizzle-orm';
import { Cookie } from 'lucia';
import { devices } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { hashSecret } from '../platform/ids.ts';
import { newDeviceSignedIn } from './identity.events.ts';

export const DEVICE_COOKIE = 'kabinet_device';
const YEAR_S = 365 * 24 * 3600;

/**
 * Remembers the browser somebody has just signed in with. One that is not known yet gets a mark of its own, and the person a
 * mail; the very first one, when they have only just come, does not.
 */
export async function recognizeDevice(ctx: Ctx, userId: string, mark: string | undefined): Promise<Cookie | null> {
  const known = mark && mark.length <= 100 ? mark : null;
  const secret = known ?? ctx.ids.secret();
  const secretHash = hashSecret(secret);
  await ctx.db.write(async (tx) => {
    const others = await tx.select().from(devices).where(eq(devices.userId, userId)).limit(1);
    const [own] = await tx
      .select()
      .from(devices)
      .where(and(eq(devices.secretHash, secretHash), eq(devices.userId, userId)));
    if (own) return;
    await tx.insert(devices).values({ secretHash, userId, createdAt: ctx.clock.now() });
    if (others.length > 0) await publish(ctx, tx, newDeviceSignedIn({ userId }));
  });
  if (known) return null;
  const secure = ctx.platform.config.ORIGIN.startsWith('https:');
  return new Cookie(DEVICE_COOKIE, secret, { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: YEAR_S });
}
