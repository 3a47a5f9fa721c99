import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mailOutbox } from '#db/schema/platform.ts';
import { createUser, onPasswordResetRequested, requestPasswordReset, systemViewer } from '#server/identity/index.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { randomIds } from '#server/platform/ids.ts';
import { renderMail } from '#server/platform/mail-template.ts';
import { createMailer } from '#server/platform/mailer.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { startSmtp } from '#support/smtp.ts';
import { freePort } from '#support/sqld.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.close());

const mail = { key: 'k1', to: 'marina@example.com', subject: 'Тема', text: 'Текст', html: '<p>Текст</p>' };

describe('mail', () => {
  const smtpMailer = (smtpUrl: string, timeoutMs?: number) =>
    createMailer({
      db: database.db,
      clock: database.clock,
      ids: randomIds,
      smtpUrl,
      from: 'a@example.com',
      keepBodies: true,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });

  test('goes out by SMTP once per key, and its text is not kept', async () => {
    const smtp = await startSmtp();
    const mailer = smtpMailer(smtp.url);
    await mailer.send(mail);
    await mailer.send(mail);
    await smtp.stop();
    expect(smtp.received).toHaveLength(1);
    expect(smtp.received[0]).toContain('To: marina@example.com');
    expect(await database.db.read.select({ text: mailOutbox.text }).from(mailOutbox)).toEqual([{ text: '' }]);
  });

  test('that the server refused may be sent again', async () => {
    const port = await freePort();
    await expect(smtpMailer(`smtp://127.0.0.1:${port}`).send(mail)).rejects.toThrow();
    const smtp = await startSmtp();
    await smtpMailer(smtp.url).send(mail);
    await smtp.stop();
    expect(smtp.received).toHaveLength(1);
  });

  test('that a process noted and died before sending goes out when it is asked for again', async () => {
    const { key, to: recipient, subject } = mail;
    await database.db.write((tx) =>
      tx
        .insert(mailOutbox)
        .values({ id: 'noted', key, recipient, subject, text: '', html: '', createdAt: database.clock.now() }),
    );
    const smtp = await startSmtp();
    await smtpMailer(smtp.url).send(mail);
    await smtpMailer(smtp.url).send(mail);
    await smtp.stop();
    expect(smtp.received).toHaveLength(1);
    expect(smtp.received[0]).toContain('Message-ID: <noted@kabinet>');
    expect(await database.db.read.select({ sentAt: mailOutbox.sentAt }).from(mailOutbox)).toEqual([
      { sentAt: database.clock.now() },
    ]);
  });

  test('tried again has the same Message-ID, so that a second copy can be told', async () => {
    const smtp = await startSmtp(1);
    const mailer = smtpMailer(smtp.url);
    await expect(mailer.send(mail)).rejects.toThrow('try again later');
    await mailer.send(mail);
    await smtp.stop();
    const ids = smtp.received.map((text) => /^Message-ID: (.+)$/m.exec(text)?.[1]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test('asked for twice at once goes out once', async () => {
    const smtp = await startSmtp();
    const mailer = smtpMailer(smtp.url);
    await Promise.all([mailer.send(mail), mailer.send(mail)]);
    await smtp.stop();
    expect(smtp.received).toHaveLength(1);
  });

  test('does not wait forever for a server that accepts and says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    await expect(smtpMailer(`smtp://127.0.0.1:${port}`, 100).send(mail)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  test('is kept to be looked at when there is no SMTP server', async () => {
    await database.platform.mailer.send(mail);
    expect(await database.db.read.select().from(mailOutbox)).toMatchObject([{ recipient: mail.to, text: 'Текст' }]);
  });

  test('is only noted, without its text, when there is neither an SMTP server nor the demo', async () => {
    const { db, clock } = database;
    await createMailer({ db, clock, ids: randomIds, from: 'a@example.com' }).send(mail);
    expect(await db.read.select().from(mailOutbox)).toMatchObject([{ recipient: mail.to, text: '', html: '' }]);
  });

  test('escapes what people typed in its HTML part only', async () => {
    const values = { name: '<b>Марина</b>', link: 'https://help.example.com/x' };
    const rendered = await renderMail(database.db.read, 'password-reset', 'ru', values);
    expect(rendered.html).not.toContain('<b>Марина');
    expect(rendered.text).toContain('<b>Марина</b>');
    expect(rendered.text).toContain('https://help.example.com/x');
  });

  test('with a missing value is never made', async () => {
    await expect(renderMail(database.db.read, 'password-reset', 'en', { name: 'A' })).rejects.toThrow('link');
  });
});

test('a reset link is mailed to a known address and nobody else', async () => {
  const { db, clock, platform } = database;
  const ctx: typeof database.ctx = (viewer) => database.ctx(viewer);
  await createUser(ctx(systemViewer('test')), {
    email: 'marina@example.com',
    name: 'Марина',
    role: 'customer',
    locale: 'ru',
  });
  const dispatcher = new EventDispatcher({
    db,
    clock,
    log: platform.log,
    subscriptions: [onPasswordResetRequested({ ctx })],
  });
  const visitor = ctx({ kind: 'visitor', visitorHash: null, locale: 'ru' } as const);
  await requestPasswordReset(visitor, { email: 'marina@example.com', address: 'a' });
  await requestPasswordReset(visitor, { email: 'nobody@example.com', address: 'a' });
  await dispatcher.settled();
  const [kept, ...others] = await db.read.select().from(mailOutbox);
  expect(others).toEqual([]);
  expect(kept?.recipient).toBe('marina@example.com');
  expect(kept?.text).toMatch(/http:\/\/127\.0\.0\.1:4321\/reset-password\/[\w-]{43}/);
});
