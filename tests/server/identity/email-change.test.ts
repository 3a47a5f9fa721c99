import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  authenticate,
  cancelEmailChange,
  changePassword,
  confirmEmailChange,
  createUser,
  findEmailChange,
  isResetTokenValid,
  listAttempts,
  onSecurityChanged,
  pendingEmail,
  requestEmailChange,
  resetPassword,
  systemViewer,
} from '#server/identity/index.ts';
import { issueResetToken } from '#server/identity/password-reset.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { listOutbox } from '#server/platform/mailer.ts';
import { EMAIL, openIdentity, PASSWORD, visitor, type Identity } from './story.ts';

let identity: Identity;
beforeEach(async () => {
  identity = await openIdentity();
});
afterEach(() => identity.close());

const NEW = 'm.new@example.com';
const DAY_MS = 86_400_000;
const gone = { ok: false, error: { message: 'account.emailLinkGone' } };

const person = async () => identity.ctx(await identity.viewer(await identity.cookie()));
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
/** Asks for the new address and gives what stands in the mailed link. */
async function ask(ctx: Awaited<ReturnType<typeof person>>, email = NEW): Promise<string> {
  expect(await requestEmailChange(ctx, { email, current: PASSWORD })).toEqual({ ok: true, value: null });
  const mail = (await mails()).find(({ recipient }) => recipient === email);
  return /\/confirm-email\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
}

test('a new address holds once its link was followed, once; the old address is told', async () => {
  const ctx = await person();
  const other = await identity.cookie();
  const token = await ask(ctx);
  expect(await pendingEmail(ctx)).toBe(NEW);
  expect(await findEmailChange(identity.ctx(visitor), token)).toEqual({ email: NEW });
  expect(await identity.try(PASSWORD, undefined, NEW), 'before it is confirmed').toMatchObject({ ok: false });
  expect(await confirmEmailChange(ctx, token)).toEqual({ ok: true, value: null });
  expect(await identity.try(PASSWORD, undefined, NEW)).toMatchObject({ ok: true });
  expect(await identity.try(PASSWORD, undefined, EMAIL)).toMatchObject({ ok: false });
  expect(await authenticate(identity.ctx(visitor), other), 'other devices sign in again').toBeNull();
  const here = identity.ctx({ ...ctx.viewer, email: NEW });
  expect((await listAttempts(here, 1)).attempts.length, 'the history goes along').toBeGreaterThan(1);

  expect(await findEmailChange(identity.ctx(visitor), token)).toBeNull();
  expect(await confirmEmailChange(identity.ctx(visitor), token), 'a second time').toMatchObject(gone);
  const told = (await mails()).filter(({ recipient }) => recipient === EMAIL);
  expect(told.map(({ text }) => text).join(), 'what to do, as no link comes there').toContain(
    'напишите или позвоните нам',
  );
});

test('a link ends after a day, and when a newer one was asked for', async () => {
  const ctx = await person();
  const first = await ask(ctx);
  const second = await ask(ctx, 'm.newer@example.com');
  expect(await confirmEmailChange(ctx, first)).toMatchObject(gone);
  identity.clock.advance(DAY_MS);
  expect(await pendingEmail(ctx)).toBeNull();
  expect(await confirmEmailChange(ctx, second)).toMatchObject(gone);
  expect(await confirmEmailChange(ctx, 'made-up')).toMatchObject(gone);
});

test('thinking better of it ends the link, and all stays as it was', async () => {
  const ctx = await person();
  const token = await ask(ctx);
  expect(await cancelEmailChange(ctx)).toEqual({ ok: true, value: null });
  expect(await cancelEmailChange(ctx), 'again').toEqual({ ok: true, value: null });
  expect(await pendingEmail(ctx)).toBeNull();
  expect(await confirmEmailChange(ctx, token)).toMatchObject(gone);
  expect(await identity.try(PASSWORD)).toMatchObject({ ok: true });
});

test('asking needs the password and another address, and does not tell who has one', async () => {
  await createUser(identity.ctx(systemViewer('test')), {
    email: 'taken@example.com',
    name: 'Олег',
    role: 'customer',
    locale: 'ru',
  });
  const ctx = await person();
  expect(await requestEmailChange(ctx, { email: NEW, current: 'не тот' })).toMatchObject({ ok: false });
  expect(await requestEmailChange(ctx, { email: EMAIL, current: PASSWORD })).toMatchObject({
    error: { fields: { email: 'account.sameEmail' } },
  });
  const token = await ask(ctx, 'taken@example.com');
  expect(await confirmEmailChange(ctx, token)).toMatchObject(gone);
  expect(await identity.try(PASSWORD), 'all stays as it was').toMatchObject({ ok: true });
});

test('a new password ends the link: whoever knew the old one may have asked for it', async () => {
  const ctx = await person();
  const first = await ask(ctx);
  const token = await issueResetToken(identity.ctx(visitor), identity.userId);
  expect(await resetPassword(identity.ctx(visitor), { token, password: 'сосна и кедр' })).toMatchObject({ ok: true });
  expect(await confirmEmailChange(identity.ctx(visitor), first), 'reset').toMatchObject(gone);
  const input = { email: NEW, current: 'сосна и кедр' };
  expect(await requestEmailChange(ctx, input)).toMatchObject({ ok: true });
  const change = { current: 'сосна и кедр', password: PASSWORD };
  expect(await changePassword(ctx, change)).toMatchObject({ ok: true });
  expect(await pendingEmail(ctx), 'changed').toBeNull();
});

test('links for a new password end with the address they were mailed to, and with a new password', async () => {
  const ctx = await person();
  const reset = () => issueResetToken(identity.ctx(visitor), identity.userId);
  const valid = (token: string) => isResetTokenValid(identity.ctx(visitor), token);
  const before = await reset();
  expect(await confirmEmailChange(ctx, await ask(ctx))).toMatchObject({ ok: true });
  expect(await valid(before), 'it lies in a mailbox that is not theirs any more').toBe(false);
  const later = await reset();
  expect(await valid(later)).toBe(true);
  expect(await changePassword(ctx, { current: PASSWORD, password: 'сосна и кедр' })).toMatchObject({ ok: true });
  expect(await valid(later)).toBe(false);
});
