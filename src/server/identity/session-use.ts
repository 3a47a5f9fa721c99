import { eq } from 'drizzle-orm';
import { sessions } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';

const EVERY_MS = 10 * 60 * 1_000;
/** Sessions whose use is being written. */
const writing = new Set<string>();

/**
 * Notes when and from where a session is used, every ten minutes or when it comes from somewhere else. Nobody waits for it: what
 * fails now the next request does.
 */
export function noteSessionUse(
  ctx: Pick<Ctx, 'db' | 'platform' | 'clock'>,
  session: { publicId: string; lastSeenAt: Date | null; lastAddress: string | null },
  address: string,
): void {
  const { publicId, lastSeenAt, lastAddress } = session;
  const now = ctx.clock.now();
  const known = lastSeenAt !== null && now.getTime() - lastSeenAt.getTime() < EVERY_MS;
  if ((known && lastAddress === address) || writing.has(publicId)) return;
  writing.add(publicId);
  ctx.db
    .write((tx) =>
      tx.update(sessions).set({ lastSeenAt: now, lastAddress: address }).where(eq(sessions.publicId, publicId)),
    )
    .catch((error: unknown) => {
      ctx.platform.log.warn({ err: error }, 'the use of a session could not be noted');
    })
    .finally(() => writing.delete(publicId));
}
