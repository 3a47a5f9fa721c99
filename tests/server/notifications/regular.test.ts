import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordBankTransfer } from '#server/billing/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import {
  choosePreferences,
  getPreferences,
  openUnsubscribe,
  prepareDigests,
  pruneNotifications,
  remindOfInvoices,
  unsubscribe,
} from '#server/notifications/index.ts';
import { unsubscribeToken } from '#server/notifications/unsubscribe.ts';
import { systemViewer } from '#server/identity/index.ts';
import { openDatabase } from '#db/client.ts';
import { createPost, publishPost } from '#server/news/index.ts';
import { createTask } from '#server/tasks/index.ts';
import { openHouse, type House } from './house.ts';

let house: House;
let customerId: string;
let owner: UserViewer;
beforeEach(async () => {
  house = await openHouse();
  customerId = await house.customer();
  owner = await house.member(customerId, 'owner');
});
afterEach(() => house.close());

const system = () => house.ctx(systemViewer('a test'));
const subjects = async () => (await house.mails()).map(({ subject }) => subject);
const noon = (day: string) => `${day}T09:00:00Z`;

describe('an invoice that waits', () => {
  it('is reminded of three days before, and one, seven and fourteen days after its day, once each', async () => {
    const number = await house.invoice(customerId, 100_00);
    await house.told();
    for (let day = 19; day <= 30; day++) {
      house.clock.set(noon(`2026-11-${String(day)}`));
      await remindOfInvoices(system());
      await remindOfInvoices(system());
      await house.told();
    }
    for (let day = 1; day <= 20; day++) {
      house.clock.set(noon(`2026-12-${String(day).padStart(2, '0')}`));
      await remindOfInvoices(system());
      await house.told();
    }
    expect(await subjects()).toEqual([
      `Новый счёт ${number}: Chairs`,
      `Счёт ${number}: срок 24 ноября`,
      `Счёт ${number} просрочен на 1 день`,
      `Счёт ${number} просрочен на 7 дней`,
      `Счёт ${number} просрочен на 14 дней`,
    ]);
  });

  it('in parts is reminded of part by part, with what is to come by then', async () => {
    const instalments = [
      { dueOn: '2026-11-24', amount: 40_00 },
      { dueOn: '2026-12-24', amount: 60_00 },
    ];
    const number = await house.invoice(customerId, 100_00, { dueOn: '2026-12-24', instalments });
    for (const day of ['2026-11-22', '2026-11-25']) {
      house.clock.set(noon(day));
      await remindOfInvoices(system());
    }
    await recordBankTransfer(house.system, { number, amount: 40_00, currency: 'RUB', reference: '1' });
    for (const day of ['2026-11-26', '2026-12-22']) {
      house.clock.set(noon(day));
      await remindOfInvoices(system());
    }
    const reminders = (await house.of(owner.userId)).filter(({ kind }) => kind.startsWith('invoice.'));
    expect(reminders.map(({ kind, values }) => [kind, values['due'], values['amount']])).toEqual([
      ['invoice.dueSoon', { day: '2026-11-24' }, { amount: 40_00, currency: 'RUB' }],
      ['invoice.overdue', { day: '2026-11-24' }, { amount: 40_00, currency: 'RUB' }],
      ['invoice.dueSoon', { day: '2026-12-24' }, { amount: 60_00, currency: 'RUB' }],
    ]);
  });

  it('is not mentioned before nine in the morning, nor once it is paid', async () => {
    const number = await house.invoice(customerId, 100_00);
    house.clock.set('2026-11-25T05:00:00Z');
    await remindOfInvoices(system());
    await recordBankTransfer(house.system, { number, amount: 100_00, currency: 'RUB', reference: '1' });
    house.clock.set('2026-11-25T07:00:00Z');
    await remindOfInvoices(system());
    expect((await house.of(owner.userId)).filter(({ kind }) => kind.startsWith('invoice.'))).toEqual([]);
  });

  it('is reminded of once by two processes at the same time', async () => {
    await house.invoice(customerId, 100_00);
    house.clock.set(noon('2026-11-25'));
    const other = await openDatabase({ url: house.platform.config.DATABASE_URL });
    await Promise.all([remindOfInvoices(system()), remindOfInvoices({ ...system(), db: other })]);
    await other.close();
    await house.told();
    expect((await house.of(owner.userId)).filter(({ kind }) => kind === 'invoice.overdue')).toHaveLength(1);
  });
});

describe('the digest', () => {
  const wantDigest = (often: 'daily' | 'weekly' | 'never') =>
    choosePreferences(house.as(owner), { on: new Set(['invoices.digest', 'invoices.cabinet']), often });

  it('comes at nine where the person is, with what is new and what is due, and only when there is something', async () => {
    await house.setPerson(owner.userId, { timeZone: 'Asia/Vladivostok', locale: 'en' });
    await wantDigest('daily');
    const number = await house.invoice(customerId, 100_00);
    await house.told();
    house.clock.set('2026-11-19T22:30:00Z');
    await prepareDigests(system());
    await house.told();
    expect(await house.mails()).toEqual([]);
    // Nine o'clock of the twentieth in Vladivostok.
    house.clock.set('2026-11-19T23:05:00Z');
    await prepareDigests(system());
    await prepareDigests(system());
    await house.told();
    const [mail, ...more] = await house.mails();
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Your digest for Friday 20 November');
    expect(mail?.text).toContain(`- New invoice ${number}: Chairs: http`);
    expect(mail?.text).toContain(`- Invoice ${number} “Chairs”: ₽100.00 by 24 November: http`);
    expect(mail?.headers).toHaveProperty('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click');
    house.clock.set('2026-11-20T23:05:00Z');
    await prepareDigests(system());
    await house.told();
    expect(await house.mails()).toHaveLength(1);
  });

  it('tells news, and names the tasks and documents that wait, in the language of its reader', async () => {
    await house.setPerson(owner.userId, { locale: 'en' });
    await createTask(house.system, { customerId, title: 'Approve the drawing', dueOn: '2026-11-30' });
    const nothing = { segment: '', customers: [], pinned: undefined, expiresAt: null };
    const texts = { titleRu: 'Склад закрыт', textRu: 'До обеда.', titleEn: 'Closed till noon', textEn: 'Sorry.' };
    const made = await createPost(house.system, { ...texts, ...nothing, audience: 'everyone' });
    await publishPost(house.system, { postId: made.ok ? made.value.postId : '', at: null });
    await house.told();
    house.clock.set('2026-11-20T09:00:00Z');
    await prepareDigests(system());
    await house.told();
    const digest = (await house.mails()).find(({ subject }) => subject.startsWith('Your digest'));
    expect(digest?.text).toMatch(
      /What is new\n\n- Closed till noon: http[^\n]+\n\nWaiting for you\n\n- Approve the drawing: by 30 November: http/,
    );
    expect(digest?.html).toContain('>Approve the drawing: by 30 November</a>');
    expect(digest?.text).not.toContain('To be paid');
  });

  it('is put together once by two processes', async () => {
    await wantDigest('daily');
    await house.invoice(customerId, 100_00);
    await house.told();
    const other = await openDatabase({ url: house.platform.config.DATABASE_URL });
    await Promise.all([prepareDigests(system()), prepareDigests({ ...system(), db: other })]);
    await other.close();
    await house.told();
    await house.forgetDeliveries();
    expect(await house.mails()).toHaveLength(1);
  });

  it('comes on Mondays for those who want it weekly, and never for those who do not', async () => {
    await wantDigest('weekly');
    await house.invoice(customerId, 100_00);
    await house.told();
    for (const day of ['19', '20', '21', '22']) {
      house.clock.set(noon(`2026-11-${day}`));
      await prepareDigests(system());
    }
    await house.told();
    expect(await house.mails()).toEqual([]);
    house.clock.set(noon('2026-11-23'));
    await prepareDigests(system());
    await house.told();
    expect(await subjects()).toEqual(['Сводка на понедельник, 23 ноября']);
    await wantDigest('never');
    await house.invoice(customerId, 200_00);
    await house.told();
    house.clock.set(noon('2026-11-30'));
    await prepareDigests(system());
    await house.told();
    expect(await house.mails()).toHaveLength(1);
  });
});

describe('an unsubscribe link', () => {
  const tokenIn = (text: string) => /\/unsubscribe\/([\w.-]+)/.exec(text)?.[1] ?? '';

  it('stops mail of one group without signing in, and may start it again', async () => {
    await house.invoice(customerId, 100_00);
    await house.told();
    const [mail] = await house.mails();
    const token = tokenIn(mail?.text ?? '');
    expect(mail?.headers?.['List-Unsubscribe']).toContain(`/unsubscribe/${token}>`);
    const visitor = house.ctx({ kind: 'visitor', visitorHash: null, locale: 'ru' });
    expect(await openUnsubscribe(visitor, token)).toEqual({
      userId: owner.userId,
      what: 'invoices',
      email: owner.email,
    });
    expect(await unsubscribe(visitor, token)).toMatchObject({ ok: true });
    await house.invoice(customerId, 200_00);
    await house.told();
    expect(await house.mails()).toHaveLength(1);
    expect(await house.of(owner.userId)).toHaveLength(2);
    await unsubscribe(visitor, token, true);
    await house.invoice(customerId, 300_00);
    await house.told();
    expect(await house.mails()).toHaveLength(2);
  });

  it.each(['daily', 'weekly'] as const)('of a digest that came %s gives it back as it was', async (often) => {
    const as = house.as(owner);
    const { groups } = await getPreferences(as);
    const on = new Set(groups.flatMap(({ group, choice }) => (choice.digest ? [`${group}.digest`] : [])));
    await choosePreferences(as, { on, often });
    const token = await unsubscribeToken(house.system, owner.userId, 'digest');
    const stands = async () => (await getPreferences(as)).often;
    for (const again of [false, false, true, true]) {
      expect(await unsubscribe(house.system, token, again)).toMatchObject({ ok: true });
      expect(await stands()).toBe(again ? often : 'never');
    }
    // Stopped on the page of preferences, taken back through the mail.
    await choosePreferences(as, { on, often: 'never' });
    await unsubscribe(house.system, token, true);
    expect(await stands()).toBe(often);
  });

  it('that was made up or changed does nothing', async () => {
    await house.invoice(customerId, 100_00);
    await house.told();
    const token = tokenIn((await house.mails())[0]?.text ?? '');
    const [, signature = ''] = token.split('.');
    const other = Buffer.from(`${owner.userId}.digest`).toString('base64url');
    for (const wrong of ['', 'x', '.', `${other}.${signature}`, `${token}A`]) {
      expect(await unsubscribe(house.system, wrong)).toMatchObject({ ok: false });
    }
  });
});

it('what people were told half a year ago is forgotten', async () => {
  await house.invoice(customerId, 100_00);
  await house.told();
  house.clock.advance(181 * 24 * 3600_000);
  await pruneNotifications(system());
  expect(await house.of(owner.userId)).toEqual([]);
});
