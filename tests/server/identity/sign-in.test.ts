import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sessions, signInAttempts, users } from '#db/schema/identity.ts';
import {
  authenticate,
  createUser,
  endSession,
  isResetTokenValid,
  listSessions,
  requestPasswordReset,
  resetPassword,
  revokeOtherSessions,
  revokeSession,
  signIn,
  systemViewer,
  type UserViewer,
} from '#server/identity/index.ts';
import { issueResetToken } from '#server/identity/password-reset.ts';
import { createLocalLimiter } from '#server/platform/limiter.ts';
import { hashSecret } from '#server/platform/ids.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';

let database: TestDatabase;
let userId: string;
const from = { userAgent: 'Firefox', address: '192.0.2.7' };
const visitor = { kind: 'visitor', visitorHash: null, locale: 'ru' } as const;

beforeEach(async () => {
  database = await openTestDatabase();
  database.clock.set(new Date());
  const created = await createUser(database.ctx(systemViewer('test')), {
    email: 'Marina@Example.com',
    name: 'Марина',
    role: 'customer',
    locale: 'ru',
    password: 'верный пароль',
  });
  if (!created.ok) throw new Error('no user');
  userId = created.value.userId;
});
afterEach(() => database.close());

const attempt = (email: string, password: string) => signIn(database.ctx(visitor), { email, password, ...from });

async function cookieOf(): Promise<string> {
  const result = await attempt('marina@example.com', 'верный пароль');
  if (!result.ok) throw new Error('sign-in was refused');
  return result.value.cookie.value;
}

async function viewerOf(cookie: string): Promise<UserViewer> {
  const session = await authenticate(database.ctx(visitor), cookie);
  if (!session) throw new Error('the session does not hold');
  return session.viewer;
}

describe('signing in', () => {
  test('gives a session whose id is stored only as a hash', async () => {
    const cookie = await cookieOf();
    const [stored] = await database.db.read.select().from(sessions);
    expect(stored?.idHash).toBe(hashSecret(cookie));
    expect(JSON.stringify(stored)).not.toContain(cookie);
    expect((await viewerOf(cookie)).email).toBe('marina@example.com');
  });

  test('answers a wrong password, an unknown address and a person who left with the same words', async () => {
    const wrong = await attempt('marina@example.com', 'неверный пароль');
    const unknown = await attempt('nobody@example.com', 'верный пароль');
    await database.db.write((tx) => tx.update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, userId)));
    const left = await attempt('marina@example.com', 'верный пароль');
    expect(wrong.ok).toBe(false);
    expect(unknown).toEqual(wrong);
    expect(left).toEqual(wrong);
  });

  test('takes the same password typed in another Unicode form', async () => {
    expect((await attempt('marina@example.com', 'верный пароль'.normalize('NFD'))).ok).toBe(true);
  });

  test('stops after ten wrong tries for one account, whatever address of a network they come from', async () => {
    database.platform.limiter = createLocalLimiter(1);
    const results = [];
    for (let i = 0; i < 11; i++) {
      results.push(
        await signIn(database.ctx(visitor), {
          email: 'marina@example.com',
          password: 'x',
          userAgent: '',
          address: `192.0.2.${i}`,
        }),
      );
    }
    expect(results.slice(0, 10).every((result) => !result.ok && result.error.code === 'invalid_input')).toBe(true);
    expect(results[10]).toMatchObject({ ok: false, error: { code: 'rate_limited' } });
  });

  test('keeps every attempt for the history, without the password', async () => {
    await attempt('marina@example.com', 'секрет-не-тот');
    await cookieOf();
    const rows = await database.db.read.select().from(signInAttempts);
    expect(rows.map((row) => row.succeeded)).toEqual([false, true]);
    expect(JSON.stringify(rows)).not.toContain('секрет-не-тот');
  });
});

describe('sessions', () => {
  test('end at once when the person signs out', async () => {
    const cookie = await cookieOf();
    await endSession(database.ctx(visitor), cookie);
    expect(await authenticate(database.ctx(visitor), cookie)).toBeNull();
  });

  test('are listed with the present one marked, and others can be ended', async () => {
    const [here, there] = [await cookieOf(), await cookieOf()];
    const viewer = await viewerOf(here);
    const list = await listSessions(database.ctx(viewer));
    expect(list.map((session) => session.current).sort()).toEqual([false, true]);

    const other = list.find((session) => !session.current)?.id ?? '';
    expect((await revokeSession(database.ctx(viewer), other)).ok).toBe(true);
    expect(await authenticate(database.ctx(visitor), there)).toBeNull();
    expect(await authenticate(database.ctx(visitor), here)).not.toBeNull();
  });

  test('of somebody else are not found', async () => {
    const viewer = await viewerOf(await cookieOf());
    const stranger = { ...viewer, userId: 'stranger' };
    expect(await revokeSession(database.ctx(stranger), viewer.sessionId)).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    expect(await revokeOtherSessions(database.ctx(stranger))).toBe(0);
  });

  test('of a person who left stop working', async () => {
    const cookie = await cookieOf();
    await database.db.write((tx) => tx.update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, userId)));
    expect(await authenticate(database.ctx(visitor), cookie)).toBeNull();
  });
});

describe('a password reset link', () => {
  test('sets the password once, and ends every session', async () => {
    const cookie = await cookieOf();
    const ctx = database.ctx(visitor);
    const token = await issueResetToken(ctx, userId);
    expect((await resetPassword(ctx, { token, password: 'новый пароль' })).ok).toBe(true);
    expect((await resetPassword(ctx, { token, password: 'ещё один' })).ok).toBe(false);
    expect(await authenticate(ctx, cookie)).toBeNull();
    expect((await attempt('marina@example.com', 'верный пароль')).ok).toBe(false);
    expect((await attempt('marina@example.com', 'новый пароль')).ok).toBe(true);
  });

  test('stops working after an hour', async () => {
    const ctx = database.ctx(visitor);
    const token = await issueResetToken(ctx, userId);
    database.clock.advance(60 * 60 * 1000 + 1);
    expect(await isResetTokenValid(ctx, token)).toBe(false);
    expect((await resetPassword(ctx, { token, password: 'новый пароль' })).ok).toBe(false);
  });

  test('is asked for with the same answer whether the address is known or not', async () => {
    const ctx = database.ctx(visitor);
    const known = await requestPasswordReset(ctx, { email: 'marina@example.com', address: '192.0.2.1' });
    const unknown = await requestPasswordReset(ctx, { email: 'nobody@example.com', address: '192.0.2.2' });
    expect(unknown).toEqual(known);
  });
});
