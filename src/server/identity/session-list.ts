import { and, desc, eq, gt, ne } from 'drizzle-orm';
import { sessions } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import type { UserViewer } from './viewer.ts';

export interface SessionSummary {
  id: string;
  createdAt: Date;
  userAgent: string;
  address: string;
  current: boolean;
}

/** Where this person is signed in, newest first. */
export async function listSessions(ctx: Ctx<UserViewer>): Promise<SessionSummary[]> {
  const rows = await ctx.db.read
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, ctx.viewer.userId), gt(sessions.expiresAt, ctx.clock.now())))
    .orderBy(desc(sessions.createdAt));
  return rows.map(({ publicId, createdAt, userAgent, address }) => ({
    id: publicId,
    createdAt,
    userAgent,
    address,
    current: publicId === ctx.viewer.sessionId,
  }));
}

/** Signs this person out elsewhere. Somebody else's session is not found. */
export async function revokeSession(ctx: Ctx<UserViewer>, id: string): Promise<Result<null>> {
  const gone = await ctx.db.write((tx) =>
    tx
      .delete(sessions)
      .where(and(eq(sessions.publicId, id), eq(sessions.userId, ctx.viewer.userId)))
      .returning({ id: sessions.publicId }),
  );
  return gone.length > 0 ? ok(null) : fail('not_found', 'error.notFound');
}

/** Signs this person out everywhere but here. Gives how many sessions ended. */
export async function revokeOtherSessions(ctx: Ctx<UserViewer>): Promise<number> {
  const gone = await ctx.db.write((tx) =>
    tx
      .delete(sessions)
      .where(and(eq(sessions.userId, ctx.viewer.userId), ne(sessions.publicId, ctx.viewer.sessionId)))
      .returning({ id: sessions.publicId }),
  );
  return gone.length;
}
