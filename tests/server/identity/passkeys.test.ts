import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  addPasskey,
  authenticate,
  listAttempts,
  listPasskeys,
  passkeyQuestion,
  relyingParty,
  removePasskey,
  signInWithPasskey,
  startPasskey,
} from '#server/identity/index.ts';
import { createAuthenticator, type Authenticator } from '#support/authenticator.ts';
import { openIdentity, PASSWORD, visitor, type Identity } from './story.ts';

let identity: Identity;
let device: Authenticator;
beforeEach(async () => {
  identity = await openIdentity();
  const party = relyingParty(identity.platform.config);
  if (!party) throw new Error('no relying party');
  device = createAuthenticator(party);
});
afterEach(() => identity.close());

const from = { userAgent: 'Firefox', address: '192.0.2.7' };
const failed = { ok: false, error: { message: 'security.passkey.failed' } };

const person = async () => identity.ctx(await identity.viewer(await identity.cookie()));
async function challenge(): Promise<string> {
  const asked = await passkeyQuestion(identity.ctx(visitor), { half: undefined, address: from.address });
  if (!asked.ok) throw new Error('no challenge');
  return asked.value.challenge;
}
async function register() {
  const ctx = await person();
  const started = await startPasskey(ctx, { current: PASSWORD });
  if (!started.ok) throw new Error('not started');
  const response = device.create(started.value.challenge);
  expect(await addPasskey(ctx, { name: 'Телефон', response })).toMatchObject({ ok: true });
  return { ctx, response };
}
const show = (asked: string, counter: number, options?: { verified?: boolean }) =>
  signInWithPasskey(identity.ctx(visitor), { response: device.show(asked, counter, options), ...from });

test('a passkey signs in by itself, and the history says so', async () => {
  const { ctx } = await register();
  const shown = await show(await challenge(), 1);
  if (!shown.ok) throw new Error(shown.error.message);
  expect((await authenticate(identity.ctx(visitor), shown.value.cookie.value))?.viewer.userId).toBe(identity.userId);
  expect((await listAttempts(ctx, 1)).attempts.some(({ method, succeeded }) => method === 'passkey' && succeeded)).toBe(
    true,
  );
  expect(await listPasskeys(ctx)).toMatchObject([{ name: 'Телефон', lastUsedAt: identity.clock.now() }]);
});

test('a challenge is answered once: neither the same answer nor a new one to it opens anything', async () => {
  const { ctx, response } = await register();
  expect(await addPasskey(ctx, { name: 'Копия', response }), 'making it again').toMatchObject(failed);
  const asked = await challenge();
  expect(await show(asked, 1)).toMatchObject({ ok: true });
  expect(await show(asked, 2)).toMatchObject(failed);
  expect(await show(asked, 3)).toMatchObject(failed);
});

test('a challenge that was not ours, is too old, or was for making a passkey opens nothing', async () => {
  const { ctx } = await register();
  expect(await show(Buffer.alloc(32, 7).toString('base64url'), 1)).toMatchObject(failed);
  const old = await challenge();
  identity.clock.advance(5 * 60_000);
  expect(await show(old, 1)).toMatchObject(failed);
  const making = await startPasskey(ctx, { current: PASSWORD });
  expect(await show(making.ok ? making.value.challenge : '', 1)).toMatchObject(failed);
});

test('a challenge for making a passkey is one person’s', async () => {
  const { ctx } = await register();
  const started = await startPasskey(ctx, { current: PASSWORD });
  const other = identity.ctx({ ...ctx.viewer, userId: 'somebody-else' });
  const response = device.create(started.ok ? started.value.challenge : '');
  expect(await addPasskey(other, { name: 'Чужой', response })).toMatchObject(failed);
});

test('a counter that stands still or goes backwards is a copy; one that always says zero counts nothing', async () => {
  await register();
  expect(await show(await challenge(), 0), 'a device that does not count').toMatchObject({ ok: true });
  expect(await show(await challenge(), 7)).toMatchObject({ ok: true });
  for (const counter of [7, 6, 0])
    expect(await show(await challenge(), counter), String(counter)).toMatchObject(failed);
  expect(await show(await challenge(), 8)).toMatchObject({ ok: true });
});

test('two sign-ins that say the same count at once: one of them holds', async () => {
  await register();
  const asked = [await challenge(), await challenge()];
  const both = await Promise.all(asked.map((each) => show(each, 5)));
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
});

test('a device that did not check its owner, and a removed passkey, are refused', async () => {
  const { ctx } = await register();
  expect(await show(await challenge(), 1, { verified: false })).toMatchObject(failed);
  const [key] = await listPasskeys(ctx);
  expect(await removePasskey(ctx, { id: key?.id ?? '', current: 'не тот' })).toMatchObject({ ok: false });
  expect(await removePasskey(ctx, { id: key?.id ?? '', current: PASSWORD })).toMatchObject({ ok: true });
  expect(await show(await challenge(), 2)).toMatchObject(failed);
});
