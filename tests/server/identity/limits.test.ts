import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { events } from '#db/schema/events.ts';
import { changePassword, requestPasswordReset } from '#server/identity/index.ts';
import { createLocalLimiter, type Limiter, type LimitName } from '#server/platform/limiter.ts';
import { networkOf, wideNetworkOf } from '#server/platform/network.ts';
import { EMAIL, openIdentity, PASSWORD, visitor, type Identity } from './story.ts';

let identity: Identity;
let limiter: Limiter;
const limited = { ok: false, error: { code: 'rate_limited' } };
const wrong = { ok: false, error: { code: 'invalid_input' } };

beforeEach(async () => {
  identity = await openIdentity();
  limiter = createLocalLimiter(1);
  identity.platform.limiter = limiter;
});
afterEach(() => identity.close());

async function use(times: number, limit: LimitName, key: (i: number) => string): Promise<void> {
  for (let i = 0; i < times; i++) await limiter.take(limit, key(i));
}

describe('tries to sign in', () => {
  test('do not count when they were right', async () => {
    for (let i = 0; i < 12; i++) expect((await identity.try(PASSWORD)).ok).toBe(true);
  });

  test('that were wrong are forgotten once one was right', async () => {
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 9; i++) expect(await identity.try('не тот')).toMatchObject(wrong);
      expect((await identity.try(PASSWORD)).ok).toBe(true);
    }
  });

  test('of a stranger do not lock the person out', async () => {
    for (let i = 0; i < 11; i++) await identity.try('наугад', '203.0.113.5');
    expect(await identity.try(PASSWORD, '203.0.113.5')).toMatchObject(limited);
    expect((await identity.try(PASSWORD, '192.0.2.7')).ok).toBe(true);
  });

  test('are all counted when they come at once', async () => {
    const results = await Promise.all(Array.from({ length: 15 }, () => identity.try('не тот')));
    expect(results.filter((result) => !result.ok && result.error.code === 'rate_limited')).toHaveLength(5);
  });

  test('from many networks together stop as well, later', async () => {
    await use(99, 'signInAnywhere', () => EMAIL);
    expect(await identity.try('не тот', '198.51.100.1')).toMatchObject(wrong);
    expect(await identity.try('не тот', '203.0.113.1')).toMatchObject(limited);
    expect(await limiter.take('signInAnywhere', 'other@example.com')).toBeNull();
  });

  test('for ever new accounts stop for the network they come from, IPv6 subscribers included', async () => {
    await use(50, 'signInAddress', () => networkOf('2001:db8:1:2::1'));
    expect(await identity.try('не тот', '2001:db8:1:2::ffff')).toMatchObject(limited);
    // A try that was refused is not held against the account.
    expect((await identity.try(PASSWORD, '2001:db8:1:3::1')).ok).toBe(true);
    expect(wideNetworkOf('2001:db8:1:3::1')).toBe(wideNetworkOf('2001:db8:1:2::ffff'));
  });
});

describe('changing the password', () => {
  test('is not hindered by strangers who try to sign in', async () => {
    const viewer = await identity.viewer(await identity.cookie());
    await use(100, 'signInAnywhere', () => EMAIL);
    const changed = await changePassword(identity.ctx(viewer), { current: PASSWORD, password: 'новый пароль' });
    expect(changed.ok).toBe(true);
  });

  test('stops after ten wrong present passwords', async () => {
    const viewer = await identity.viewer(await identity.cookie());
    const change = (current: string) => changePassword(identity.ctx(viewer), { current, password: 'новый пароль' });
    for (let i = 0; i < 10; i++) expect(await change('не тот')).toMatchObject(wrong);
    expect(await change(PASSWORD)).toMatchObject(limited);
  });
});

describe('links for a new password', () => {
  const ask = (address: string) => requestPasswordReset(identity.ctx(visitor), { email: EMAIL, address });
  const asked = () => identity.db.read.select().from(events).where(eq(events.type, 'password_reset.requested'));

  test('are not sent without end, and nobody can see who asked before', async () => {
    for (let i = 0; i < 8; i++) expect(await ask(`192.0.2.${i}`)).toEqual({ ok: true, value: null });
    expect(await asked()).toHaveLength(5);
  });

  test('are refused to an address that asks for many', async () => {
    for (let i = 0; i < 5; i++) await ask('2001:db8::1');
    expect(await ask('2001:db8::2')).toMatchObject(limited);
  });
});
