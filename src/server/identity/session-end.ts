import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { sessions, users } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from './viewer.ts';

/** Hub topic: a session of this person may have ended. What outlives a request looks again (`isSessionAlive`). */
export const sessionsTopic = (userId: string): string => `sessions:${userId}`;

export const tellSessionsEnded = (ctx: Pick<Ctx, 'platform'>, userId: string): void =>
  ctx.platform.hub.publish(sessionsTopic(userId));

/** What a person may see has changed: whatever still listens in their name looks again. */
export const tellRightsChanged = tellSessionsEnded;

const findAlive = preparedOne((db) =>
  db
    .select({ userId: users.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.publicId, sql.placeholder('sessionId')),
        gt(sessions.expiresAt, sql.placeholder('now')),
        isNull(users.deactivatedAt),
      ),
    ),
);

/** True while the session this viewer came with still holds: for answers that last longer than a moment. */
export async function isSessionAlive(ctx: Ctx<UserViewer>): Promise<boolean> {
  const { sessionId } = ctx.viewer;
  return (await findAlive(ctx.db.read, { sessionId, now: ctx.clock.now().getTime() })) !== undefined;
}
