import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordBankTransfer, voidInvoice } from '#server/billing/index.ts';
import { setVisibility, viewerOfUser } from '#server/customers/index.ts';
import { changePassword, createUser, systemViewer, type UserViewer } from '#server/identity/index.ts';
import { choosePreferences, getBell, listNotifications, openNotification } from '#server/notifications/index.ts';
import { placeOrder, recordOrderEvent, type NewOrderEvent } from '#server/orders/index.ts';
import { countQueries } from '#support/count-queries.ts';
import { openHouse, type House } from './house.ts';

let house: House;
let customerId: string;
let owner: UserViewer;
let accountant: UserViewer;
let member: UserViewer;
let stranger: UserViewer;
beforeEach(async () => {
  house = await openHouse();
  customerId = await house.customer();
  owner = await house.member(customerId, 'owner');
  accountant = await house.member(customerId, 'accountant');
  member = await house.member(customerId, 'member');
  stranger = await house.member(await house.customer('Others'), 'owner');
});
afterEach(() => house.close());

const kinds = async (viewer: UserViewer) => (await house.of(viewer.userId)).map(({ kind }) => kind);
const place = () =>
  placeOrder(house.system, {
    number: '2418',
    customerId,
    title: 'Meeting room',
    currency: 'RUB',
    placedOn: '2026-11-18',
    promisedOn: '2026-11-25',
    withInstallation: false,
    lines: [{ description: 'Table', quantity: 1, unitPrice: 100 }],
  });
const record = (event: NewOrderEvent) => recordOrderEvent(house.system, { number: '2418', event });

describe('what happens is told', () => {
  it('to those of the customer who may see it, and to nobody else', async () => {
    await house.invoice(customerId, 100_00);
    await place();
    await record({ type: 'accepted' });
    await record({ type: 'delayed', newDate: '2026-12-01', reason: 'The mechanism is late' });
    await house.told();
    expect(await kinds(owner)).toEqual(['invoice.opened', 'order.accepted', 'order.delayed']);
    expect(await kinds(accountant)).toEqual(['invoice.opened']);
    expect(await kinds(member)).toEqual(['order.accepted', 'order.delayed']);
    expect(await kinds(stranger)).toEqual([]);
  });

  it('once, when its events are delivered again', async () => {
    await house.invoice(customerId, 100_00);
    await place();
    await record({ type: 'accepted' });
    await house.told();
    const before = { told: await house.of(owner.userId), mails: await house.mails() };
    expect(before.mails.map(({ recipient }) => recipient).toSorted()).toEqual(
      [owner.email, owner.email, accountant.email, member.email].toSorted(),
    );
    await house.forgetDeliveries();
    expect(await house.of(owner.userId)).toEqual(before.told);
    expect(await house.mails()).toEqual(before.mails);
  });

  it('not to whom the company hides the section or the steps, before and after', async () => {
    await place();
    await record({ type: 'accepted' });
    await setVisibility(house.system, { scope: 'everyone', target: '', hides: ['order.steps'], shows: [] });
    await record({ type: 'drawings_approved' });
    await record({ type: 'production_started' });
    await record({ type: 'production_step', step: 1, steps: 4, stepName: 'Cutting' });
    await house.told();
    expect(await kinds(member)).toEqual(['order.accepted', 'order.step', 'order.step']);
    await setVisibility(house.system, { scope: 'everyone', target: '', hides: ['orders'], shows: [] });
    await record({ type: 'ready' });
    await house.told();
    expect(await kinds(member)).toHaveLength(3);
    const viewer = (await viewerOfUser(house.db, member.userId)) as UserViewer;
    expect(await getBell(house.as(viewer), 'en')).toEqual({ unread: 0, latest: [] });
  });

  it('of every step by itself, also when the next came before anybody heard of it', async () => {
    await place();
    for (const type of ['accepted', 'drawings_approved', 'production_started'] as const) {
      house.clock.advance(1000);
      await record({ type });
    }
    for (const step of [1, 2]) {
      house.clock.advance(1000);
      await record({ type: 'production_step', step, steps: 3, stepName: 'Cutting' });
    }
    await house.told();
    const steps = (await house.of(member.userId)).filter(({ values }) => values['step'] === 'production_step');
    expect(steps.map(({ values }) => `${String(values['done'])}/${String(values['steps'])}`)).toEqual(['1/3', '2/3']);
  });

  it('of an invoice that was taken back before anybody heard of it: nothing', async () => {
    const number = await house.invoice(customerId, 100_00);
    await voidInvoice(house.system, { number });
    await house.told();
    expect(await kinds(owner)).toEqual([]);
  });

  it('of money, with what is left, also to the manager of the customer', async () => {
    const managerId = await house.person('agent');
    await house.setManager(customerId, managerId);
    const number = await house.invoice(customerId, 100_00);
    await recordBankTransfer(house.system, { number, amount: 40_00, currency: 'RUB', reference: '1' });
    await house.told();
    await recordBankTransfer(house.system, { number, amount: 60_00, currency: 'RUB', reference: '2' });
    await house.told();
    const { notifications } = await listNotifications(house.as(owner), { locale: 'en' });
    expect(notifications.map(({ title, text }) => `${title}. ${text}`)).toEqual(
      expect.arrayContaining([
        `We received ₽40.00 for invoice ${number}. ₽60.00 is still to pay.`,
        `We received ₽60.00 for invoice ${number}. The invoice is paid in full. Thank you!`,
      ]),
    );
    const manager = (await viewerOfUser(house.db, managerId)) as UserViewer;
    const atDesk = await listNotifications(house.as(manager), { locale: 'en' });
    expect(atDesk.notifications[0]?.title).toMatch(/^Northern Wind paid ₽\d+\.00 for invoice/);
  });

  it('days later in the list only: last week’s mail is not sent after an outage', async () => {
    await house.invoice(customerId, 100_00);
    house.clock.advance(3 * 24 * 3600_000);
    await house.told();
    expect(await kinds(owner)).toEqual(['invoice.opened']);
    expect(await house.mails()).toEqual([]);
  });

  it('of a changed password always, whatever was switched off', async () => {
    const created = await createUser(house.ctx(systemViewer('a test')), {
      email: 'new@shop.example',
      name: 'New',
      role: 'customer',
      locale: 'en',
      password: 'linden and ash',
    });
    if (!created.ok) throw new Error('a person');
    const viewer = (await viewerOfUser(house.db, created.value.userId)) as UserViewer;
    await choosePreferences(house.as(viewer), { on: new Set(), often: 'never' });
    await changePassword(house.as(viewer), { current: 'linden and ash', password: 'linden and maple' });
    await house.told();
    expect(await kinds(viewer)).toEqual(['security.password']);
    // The mail about it is identity's.
    expect(await house.mails()).toEqual([]);
  });
});

describe('the bell', () => {
  it('counts what is unread; opening one marks everything about the same thing and leads there', async () => {
    const number = await house.invoice(customerId, 100_00);
    await recordBankTransfer(house.system, { number, amount: 40_00, currency: 'RUB', reference: '1' });
    await house.invoice(customerId, 200_00);
    await house.told();
    const bell = await getBell(house.as(owner), 'ru');
    expect(bell?.unread).toBe(3);
    const about = bell?.latest.find(({ title }) => title.includes(number));
    expect(await openNotification(house.as(stranger), about?.id ?? '')).toMatchObject({ ok: false });
    expect(await openNotification(house.as(owner), about?.id ?? '')).toEqual({
      ok: true,
      value: { path: `/cabinet/invoices/${number}` },
    });
    expect((await getBell(house.as(owner), 'ru'))?.unread).toBe(1);
    expect((await getBell(house.as(accountant), 'ru'))?.unread).toBe(3);
  });

  it('and the list take a fixed number of queries', async () => {
    const count = () =>
      countQueries(house.as(owner), async (ctx) => {
        await getBell(ctx, 'ru');
        await listNotifications(ctx, { locale: 'ru' });
      });
    expect(await count()).toBe(5);
    for (let each = 0; each < 12; each++) await house.invoice(customerId, 100_00);
    await house.told();
    expect(await count()).toBe(5);
  });
});

describe('preferences', () => {
  it('decide where one hears of a group: nowhere, in the cabinet, by mail', async () => {
    await choosePreferences(house.as(owner), { on: new Set(['invoices.mail']), often: 'daily' });
    await choosePreferences(house.as(accountant), { on: new Set(['invoices.cabinet']), often: 'daily' });
    await choosePreferences(house.as(member), { on: new Set(), often: 'daily' });
    await house.invoice(customerId, 100_00);
    await place();
    await record({ type: 'accepted' });
    await house.told();
    expect((await getBell(house.as(owner), 'ru'))?.unread).toBe(0);
    expect((await getBell(house.as(accountant), 'ru'))?.unread).toBe(1);
    expect(await kinds(member)).toEqual([]);
    expect((await house.mails()).map(({ recipient }) => recipient)).toEqual([owner.email]);
  });

  it('switched off between the fact and its mail hold', async () => {
    await house.invoice(customerId, 100_00);
    await choosePreferences(house.as(owner), { on: new Set(['invoices.cabinet']), often: 'daily' });
    await house.told();
    expect((await house.mails()).map(({ recipient }) => recipient)).toEqual([accountant.email]);
  });
});
