import { afterEach, beforeEach, expect, it } from 'vitest';
import { viewerOfUser } from '#server/customers/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { getPreferences, unsubscribe } from '#server/notifications/index.ts';
import { randomIds } from '#server/platform/ids.ts';
import { createMailer, type Mailer } from '#server/platform/mailer.ts';
import { createTask } from '#server/tasks/index.ts';
import { readMail } from '#support/read-mail.ts';
import { startSmtp } from '#support/smtp.ts';
import { openHouse, type House } from './house.ts';

let house: House;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let owner: UserViewer;
let agent: UserViewer;
let customerId: string;
/** Set to make the next hand-over to the server the last thing this process does with it. */
let dies = false;
const dyingMailer = (mailer: Mailer): Mailer => ({
  ...mailer,
  send: async (mail) => {
    await mailer.send(mail);
    if (dies) throw new Error('killed after the server took it');
  },
});
beforeEach(async () => {
  dies = false;
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
