import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeApps, halfSessions, recoveryCodes, signInAttempts } from '#db/schema/identity.ts';
import {
  authenticate,
  changePassword,
  codeAppSetup,
  confirmCodeApp,
  countRecoveryCodes,
  finishSignIn,
  listAttempts,
  newRecoveryCodes,
  onSecurityChanged,
  relyingParty,
  removeCodeApp,
  resetPassword,
  startCodeApp,
} from '#server/identity/index.ts';
import { issueResetToken } from '#server/identity/password-reset.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { createLocalLimiter } from '#server/platform/limiter.ts';
import { listOutbox } from '#server/platform/mailer.ts';
import { EMAIL, openIdentity, PASSWORD, visitor, type Identity } from './story.ts';

let identity: Identity;
beforeEach(async () => {
  identity = await openIdentity();
});
afterEach(() => identity.close());

const STEP_MS = 30_000;
const from = { userAgent: 'Firefox', address: '192.0.2.7' };
const wrong = { ok: false, error: { code: 'invalid_input', message: 'security.wrongCode' } };

const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({
    timestamp: identity.clock.now().getTime(),
  });

async function person() {
  return identity.ctx(await identity.viewer(await identity.cookie()));
}

/** Turns codes on. Gives the secret and the recovery codes. */
async function turnOn() {
  const ctx = await person();
  await startCodeApp(ctx, { current: PASSWORD });
  const secret = (await codeAppSetup(ctx))?.secret ?? '';
  const on = await confirmCodeApp(ctx, { code: codeOf(secret) });
  if (!on.ok) throw new Error('codes could not be turned on');
  identity.clock.advance(STEP_MS);
  return { ctx, secret, codes: on.value.codes };
}

async function half(): Promise<string> {
  const result = await identity.try(PASSWORD);
  if (!result.ok || !result.value.secondStep) throw new Error('no second step was asked for');
  return result.value.cookie.value;
}
const finish = (id: string, method: 'code' | 'recovery', code: string) =>
  finishSignIn(identity.ctx(visitor), { half: id, method, code, ...from });

describe('codes of an app', () => {
  test('are not asked for until the app has shown one, and starting needs the password', async () => {
    const ctx = await person();
    expect(await startCodeApp(ctx, { current: 'не тот' })).toMatchObject({
      ok: false,
      error: { message: 'identity.wrongPassword' },
    });
    await startCodeApp(ctx, { current: PASSWORD });
    expect(await identity.try(PASSWORD)).toMatchObject({ ok: true, value: { secondStep: false } });
    const secret = (await codeAppSetup(ctx))?.secret ?? '';
    const [stored] = await identity.db.read.select().from(codeApps);
    expect(stored?.sealedSecret).not.toContain(secret.replaceAll(' ', ''));
  });

  test('finish signing in; the half before opens nothing', async () => {
    const { secret } = await turnOn();
    const id = await half();
    expect(await authenticate(identity.ctx(visitor), id)).toBeNull();
    expect(JSON.stringify(await identity.db.read.select().from(halfSessions))).not.toContain(id);
    const done = await finish(id, 'code', codeOf(secret));
    expect(done.ok && (await authenticate(identity.ctx(visitor), done.value.cookie.value))).toBeTruthy();
    identity.clock.advance(STEP_MS);
    expect(await finish(id, 'code', codeOf(secret))).toMatchObject({
      ok: false,
      error: { message: 'security.tooLate' },
    });
  });

  test('are taken once each, within one step of the clock', async () => {
    const { secret } = await turnOn();
    const code = codeOf(secret);
    const both = await Promise.all([finish(await half(), 'code', code), finish(await half(), 'code', code)]);
    expect(both.filter((each) => each.ok)).toHaveLength(1);
    identity.clock.advance(STEP_MS);
    const late = codeOf(secret);
    identity.clock.advance(2 * STEP_MS);
    expect(await finish(await half(), 'code', late)).toMatchObject(wrong);
    identity.clock.advance(2 * STEP_MS);
    const slow = codeOf(secret);
    identity.clock.advance(STEP_MS);
    expect(await finish(await half(), 'code', slow)).toMatchObject({ ok: true });
  });

  test('cannot be guessed: five tries end the half session, ten the quarter of an hour', async () => {
    const { secret } = await turnOn();
    identity.platform.limiter = createLocalLimiter(1);
    const id = await half();
    for (let i = 0; i < 5; i++) expect(await finish(id, 'code', '000000')).toMatchObject(wrong);
    expect(await finish(id, 'code', codeOf(secret))).toMatchObject({
      ok: false,
      error: { message: 'security.tooLate' },
    });
    const next = await half();
    for (let i = 0; i < 5; i++) await finish(next, 'code', '000000');
    expect(await finish(await half(), 'code', codeOf(secret))).toMatchObject({
      ok: false,
      error: { code: 'rate_limited' },
    });
  });

  test('come too late after ten minutes, and after another password was set', async () => {
    const { ctx, secret } = await turnOn();
    const old = await half();
    identity.clock.advance(10 * 60_000 + 1);
    expect(await finish(old, 'code', codeOf(secret))).toMatchObject({
      ok: false,
      error: { message: 'security.tooLate' },
    });
    const id = await half();
    await changePassword(ctx, { current: PASSWORD, password: 'новый пароль' });
    expect(await finish(id, 'code', codeOf(secret))).toMatchObject({
      ok: false,
      error: { message: 'security.tooLate' },
    });
  });

  test('are asked for after a reset of the password as well', async () => {
    await turnOn();
    const token = await issueResetToken(identity.ctx(visitor), identity.userId);
    await resetPassword(identity.ctx(visitor), { token, password: 'новый пароль' });
    expect(await identity.try('новый пароль')).toMatchObject({ ok: true, value: { secondStep: true } });
  });

  test('are turned off with the password only, recovery codes with them', async () => {
    const { ctx } = await turnOn();
    expect(await removeCodeApp(ctx, { current: 'не тот' })).toMatchObject({ ok: false });
    expect(await removeCodeApp(ctx, { current: PASSWORD })).toMatchObject({ ok: true });
    expect(await identity.db.read.select().from(recoveryCodes)).toEqual([]);
    expect(await identity.try(PASSWORD)).toMatchObject({ ok: true, value: { secondStep: false } });
  });
});

describe('recovery codes', () => {
  test('are ten, kept as hashes, and each works once however it is typed', async () => {
    const { ctx, codes } = await turnOn();
    expect(new Set(codes).size).toBe(10);
    const stored = JSON.stringify(await identity.db.read.select().from(recoveryCodes));
    for (const code of codes) expect(stored).not.toContain(code);
    const [first = ''] = codes;
    expect(await finish(await half(), 'recovery', first.toUpperCase().replace('-', ' '))).toMatchObject({ ok: true });
    expect(await finish(await half(), 'recovery', first)).toMatchObject(wrong);
    expect(await countRecoveryCodes(identity.db.read, identity.userId)).toBe(9);
    const renewed = await newRecoveryCodes(ctx, { current: PASSWORD });
    expect(renewed.ok && renewed.value.codes).toHaveLength(10);
    expect(await finish(await half(), 'recovery', codes[1] ?? '')).toMatchObject(wrong);
  });
});

/** What the person was mailed by now. */
async function mails() {
  const events = new EventDispatcher({
    db: identity.db,
    clock: identity.clock,
    log: identity.platform.log,
    subscriptions: onSecurityChanged({ ctx: (viewer) => identity.ctx(viewer) }),
  });
  events.start();
  await events.settled();
  await events.stop();
  return listOutbox(identity.db);
}

test('a sign-in with a recovery code is told by mail, a wrong one is not', async () => {
  const { codes } = await turnOn();
  await finish(await half(), 'recovery', 'aaaaa-aaaaa');
  expect((await mails()).filter(({ subject }) => subject.includes('резервным кодом'))).toEqual([]);
  await finish(await half(), 'recovery', codes[0] ?? '');
  const told = (await mails()).filter(({ subject }) => subject.includes('резервным кодом'));
  expect(told.map(({ recipient }) => recipient)).toEqual([EMAIL]);
  expect(JSON.stringify(told)).not.toContain(codes[0]);
});

test('whoever renews recovery codes is told by mail, without the codes; a wrong password renews and tells nothing', async () => {
  const { ctx } = await turnOn();
  expect(await newRecoveryCodes(ctx, { current: 'не тот' })).toMatchObject({ ok: false });
  const renewed = await newRecoveryCodes(ctx, { current: PASSWORD });
  const told = (await mails()).filter(({ subject }) => subject.includes('резервные коды'));
  expect(told.map(({ recipient }) => recipient)).toEqual([EMAIL]);
  for (const code of renewed.ok ? renewed.value.codes : []) expect(JSON.stringify(told)).not.toContain(code);
});

test('the history tells right and wrong tries apart, and how far they came', async () => {
  const { ctx, codes } = await turnOn();
  await identity.try('не тот');
  await finish(await half(), 'recovery', codes[0] ?? '');
  const { attempts } = await listAttempts(ctx, 1);
  expect(attempts.slice(0, 3).map(({ method, succeeded }) => [method, succeeded])).toEqual(
    expect.arrayContaining([
      ['recovery', true],
      ['half', false],
      ['password', false],
    ]),
  );
  expect(JSON.stringify(await identity.db.read.select().from(signInAttempts))).not.toContain(codes[0]);
});

test.each([
  ['https://help.example.com', 'help.example.com'],
  ['http://127.0.0.1:4321', 'localhost'],
  ['http://[::1]:4321', 'localhost'],
  ['http://help.example.com', null],
  ['https://192.0.2.7', null],
])('passkeys at %s belong to %s', (ORIGIN, id) => {
  expect(relyingParty({ ORIGIN })?.id ?? null).toBe(id);
});
