import { and, desc, eq, gt, inArray, isNull, lte, ne } from 'drizzle-orm';
import { deleteInPortions } from '#db/prune.ts';
import {
  emailChanges,
  halfSessions,
  passkeyChallenges,
  passwordResets,
  sessions,
  signInAttempts,
} from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { tellSessionsEnded } from './session-end.ts';
import type { UserViewer } from './viewer.ts';

export interface SessionSummary {
  id: string;
  createdAt: Date;
  userAgent: string;
  address: string;
  /** To within minutes; the sign-in for sessions from before it was noted. */
  lastSeenAt: Date;
  lastAddress: string;
  current: boolean;
}

/** Where this person is signed in: here first, then the last used. */
export async function listSessions(ctx: Ctx<UserViewer>): Promise<SessionSummary[]> {
  const rows = await ctx.db.read
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, ctx.viewer.userId), gt(sessions.expiresAt, ctx.clock.now())))
    .orderBy(desc(sessions.createdAt));
  return rows
    .map(({ publicId, createdAt, userAgent, address, lastSeenAt, lastAddress }) => ({
      id: publicId,
      createdAt,
      userAgent,
      address,
      lastSeenAt: lastSeenAt ?? createdAt,
      lastAddress: lastAddress ?? address,
      current: publicId === ctx.viewer.sessionId,
    }))
    .sort((a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt.getTime() - a.lastSeenAt.getTime());
}

/** Signs this person out elsewhere. Somebody else's session is not found. */
export async function revokeSession(ctx: Ctx<UserViewer>, id: string): Promise<Result<null>> {
  const gone = await ctx.db.write((tx) =>
    tx
      .delete(sessions)
      .where(and(eq(sessions.publicId, id), eq(sessions.userId, ctx.viewer.userId)))
      .returning({ id: sessions.publicId }),
  );
  tellSessionsEnded(ctx, ctx.viewer.userId);
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
  tellSessionsEnded(ctx, ctx.viewer.userId);
  return gone.length;
}

const ATTEMPTS_LIVE_MS = 90 * 24 * 60 * 60 * 1_000;

/** Forgets expired sessions and reset links, and sign-in attempts of more than three months ago. Run now and then. */
export async function pruneSessions(ctx: Pick<Ctx, 'db' | 'clock'>): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.write(async (tx) => {
    await tx.delete(sessions).where(lte(sessions.expiresAt, now));
    await tx.delete(passwordResets).where(lte(passwordResets.expiresAt, now));
    await tx.delete(halfSessions).where(lte(halfSessions.expiresAt, now));
    await tx.delete(passkeyChallenges).where(lte(passkeyChallenges.expiresAt, now));
    await tx.delete(emailChanges).where(and(lte(emailChanges.expiresAt, now), isNull(emailChanges.usedAt)));
  });
  const before = new Date(now.getTime() - ATTEMPTS_LIVE_MS);
  await deleteInPortions(ctx.db, (tx, limit) => {
    const old = tx
      .select({ id: signInAttempts.id })
      .from(signInAttempts)
      .where(lte(signInAttempts.createdAt, before))
      .limit(limit);
    return tx.delete(signInAttempts).where(inArray(signInAttempts.id, old)).returning({ id: signInAttempts.id });
  });
}
