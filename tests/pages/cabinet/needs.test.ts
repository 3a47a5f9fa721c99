import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agendaOf } from '#components/cabinet/agenda.ts';
import { recordBankTransfer } from '#server/billing/index.ts';
import { addMember, setVisibility, viewerOfUser } from '#server/customers/index.ts';
import {
  handOff,
  noteRead,
  postMessage,
  resolveConversation,
  startConversation,
  takeConversation,
} from '#server/conversations/index.ts';
import { getDocument, noteSeen, offerDocument, type DocumentAsks } from '#server/documents/index.ts';
import { storeMade } from '#server/files/index.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import { createPost, markAllNewsRead, publishPost } from '#server/news/index.ts';
import { placeOrder, recordOrderEvent } from '#server/orders/index.ts';
import { completeTask, createTask } from '#server/tasks/index.ts';
import { countQueries } from '#support/count-queries.ts';
import { samplePdf } from '#support/sample-files.ts';
import { countElsewhere, openNeeds } from '../../../src/pages/cabinet/_needs.ts';
import { openShop, type Shop } from '../../server/billing/shop.ts';

let shop: Shop;
let customerId: string;
let owner: UserViewer;
let agent: UserViewer;
let admin: UserViewer;
const must = <T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
async function viewer(userId: string): Promise<UserViewer> {
  const found = await viewerOfUser(shop.db, userId);
  if (!found) throw new Error('known');
  return found;
}
const titles = async (by: UserViewer) =>
  agendaOf((await openNeeds(shop.as(by))).needs, { locale: 'ru', timeZone: 'Europe/Moscow' }).map(({ title }) =>
    title.replaceAll('\u{a0}', ' '),
  );

let counter = 0;
async function offer(asks: DocumentAsks, title: string): Promise<string> {
  const file = await storeMade(shop.as(agent), {
    name: 'a.pdf',
    mediaType: 'application/pdf',
    bytes: samplePdf(title),
  });
  const about = { customerId, kind: 'act', title, asks, subject: null, note: null, file } as const;
  return must(await offerDocument(shop.as(agent), about)).documentId;
}
const ask = async (title: string) => must(await createTask(shop.as(agent), { customerId, title })).taskId;
async function late(number: string): Promise<void> {
  const line = { description: 'Стол', quantity: 1, unitPrice: 100 };
  const order = {
    number,
    customerId,
    title: 'Столы',
    currency: 'RUB',
    withInstallation: false,
  } as const;
  must(await placeOrder(shop.system, { ...order, placedOn: '2026-10-01', promisedOn: '2026-11-12', lines: [line] }));
  const delayed = { type: 'delayed', newDate: '2026-12-03', reason: 'Ждём механизмы' } as const;
  must(await recordOrderEvent(shop.system, { number, event: { type: 'accepted' } }));
  must(await recordOrderEvent(shop.system, { number, event: delayed }));
}
async function told(subject: string): Promise<string> {
  const clientId = `client-${String((counter += 1)).padStart(5, '0')}`;
  const asked = await startConversation(shop.as(owner), { locale: 'ru', clientId, text: subject });
  const { conversationId } = must(asked);
  const summary = {
    request: subject,
    reason: 'conversation.takeFirst' as const,
    path: [],
    answers: [],
    candidates: [],
  };
  must(await handOff(shop.system, { conversationId, queue: 'delivery', reason: summary.reason, summary }));
  must(await takeConversation(shop.as(agent), { conversationId }));
  must(await postMessage(shop.as(agent), { conversationId, clientId: `${clientId}-a`, text: 'Когда вам удобно?' }));
  return conversationId;
}
async function publish(titleRu: string): Promise<void> {
  const post = { titleRu, textRu: 'Текст', titleEn: '', textEn: '', segment: '', customers: [], expiresAt: null };
  const made = await createPost(shop.as(admin), { ...post, audience: 'everyone', pinned: undefined });
  must(await publishPost(shop.as(admin), { postId: must(made).postId, at: null }));
}

beforeEach(async () => {
  shop = await openShop();
  customerId = await shop.customer();
  owner = await shop.member(customerId, 'owner');
  agent = await viewer(await shop.person('agent'));
  admin = await viewer(await shop.person('admin'));
});
afterEach(() => shop.close());

describe('what needs me now', () => {
  it('goes when it is paid, answered, done, opened or read', async () => {
    await shop.invoice(customerId, 100_00, { number: 'T-1' });
    await late('2418');
    const taskId = await ask('Согласуйте чертёж');
    const conversationId = await told('Доставка');
    const sign = await offer('signature', 'Договор');
    const fresh = await offer('nothing', 'Памятка');
    await publish('Склад закрыт');
    expect(await titles(owner)).toEqual([
      'Заказ № 2418: отгрузка 3 декабря вместо 12 ноября',
      'Счёт T-1: Chairs',
      expect.any(String),
      'Договор',
      'Согласуйте чертёж',
      'Памятка',
      'Склад закрыт',
    ]);

    must(await recordBankTransfer(shop.system, { number: 'T-1', amount: 100_00, currency: 'RUB', reference: '612' }));
    must(await completeTask(shop.as(owner), { taskId }));
    await noteRead(shop.as(owner), { conversationId, upTo: 100 });
    const opened = await getDocument(shop.as(owner), fresh);
    await noteSeen(shop.as(owner), opened?.versions[0]?.id ?? '');
    await markAllNewsRead(shop.as(owner));
    const canceled = { type: 'canceled', note: 'Передумали' } as const;
    must(await recordOrderEvent(shop.system, { number: '2418', event: canceled }));
    expect(await titles(owner)).toEqual(['Договор']);
    const waiting = await getDocument(shop.as(owner), sign);
    expect(waiting?.state).toBe('waiting_signature');
  });

  it('asks the database as often for much as for nothing', async () => {
    const reads = () => countQueries(shop.as(owner), (ctx) => openNeeds(ctx));
    await shop.invoice(customerId, 100_00);
    await late('2400');
    await ask('Одно');
    await told('Одно');
    await offer('acceptance', 'Одно');
    await offer('nothing', 'Одно');
    await publish('Одно');
    const few = await reads();
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await shop.invoice(customerId, 100_00);
      await late(`24-${name}`);
      await ask(name);
      await offer('acceptance', name);
      await publish(name);
    }
    expect(await reads()).toBe(few);
    const { needs, payable } = await openNeeds(shop.as(owner));
    expect(payable).toHaveLength(7);
    expect([needs.lateOrders, needs.tasks].map((found) => [found?.shown.length, found?.total])).toEqual([
      [5, 7],
      [5, 7],
    ]);
  });

  it('keeps to what the role opens and the company shows', async () => {
    await shop.invoice(customerId, 100_00, { number: 'T-1' });
    await ask('Согласуйте чертёж');
    await offer('acceptance', 'Акт');
    const accountant = await shop.member(customerId, 'accountant');
    expect(await titles(accountant)).toEqual(['Счёт T-1: Chairs', 'Акт']);
    const hides = { scope: 'everyone', target: '', hides: ['invoices', 'tasks'], shows: [] } as const;
    must(await setVisibility(shop.system, { ...hides, hides: [...hides.hides], shows: [] }));
    const { needs, payable } = await openNeeds(shop.as(await viewer(owner.userId)));
    expect([needs.invoices, needs.tasks, payable]).toEqual([null, null, []]);
    expect(await titles(await viewer(owner.userId))).toEqual(['Акт']);
  });
});

describe('my other cabinets', () => {
  it('count only the conversations that would wait there', async () => {
    const home = await shop.customer('Домашняя');
    const waits = await told('Доставка');
    must(await addMember(shop.system, { customerId: home, userId: owner.userId, role: 'owner' }));
    const there = { ...(await viewer(owner.userId)), customerId };
    const elsewhere = { ...there, customerId: home };
    expect([...(await countElsewhere(shop.as(elsewhere)))]).toEqual([[customerId, 1]]);
    must(await resolveConversation(shop.as(agent), { conversationId: waits, topics: ['delivery'] }));
    expect((await openNeeds(shop.as(there))).needs.conversations?.total).toBe(0);
    expect([...(await countElsewhere(shop.as(elsewhere)))]).toEqual([]);
  });

  it('say how much waits there, by one question for each kind of thing', async () => {
    expect(await countQueries(shop.as(owner), countElsewhere)).toBe(0);
    const other = await shop.customer('Другая');
    const third = await shop.customer('Третья');
    for (const id of [other, third]) {
      must(await addMember(shop.ctx(systemViewer('a test')), { customerId: id, userId: owner.userId, role: 'owner' }));
    }
    const accountant = await shop.customer('Только счета');
    must(await addMember(shop.system, { customerId: accountant, userId: owner.userId, role: 'accountant' }));
    await shop.invoice(other, 100_00);
    await shop.invoice(other, 200_00);
    must(await createTask(shop.as(agent), { customerId: other, title: 'Пришлите план' }));
    must(await createTask(shop.as(agent), { customerId: accountant, title: 'Не для бухгалтера' }));
    await shop.invoice(customerId, 100_00);
    const again = await viewer(owner.userId);
    expect([...(await countElsewhere(shop.as(again)))]).toEqual([[other, 3]]);
    expect(await countQueries(shop.as(again), countElsewhere)).toBe(5);
  });
});
