import { afterEach, beforeEach, expect, it } from 'vitest';
import { digests } from '#db/schema/notifications.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import { offerDocument, withdrawDocument } from '#server/documents/index.ts';
import { storeMade } from '#server/files/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { choosePreferences, getPreferences, prepareDigests, unsubscribe } from '#server/notifications/index.ts';
import { randomIds } from '#server/platform/ids.ts';
import { createMailer, type Mailer } from '#server/platform/mailer.ts';
import { createTask } from '#server/tasks/index.ts';
import { readMail } from '#support/read-mail.ts';
import { samplePdf } from '#support/sample-files.ts';
import { startSmtp } from '#support/smtp.ts';
import { openHouse, type House } from './house.ts';

let house: House;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let owner: UserViewer;
let agent: UserViewer;
let customerId: string;
/** Set to make the next hand-over to the server the last thing this process does with it. */
let dies = false;
/** Set while the server cannot be reached at all. */
let away = false;
const dyingMailer = (mailer: Mailer): Mailer => ({
  ...mailer,
  send: async (mail) => {
    if (away) throw new Error('the server is away');
    await mailer.send(mail);
    if (dies) throw new Error('killed after the server took it');
  },
});
beforeEach(async () => {
  dies = false;
  away = false;
  smtp = await startSmtp();
  house = await openHouse(({ db, clock }) =>
    dyingMailer(
      createMailer({ db, clock, ids: randomIds, smtpUrl: smtp.url, from: 'office@shop.example', keepBodies: true }),
    ),
  );
  customerId = await house.customer();
  owner = await house.member(customerId, 'owner');
  const found = await viewerOfUser(house.db, await house.person('agent'));
  if (!found) throw new Error('known');
  agent = found;
  await house.told();
});
afterEach(async () => {
  await house.close();
  await smtp.stop();
});

const ask = () =>
  createTask(house.as(agent), { customerId, title: 'Согласуйте чертёж <b>стойки</b>', dueOn: '2026-11-30' });

it.each([
  ['ru', 'Просьба к вам: Согласуйте чертёж', 'Нужно до 30 ноября.', 'Не присылать такие письма', '/unsubscribe/'],
  ['en', 'We ask you: Согласуйте чертёж', 'Needed by 30 November.', 'Stop mail of this kind', '/en/unsubscribe/'],
] as const)(
  'a mail server gets a mail in %s that unsubscribes by one click',
  async (locale, subject, due, foot, path) => {
    await house.setPerson(owner.userId, { locale });
    await ask();
    await house.told();
    expect(smtp.received).toHaveLength(1);
    const mail = readMail(smtp.received[0] ?? '');
    expect(mail.headers).toMatchObject({ to: owner.email, 'list-unsubscribe-post': 'List-Unsubscribe=One-Click' });
    expect(mail.subject).toContain(subject);
    expect(mail.text).toContain(due);
    expect(mail.text).toContain(foot);
    expect(mail.text).toContain('/cabinet/tasks/');
    expect(mail.html).toContain(`lang="${locale}"`);
    expect(mail.html).toContain('&lt;b&gt;');
    expect(mail.html).not.toContain('<b>стойки');
    const address = /^<(.+)>$/.exec(mail.headers['list-unsubscribe'] ?? '')?.[1] ?? '';
    expect(new URL(address).pathname).toContain(path);

    // What the one click posts (the page of that address is tried in the browser).
    const token = new URL(address).pathname.split('/').at(-1) ?? '';
    expect(await unsubscribe(house.system, token)).toMatchObject({ ok: true });
    const { groups } = await getPreferences(house.as(owner));
    expect(groups.find(({ group }) => group === 'tasks')?.choice).toEqual({
      cabinet: true,
      mail: false,
      digest: false,
    });
    await ask();
    await house.told();
    expect(smtp.received).toHaveLength(1);
  },
);

it('whoever dies after the server took a mail, and is told of everything again, sends no second one', async () => {
  dies = true;
  await ask();
  await house.told();
  expect(smtp.received).toHaveLength(1);
  dies = false;
  await house.forgetDeliveries();
  await house.forgetDeliveries();
  expect(smtp.received).toHaveLength(1);
  expect(await house.of(owner.userId)).toHaveLength(1);
});

it('what was taken back while the server was away is not mailed once it is there again', async () => {
  const file = await storeMade(house.as(agent), { name: 'a.pdf', mediaType: 'application/pdf', bytes: samplePdf() });
  const document = {
    customerId,
    kind: 'act',
    title: 'Act 318',
    asks: 'acceptance',
    subject: null,
    note: null,
  } as const;
  away = true;
  const offered = await offerDocument(house.as(agent), { ...document, file });
  if (!offered.ok) throw new Error('offered');
  await house.told();
  expect(await house.of(owner.userId)).toMatchObject([{ kind: 'document.offered' }]);
  await withdrawDocument(house.as(agent), offered.value.documentId);
  await house.told();
  away = false;
  house.clock.advance(60 * 60_000);
  await house.told();
  expect(smtp.received).toEqual([]);
});

it('a digest that was switched off while the server was away is not mailed once it is there again', async () => {
  await choosePreferences(house.as(owner), { on: new Set(['tasks.digest']), often: 'daily' });
  await ask();
  await house.told();
  house.clock.advance(24 * 60 * 60_000);
  away = true;
  await prepareDigests(house.system);
  await house.told();
  expect(await house.db.read.select().from(digests)).toHaveLength(1);
  await choosePreferences(house.as(owner), { on: new Set(['tasks.digest']), often: 'never' });
  away = false;
  house.clock.advance(60 * 60_000);
  await house.told();
  expect(smtp.received).toEqual([]);
});
