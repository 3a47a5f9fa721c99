import { Lucia, TimeSpan, type Cookie } from 'lucia';
import type { Db } from '#db/client.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { sessionStore } from './session-store.ts';
import type { Role, UserViewer } from './viewer.ts';

export const SESSION_COOKIE = 'kabinet_session';
const LIFETIME = new TimeSpan(30, 'd');

interface SessionAttributes {
  publicId: string;
  customerId: string | null;
  createdAt: Date;
  userAgent: string;
  address: string;
}
interface UserAttributes {
  email: string;
  name: string;
  role: Role;
  title: string | null;
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

function createLucia(db: Db, secure: boolean) {
  return new Lucia(sessionStore(db), {
    sessionExpiresIn: LIFETIME,
    sessionCookie: { name: SESSION_COOKIE, attributes: { secure, sameSite: 'lax', path: '/' } },
    getSessionAttributes: ({ publicId, customerId }) => ({ publicId, customerId }),
    getUserAttributes: ({ email, name, role, locale, timeZone }) => ({ email, name, role, locale, timeZone }),
  });
}

// Lucia's author retired it; nothing outside this file knows it, so it can be replaced here (docs/decisions/004-sessions.md).
const instances = new WeakMap<Db, ReturnType<typeof createLucia>>();
function lucia({ db, platform }: Pick<Ctx, 'db' | 'platform'>): ReturnType<typeof createLucia> {
  let instance = instances.get(db);
  if (!instance) {
    instance = createLucia(db, platform.config.ORIGIN.startsWith('https:'));
    instances.set(db, instance);
  }
  return instance;
}

/** Begins a session; the cookie is the only place where its id is ever written. */
export async function beginSession(
  ctx: Ctx,
  userId: string,
  from: { userAgent: string; address: string },
): Promise<Cookie> {
  const session = await lucia(ctx).createSession(userId, {
    publicId: ctx.ids.next(),
    customerId: null,
    createdAt: ctx.clock.now(),
    userAgent: from.userAgent.slice(0, 300),
    address: from.address,
  });
  return lucia(ctx).createSessionCookie(session.id);
}

/** Who the session cookie stands for; null when it holds no longer. `cookie` is set when the session was prolonged. */
export async function authenticate(
  ctx: Pick<Ctx, 'db' | 'platform'>,
  sessionId: string,
): Promise<{ viewer: UserViewer; cookie: Cookie | null } | null> {
  if (sessionId.length > 100) return null;
  const { session, user } = await lucia(ctx).validateSession(sessionId);
  if (!session) return null;
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
    },
    cookie: session.fresh ? lucia(ctx).createSessionCookie(sessionId) : null,
  };
}

export const endSession = (ctx: Ctx, sessionId: string): Promise<void> => lucia(ctx).invalidateSession(sessionId);

export const endSessionsOf = (ctx: Ctx, userId: string): Promise<void> => lucia(ctx).invalidateUserSessions(userId);

export const blankSessionCookie = (ctx: Pick<Ctx, 'db' | 'platform'>): Cookie => lucia(ctx).createBlankSessionCookie();
