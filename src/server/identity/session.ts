import { and, eq, isNull } from 'drizzle-orm';
import { Lucia, TimeSpan, type Cookie } from 'lucia';
import { sessions, users } from '#db/schema/identity.ts';
import type { Db } from '#db/client.ts';
import type { Tx } from '#db/write.ts';
import type { Titles } from '#content/person-title.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { hashSecret } from '../platform/ids.ts';
import type { Logger } from '../platform/log.ts';
import { tellSessionsEnded } from './session-end.ts';
import { sessionStore } from './session-store.ts';
import { noteSessionUse } from './session-use.ts';
import type { Role, UserViewer } from './viewer.ts';

export const SESSION_COOKIE = 'kabinet_session';
const LIFETIME = new TimeSpan(30, 'd');

interface SessionAttributes {
  publicId: string;
  customerId: string | null;
  previewId: string | null;
  createdAt: Date;
  userAgent: string;
  address: string;
  lastSeenAt: Date | null;
  lastAddress: string | null;
}
interface UserAttributes {
  email: string;
  name: string;
  role: Role;
  title: string | null;
  titles: Titles;
  locale: Locale;
  timeZone: string;
  passwordHash: string | null;
  createdAt: Date;
  deactivatedAt: Date | null;
}
declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof createLucia>;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: UserAttributes;
  }
}

function createLucia(db: Db, log: Logger, secure: boolean) {
  return new Lucia(sessionStore(db, log), {
    sessionExpiresIn: LIFETIME,
    sessionCookie: { name: SESSION_COOKIE, attributes: { secure, sameSite: 'lax', path: '/' } },
    getSessionAttributes: ({ publicId, customerId, previewId, lastSeenAt, lastAddress }) => ({
      publicId,
      customerId,
      previewId,
      lastSeenAt,
      lastAddress,
    }),
    getUserAttributes: ({ email, name, role, locale, timeZone }) => ({ email, name, role, locale, timeZone }),
  });
}

// Lucia's author retired it; nothing outside this file knows it, so it can be replaced here (docs/decisions/004-sessions.md).
const instances = new WeakMap<Db, ReturnType<typeof createLucia>>();
function lucia({ db, platform }: Pick<Ctx, 'db' | 'platform'>): ReturnType<typeof createLucia> {
  let instance = instances.get(db);
  if (!instance) {
    instance = createLucia(db, platform.log, platform.config.ORIGIN.startsWith('https:'));
    instances.set(db, instance);
  }
  return instance;
}

/**
 * Begins a session for somebody whose password was just found right; the cookie is the only place where its id is ever
 * written. Null when the password was changed, or the person left, while it was being checked: else a session could outlive
 * the reset that ends all of them.
 */
export async function beginSession(
  ctx: Ctx,
  user: { id: string; passwordHash: string | null },
  from: { userAgent: string; address: string },
): Promise<Cookie | null> {
  if (user.passwordHash === null) return null;
  const { id: userId, passwordHash } = user;
  const id = ctx.ids.secret();
  const now = ctx.clock.now();
  const begun = await ctx.db.write(async (tx) => {
    const [same] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, userId), eq(users.passwordHash, passwordHash), isNull(users.deactivatedAt)));
    if (!same) return false;
    await tx.insert(sessions).values({
      idHash: hashSecret(id),
      userId,
      expiresAt: new Date(now.getTime() + LIFETIME.milliseconds()),
      publicId: ctx.ids.next(),
      customerId: null,
      createdAt: now,
      userAgent: from.userAgent.slice(0, 300),
      address: from.address,
      lastSeenAt: now,
      lastAddress: from.address,
    });
    return true;
  });
  return begun ? lucia(ctx).createSessionCookie(id) : null;
}

/**
 * Who the session cookie stands for; null when it holds no longer. `cookie` is set when the session was prolonged. With an address
 * it is noted when and from where the session is used.
 */
export async function authenticate(
  ctx: Pick<Ctx, 'db' | 'platform' | 'clock'>,
  sessionId: string,
  address?: string,
): Promise<{ viewer: UserViewer; previewId: string | null; cookie: Cookie | null } | null> {
  if (sessionId.length > 100) return null;
  const { session, user } = await lucia(ctx).validateSession(sessionId);
  if (!session) return null;
  if (address !== undefined) noteSessionUse(ctx, session, address);
  const { id: userId, name, email, role, locale, timeZone } = user;
  return {
    viewer: {
      kind: 'user',
      userId,
      sessionId: session.publicId,
      name,
      email,
      role,
      locale,
      timeZone,
      memberships: [],
      customerId: session.customerId,
      visitorHash: null,
      preview: null,
    },
    previewId: session.previewId,
    cookie: session.fresh ? lucia(ctx).createSessionCookie(sessionId) : null,
  };
}

/** Begins or ends the look at a cabinet in one session, in the transaction of whoever keeps the log of it. */
export async function setSessionPreview(tx: Tx, sessionId: string, previewId: string | null): Promise<void> {
  await tx.update(sessions).set({ previewId }).where(eq(sessions.publicId, sessionId));
}

/** Signs out: the session ends, and with it whatever still listens by its right. */
export async function endSession(ctx: Ctx, sessionId: string): Promise<void> {
  const idHash = hashSecret(sessionId);
  const gone = await ctx.db.write((tx) =>
    tx.delete(sessions).where(eq(sessions.idHash, idHash)).returning({ userId: sessions.userId }),
  );
  for (const { userId } of gone) tellSessionsEnded(ctx, userId);
}

export const blankSessionCookie = (ctx: Pick<Ctx, 'db' | 'platform'>): Cookie => lucia(ctx).createBlankSessionCookie();
