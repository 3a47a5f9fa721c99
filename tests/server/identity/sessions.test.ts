import { eq } from 'drizzle-orm';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sessions, users } from '#db/schema/identity.ts';
import {
  authenticate,
  beginSession,
  changePassword,
  endSession,
  isSessionAlive,
  listSessions,
  resetPassword,
  revokeOtherSessions,
  revokeSession,
  sessionsTopic,
} from '#server/identity/index.ts';
import { issueResetToken } from '#server/identity/password-reset.ts';
import { openIdentity, PASSWORD, visitor, type Identity } from './story.ts';

let identity: Identity;
const DAY_MS = 24 * 3600 * 1000;
const from = { userAgent: 'Firefox', address: '192.0.2.7' };

beforeEach(async () => {
  identity = await openIdentity();
});
afterEach(() => identity.close());

async function person() {
  const [user] = await identity.db.read.select().from(users).where(eq(users.id, identity.userId));
  if (!user) throw new Error('nobody');
  return user;
}

describe('a session', () => {
  test('does not begin with a password that was reset while it was being checked', async () => {
    const ctx = identity.ctx(visitor);
    const checked = await person();
    const token = await issueResetToken(ctx, identity.userId);
    await resetPassword(ctx, { token, password: 'новый пароль' });
    expect(await beginSession(ctx, checked, from)).toBeNull();
    expect(await identity.db.read.select().from(sessions)).toEqual([]);
    expect(await beginSession(ctx, await person(), from)).not.toBeNull();
  });

  test('does not begin for somebody who left meanwhile', async () => {
    const checked = await person();
    await identity.db.write((tx) => tx.update(users).set({ deactivatedAt: new Date() }));
    expect(await beginSession(identity.ctx(visitor), checked, from)).toBeNull();
  });

  test('is noted when and where it is used: every ten minutes, and at once from somewhere else', async () => {
    const [mine, phone] = [await identity.cookie(), await identity.cookie()];
    const signedIn = identity.clock.now();
    const use = async (cookie: string, address: string, laterMs: number) => {
      identity.clock.advance(laterMs);
      await authenticate(identity.ctx(visitor), cookie, address);
      // Writes go one after another: this one waits for the one that nobody waits for.
      await identity.db.write(() => Promise.resolve());
    };
    const listed = async () => (await listSessions(identity.ctx(await identity.viewer(mine)))).slice(1);
    await use(phone, '192.0.2.7', 9 * 60_000);
    expect(await listed()).toMatchObject([{ lastSeenAt: signedIn, lastAddress: '192.0.2.7' }]);
    await use(phone, '192.0.2.7', 60_000);
    expect(await listed()).toMatchObject([{ lastSeenAt: identity.clock.now(), createdAt: signedIn }]);
    await use(phone, '198.51.100.4', 60_000);
    expect(await listed()).toMatchObject([
      { lastSeenAt: identity.clock.now(), lastAddress: '198.51.100.4', address: '192.0.2.7' },
    ]);
    await identity.cookie();
    expect((await listSessions(identity.ctx(await identity.viewer(mine)))).map(({ current }) => current)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('is used on while another process holds the database, and prolonged as soon as it can be', async () => {
    const cookie = await identity.cookie();
    const soon = new Date(Date.now() + 10 * DAY_MS);
    await identity.db.write((tx) => tx.update(sessions).set({ expiresAt: soon }));
    const other = new Database(`${identity.dataDir}/kabinet.db`);
    other.exec('BEGIN IMMEDIATE');
    // With the lock held until after the answer, an answer that waited for the write would never come.
    const session = await authenticate(identity.ctx(visitor), cookie);
    expect(session?.cookie?.value).toBe(cookie);
    other.exec('ROLLBACK');
    other.close();
    await identity.db.write(() => Promise.resolve());
    const [stored] = await identity.db.read.select().from(sessions);
    expect(stored?.expiresAt.getTime()).toBeGreaterThan(soon.getTime());
  });

  test('that has expired holds no longer, and reading it writes nothing', async () => {
    const cookie = await identity.cookie();
    await identity.db.write((tx) => tx.update(sessions).set({ expiresAt: new Date(Date.now() - 1) }));
    expect(await authenticate(identity.ctx(visitor), cookie)).toBeNull();
    expect(await identity.db.read.select().from(sessions)).toHaveLength(1);
  });
});

test('of two changes of the password at once only one succeeds', async () => {
  const ctx = identity.ctx(await identity.viewer(await identity.cookie()));
  const results = await Promise.all(
    ['первый новый', 'второй новый'].map((password) => changePassword(ctx, { current: PASSWORD, password })),
  );
  expect(results.filter((result) => result.ok)).toHaveLength(1);
});

describe('what still listens by the right of a session', () => {
  test.each<[string, (here: string, there: string) => Promise<unknown>]>([
    ['the person signs out', (_here, there) => endSession(identity.ctx(visitor), there)],
    [
      'the person ends it from elsewhere',
      async (here, there) =>
        revokeSession(identity.ctx(await identity.viewer(here)), (await identity.viewer(there)).sessionId),
    ],
    ['the person ends all others', async (here) => revokeOtherSessions(identity.ctx(await identity.viewer(here)))],
    [
      'the password changes',
      async (here) =>
        changePassword(identity.ctx(await identity.viewer(here)), { current: PASSWORD, password: 'новый пароль' }),
    ],
    [
      'the password is reset',
      async () => {
        const ctx = identity.ctx(visitor);
        await resetPassword(ctx, { token: await issueResetToken(ctx, identity.userId), password: 'новый пароль' });
      },
    ],
  ])('is told to look again when %s', async (_when, end) => {
    const [here, there] = [await identity.cookie(), await identity.cookie()];
    const ctx = identity.ctx(await identity.viewer(there));
    let told = 0;
    identity.platform.hub.subscribe(sessionsTopic(identity.userId), () => {
      told += 1;
    });
    expect(await isSessionAlive(ctx)).toBe(true);
    await end(here, there);
    expect(told).toBe(1);
    expect(await isSessionAlive(ctx)).toBe(false);
  });

  test('finds the session of somebody who left ended', async () => {
    const ctx = identity.ctx(await identity.viewer(await identity.cookie()));
    await identity.db.write((tx) => tx.update(users).set({ deactivatedAt: new Date() }));
    expect(await isSessionAlive(ctx)).toBe(false);
  });
});
