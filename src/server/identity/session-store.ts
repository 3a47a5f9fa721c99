import { asc, eq, lte, sql } from 'drizzle-orm';
import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia';
import type { Db } from '#db/client.ts';
import { preparedOne } from '#db/prepared.ts';
import { sessions, users } from '#db/schema/identity.ts';
import { hashSecret } from '../platform/ids.ts';
import type { Logger } from '../platform/log.ts';

type Session = typeof sessions.$inferSelect;
type User = typeof users.$inferSelect;

/** Session and person in one prepared join: this runs on every signed-in request. */
const findSession = preparedOne((db) =>
  db
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.idHash, sql.placeholder('idHash'))),
);

const toDatabaseSession = (id: string, row: Session): DatabaseSession => ({
  id,
  userId: row.userId,
  expiresAt: row.expiresAt,
  attributes: {
    publicId: row.publicId,
    customerId: row.customerId,
    previewId: row.previewId,
    createdAt: row.createdAt,
    userAgent: row.userAgent,
    address: row.address,
    lastSeenAt: row.lastSeenAt,
    lastAddress: row.lastAddress,
  },
});

const toDatabaseUser = ({ id, ...attributes }: User): DatabaseUser => ({ id, attributes });

/** Lucia's storage on our tables. Session ids are hashed before they are stored or looked up. */
export function sessionStore(db: Db, log: Logger): Adapter {
  const prolonging = new Set<string>();
  return {
    getSessionAndUser: async (sessionId) => {
      const row = await findSession(db.read, { idHash: hashSecret(sessionId) });
      // Lucia would delete an expired one on the spot; reading changes nothing here, `pruneSessions` does it.
      if (!row || row.user.deactivatedAt || row.session.expiresAt <= new Date()) return [null, null];
      return [toDatabaseSession(sessionId, row.session), toDatabaseUser(row.user)];
    },
    getUserSessions: async (userId) => {
      const rows = await db.read
        .select()
        .from(sessions)
        .where(eq(sessions.userId, userId))
        .orderBy(asc(sessions.createdAt));
      // The ids themselves are not known any more; the hash stands in.
      return rows.map((row) => toDatabaseSession(row.idHash, row));
    },
    setSession: async ({ id, userId, expiresAt, attributes }) => {
      await db.write((tx) => tx.insert(sessions).values({ idHash: hashSecret(id), userId, expiresAt, ...attributes }));
    },
    // Nobody waits for it: another process may hold the database for seconds, and what fails now the next request does.
    updateSessionExpiration: (sessionId, expiresAt) => {
      const idHash = hashSecret(sessionId);
      if (prolonging.has(idHash)) return Promise.resolve();
      prolonging.add(idHash);
      db.write((tx) => tx.update(sessions).set({ expiresAt }).where(eq(sessions.idHash, idHash)))
        .catch((error: unknown) => {
          log.warn({ err: error }, 'a session could not be prolonged');
        })
        .finally(() => prolonging.delete(idHash));
      return Promise.resolve();
    },
    deleteSession: async (sessionId) => {
      const idHash = hashSecret(sessionId);
      await db.write((tx) => tx.delete(sessions).where(eq(sessions.idHash, idHash)));
    },
    deleteUserSessions: async (userId) => {
      await db.write((tx) => tx.delete(sessions).where(eq(sessions.userId, userId)));
    },
    deleteExpiredSessions: async () => {
      await db.write((tx) => tx.delete(sessions).where(lte(sessions.expiresAt, new Date())));
    },
  };
}
