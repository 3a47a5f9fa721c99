import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { payments } from '#db/schema/billing.ts';
import { customers } from '#db/schema/customers.ts';
import { events } from '#db/schema/events.ts';
import { recordBankTransfer, refundPayment, startPayment, useCredit } from '#server/billing/index.ts';
import { getThread, postMessage, startConversation } from '#server/conversations/index.ts';
import {
  addMember,
  changeMemberRole,
  inviteColleague,
  removeMember,
  setVisibility,
  viewerOfUser,
} from '#server/customers/index.ts';
import { addDocumentVersion, answerDocument, offerDocument, withdrawDocument } from '#server/documents/index.ts';
import { storeMade } from '#server/files/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { getBell, openNotification, readAtPage } from '#server/notifications/index.ts';
import { createPost, editPost, publishPost, type NewPost } from '#server/news/index.ts';
import {
  assignTask,
  changeDue,
  commentOnTask,
  completeTask,
  createTask,
  remindOfTasks,
  type NewTask,
} from '#server/tasks/index.ts';
import { samplePdf } from '#support/sample-files.ts';
import { decideAt } from '../billing/shop.ts';
import { openHouse, type House } from './house.ts';

let house: House;
let customerId: string;
let owner: UserViewer;
let accountant: UserViewer;
let member: UserViewer;
let stranger: UserViewer;
let agent: UserViewer;
let manager: UserViewer;
let admin: UserViewer;
const must = <T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
async function staff(role: 'agent' | 'admin'): Promise<UserViewer> {
  const viewer = await viewerOfUser(house.db, await house.person(role));
  if (!viewer) throw new Error('known');
  return viewer;
}
beforeEach(async () => {
  house = await openHouse();
  customerId = await house.customer();
  owner = await house.member(customerId, 'owner');
  accountant = await house.member(customerId, 'accountant');
  member = await house.member(customerId, 'member');
  stranger = await house.member(await house.customer('Others'), 'owner');
  [agent, manager, admin] = [await staff('agent'), await staff('agent'), await staff('admin')];
  await house.setManager(customerId, manager.userId);
});
afterEach(() => house.close());

/** Everything each of them was told since the last look, by kind; those who heard nothing are left out. */
async function heard(): Promise<Record<string, string[]>> {
  await house.told();
  const all: Record<string, string[]> = {};
  for (const [name, { userId }] of Object.entries({ owner, accountant, member, stranger, agent, manager, admin })) {
    const kinds = (await house.of(userId)).map(({ kind, values }) => [kind, values['what']].filter(Boolean).join(' '));
    const fresh = kinds.slice(seen.get(userId) ?? 0);
    seen.set(userId, kinds.length);
    if (fresh.length > 0) all[name] = fresh;
  }
  return all;
}
let seen: Map<string, number>;
beforeEach(async () => {
  seen = new Map();
  // That the people of the story came is told too.
  await heard();
});

const pdf = async (by: UserViewer) =>
  storeMade(house.as(by), { name: 'a.pdf', mediaType: 'application/pdf', bytes: samplePdf() });
async function offer(asks: 'nothing' | 'acceptance' | 'signature' = 'acceptance'): Promise<string> {
  const document = { customerId, kind: 'act', title: 'Act 318', asks, subject: null, note: null } as const;
  return must(await offerDocument(house.as(agent), { ...document, file: await pdf(agent) })).documentId;
}

describe('a document', () => {
  it('is told to those who may see documents; the answer to whoever gave it', async () => {
    const documentId = await offer();
    expect(await heard()).toEqual({ owner: ['document.offered'], accountant: ['document.offered'] });
    must(
      await answerDocument(house.as(owner), documentId, { act: 'decline', version: 1, reason: 'The height is wrong' }),
    );
    expect(await heard()).toEqual({ agent: ['customer.document declined'] });
    const bell = await getBell(house.as(agent), 'en');
    expect(bell?.latest[0]).toMatchObject({
      title: 'Northern Wind declined “Act 318”',
      text: 'The reason: The height is wrong',
    });
    await addDocumentVersion(house.as(agent), { documentId, note: null, file: await pdf(agent) });
    expect(await heard()).toEqual({ owner: ['document.version'], accountant: ['document.version'] });
    expect(await openNotification(house.as(agent), bell?.latest[0]?.id ?? '')).toEqual({
      ok: true,
      value: { path: `/desk/documents/${documentId}` },
    });
  });

  it('is not told when it was taken back before, or when the section is hidden', async () => {
    must(await withdrawDocument(house.as(agent), await offer()));
    expect(await heard()).toEqual({});
    await setVisibility(house.system, { scope: 'everyone', target: '', hides: ['documents'], shows: [] });
    await offer();
    expect(await heard()).toEqual({});
  });
});

describe('a task', () => {
  const ask = async (by: UserViewer, more: Partial<NewTask> = {}) =>
    must(await createTask(house.as(by), { customerId, title: 'Approve the drawing', ...more })).taskId;
  const say = (by: UserViewer, taskId: string, text: string, pass = false) =>
    commentOnTask(house.as(by), { taskId, text, clientId: text, pass });

  it('is told to everyone of the other side until somebody takes part, then to those who do', async () => {
    const taskId = await ask(agent);
    expect(await heard()).toEqual({ owner: ['task.asked asked'], member: ['task.asked asked'] });
    must(await say(member, taskId, 'Which floor?', true));
    expect(await heard()).toEqual({ agent: ['customer.taskChanged passed'] });
    must(await say(agent, taskId, 'The ninth'));
    expect(await heard()).toEqual({ member: ['task.changed commented'] });
    must(await changeDue(house.as(agent), { taskId, dueOn: '2026-12-01', was: null }));
    expect(await heard()).toEqual({ member: ['task.changed due'] });
    must(await assignTask(house.as(member), { taskId, side: 'customer', assigneeId: owner.userId, was: null }));
    expect(await heard()).toEqual({ owner: ['task.assigned assigned'] });
    must(await completeTask(house.as(owner), { taskId }));
    expect(await heard()).toEqual({ member: ['task.changed completed'], agent: ['customer.taskChanged completed'] });
  });

  it('of a customer is told to who looks after them, or to who is named', async () => {
    await ask(member);
    expect(await heard()).toEqual({ manager: ['customer.taskAsked asked'] });
    const taskId = await ask(agent, { askedBy: 'customer', companyAssigneeId: admin.userId });
    expect(await heard()).toEqual({
      owner: ['task.assigned asked'],
      member: ['task.assigned asked'],
      admin: ['customer.taskAsked asked'],
    });
    expect(taskId).not.toBe('');
  });

  it('is reminded of to those whose turn it is, once a day', async () => {
    await ask(agent, { remindEveryDays: 1 });
    await heard();
    house.clock.set('2026-11-20T09:00:00Z');
    await remindOfTasks(house.system);
    await remindOfTasks(house.system);
    expect(await heard()).toEqual({ owner: ['task.reminder reminder'], member: ['task.reminder reminder'] });
  });
});

describe('news', () => {
  const publish = async (more: Partial<NewPost>) => {
    const post = { titleRu: 'Склад закрыт', textRu: 'До обеда.', titleEn: 'Closed', textEn: 'Till noon.', segment: '' };
    const common = { customers: [], pinned: undefined, expiresAt: null, audience: 'everyone' } as const;
    const made = await createPost(house.as(admin), { ...post, ...common, customers: [], ...more });
    const { postId } = must(made);
    must(await publishPost(house.as(admin), { postId, at: null }));
    return { ...post, ...common, customers: [], ...more, postId };
  };

  it('is told once to everybody it is for, in their language', async () => {
    await house.setPerson(owner.userId, { locale: 'en' });
    must(await addMember(house.system, { customerId, userId: stranger.userId, role: 'owner' }));
    await publish({});
    const told = { owner: ['news.published'], accountant: ['news.published'], member: ['news.published'] };
    expect(await heard()).toEqual({ ...told, stranger: ['news.published'] });
    expect((await house.of(owner.userId)).at(-1)?.values).toMatchObject({ title: 'Closed' });
    expect((await house.of(member.userId)).at(-1)?.values).toMatchObject({ title: 'Склад закрыт' });
    await house.forgetDeliveries();
    expect(await heard()).toEqual({});
  });

  it('is not told again when its title is corrected before a delivery is repeated', async () => {
    const post = await publish({});
    expect(Object.keys(await heard())).toEqual(['owner', 'accountant', 'member', 'stranger']);
    must(await editPost(house.as(admin), { ...post, titleRu: 'Склад закрыт в среду', version: 2 }));
    await house.forgetDeliveries();
    expect(await heard()).toEqual({});
  });

  it('for more customers than one delivery takes reaches the last of them, once', async () => {
    for (let made = 0; made < 120; made += 1) await house.customer(`Customer ${String(made)}`);
    const last = await house.member(await house.customer('The last'), 'owner');
    await house.told();
    await publish({});
    await house.told();
    await house.forgetDeliveries();
    expect((await house.of(last.userId)).filter(({ kind }) => kind === 'news.published')).toHaveLength(1);
    const all = await house.db.read.select({ type: events.type }).from(events);
    expect(all.filter(({ type }) => type === 'notification.news-portion-due')).toHaveLength(1);
  });

  it('of a segment, or of named customers, to nobody else', async () => {
    const { customerId: other } = stranger;
    await publish({ audience: 'customers', customers: [other ?? ''] });
    expect(await heard()).toEqual({ stranger: ['news.published'] });
    await house.db.write((tx) =>
      tx.update(customers).set({ segment: 'wholesale' }).where(eq(customers.id, customerId)),
    );
    await publish({ audience: 'segment', segment: 'wholesale' });
    expect(Object.keys(await heard())).toEqual(['owner', 'accountant', 'member']);
  });
});

describe('money that went back', () => {
  it('is told to those who see invoices, and not to who gave it back', async () => {
    const number = await house.invoice(customerId, 100_00);
    await recordBankTransfer(house.system, { number, amount: 100_00, currency: 'RUB', reference: '1' });
    await heard();
    const [payment] = await house.db.read.select().from(payments);
    const refund = { paymentId: payment?.id ?? '', amount: 40_00, reason: 'goodwill', reference: '2' } as const;
    must(await refundPayment(house.system, refund));
    expect(await heard()).toEqual({ owner: ['payment.refunded'], accountant: ['payment.refunded'] });
    const bell = await getBell(house.as(owner), 'ru');
    expect(bell?.latest[0]?.title.replaceAll('\u{a0}', ' ')).toBe(`Вернули 40,00 ₽ по счёту ${number}`);
  });
});

describe('money for, or from, something special', () => {
  const titlesOf = async () =>
    (await getBell(house.as(owner), 'ru'))?.latest.map(({ title, text }) =>
      `${title}. ${text}`.replaceAll('\u{a0}', ' '),
    );

  it('that came for several invoices is not told as if it were for one', async () => {
    const [one, other] = [await house.invoice(customerId, 700_00), await house.invoice(customerId, 300_00)];
    const started = must(await startPayment(house.as(accountant), { numbers: [one, other] }));
    await decideAt(started.url, 'pay');
    await house.sandbox.settled();
    await house.told();
    expect(await titlesOf()).toContain(
      `Получили 1 000,00 ₽ по счёту ${one} и ещё 1 счёту. Сколько на какой счёт, видно на странице оплаты.`,
    );
  });

  it('that goes back to credit is not promised to a card', async () => {
    const over = await house.invoice(customerId, 100_00);
    await recordBankTransfer(house.system, { number: over, amount: 150_00, currency: 'RUB', reference: '1' });
    const next = await house.invoice(customerId, 50_00);
    const { paymentId } = must(await useCredit(house.as(owner), { number: next }));
    must(await refundPayment(house.system, { paymentId, amount: 50_00, reason: 'mistake' }));
    await house.told();
    expect(await titlesOf()).toContain(
      `Вернули 50,00 ₽ в аванс, счёт ${next}. Деньги уже в авансе: их можно зачесть в другой счёт.`,
    );
  });
});

describe('an answer in a conversation with the manager', () => {
  it('is told once until it is read, by the number people say, and no more where messages are hidden', async () => {
    const begun = {
      locale: 'ru',
      kind: 'manager',
      clientId: 'question-1',
      text: 'Когда привезёте?',
      customerId,
    } as const;
    const { conversationId } = must(await startConversation(house.as(owner), begun));
    await heard();
    for (const clientId of ['answer-01', 'answer-02']) {
      must(await postMessage(house.as(manager), { conversationId, clientId, text: 'В среду.' }));
    }
    expect(await heard()).toEqual({ owner: ['message.posted'] });
    const number = (await getThread(house.as(owner), conversationId, { locale: 'ru' }))?.conversation.number ?? '';
    const told = async (viewer: UserViewer) =>
      (await getBell(house.as(viewer), 'ru'))?.latest.map(({ text }) => text.replaceAll('\u{a0}', ' '));
    expect(number).toContain('-');
    expect(await told(owner)).toContain(`Разговор № ${number}. Прочитать и ответить можно в кабинете.`);
    must(await setVisibility(house.system, { scope: 'customer', target: customerId, hides: ['messages'], shows: [] }));
    expect(await told((await viewerOfUser(house.db, owner.userId)) as UserViewer)).toEqual([]);
  });
});

describe('colleagues', () => {
  it('who are invited, get other rights or go are told of to the other owners, and they themselves', async () => {
    const second = await house.member(customerId, 'owner');
    await house.told();
    const of = async () => (await house.of(second.userId)).map(({ kind }) => kind);
    const before = (await of()).length;
    const invite = { customerId, email: 'new@shop.example', role: 'member', sections: [] } as const;
    must(await inviteColleague(house.as(owner), { ...invite, sections: [] }));
    const who = { customerId, userId: member.userId };
    must(await changeMemberRole(house.as(owner), { ...who, role: 'accountant', sections: [] }));
    must(await removeMember(house.as(owner), who));
    await heard();
    expect((await of()).slice(before).toSorted()).toEqual(['member.invited', 'member.removed']);
    const gone = await house.of(member.userId);
    expect(gone.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['member.roleChanged', 'member.youRemoved']));
    const left = await viewerOfUser(house.db, member.userId);
    // Of the company they hear no more; that they left concerns them alone.
    expect((await getBell(house.as(left as UserViewer), 'ru'))?.latest.map(({ kind }) => kind)).toEqual([
      'member.youRemoved',
    ]);
  });
});

describe('what is taken back', () => {
  it('is gone from the bell and the list: there is nothing to open', async () => {
    const documentId = await offer();
    await house.told();
    const titles = async () => (await getBell(house.as(owner), 'en'))?.latest.map(({ title }) => title);
    expect(await titles()).toContain('Please accept: Act 318');
    must(await withdrawDocument(house.as(agent), documentId));
    await house.told();
    expect(await titles()).not.toContain('Please accept: Act 318');
  });
});

describe('opening the page of what it is about', () => {
  it('is reading it, by whichever way one came; looking at somebody’s cabinet is not', async () => {
    const documentId = await offer();
    await house.told();
    const unread = async () => (await getBell(house.as(owner), 'ru'))?.unread;
    const before = (await unread()) ?? 0;
    await readAtPage(house.as(accountant), `/cabinet/documents/${documentId}`);
    await readAtPage(house.as(owner), '/cabinet/documents/another');
    expect(await unread()).toBe(before);
    const preview = { customerId, role: 'owner', by: admin.userId } as unknown as UserViewer['preview'];
    await readAtPage(house.as({ ...owner, preview }), `/cabinet/documents/${documentId}`);
    expect(await unread()).toBe(before);
    await readAtPage(house.as(owner), `/cabinet/documents/${documentId}`);
    expect(await unread()).toBe(before - 1);
  });
});
