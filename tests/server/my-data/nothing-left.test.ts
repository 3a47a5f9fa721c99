import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assistantTurns, scenarioRuns } from '#db/schema/assistant.ts';
import { payments, invoices } from '#db/schema/billing.ts';
import { conversations } from '#db/schema/conversations.ts';
import { customers, invitations } from '#db/schema/customers.ts';
import { articles, categories } from '#db/schema/help-center.ts';
import { articleVotes } from '#db/schema/help-center-readers.ts';
import * as identity from '#db/schema/identity.ts';
import { erasureRequests } from '#db/schema/my-data.ts';
import { newsFeeds } from '#db/schema/news.ts';
import { mailOutbox } from '#db/schema/platform.ts';
import { getStaffThread, saveDraft } from '#server/conversations/index.ts';
import { answerDocument, offerDocument } from '#server/documents/index.ts';
import { storeMade } from '#server/files/index.ts';
import { createCustomer, addMember, inviteColleague, viewerOfUser } from '#server/customers/index.ts';
import { findPeopleIds, requestEmailChange, signIn, systemViewer, type UserViewer } from '#server/identity/index.ts';
import { requestErasure } from '#server/my-data/index.ts';
import { putSetting } from '#server/platform/settings.ts';
import { listNotifications } from '#server/notifications/index.ts';
import { samplePdf } from '#support/sample-files.ts';
import { DAY_MS, EMAIL, fillAffairs, must, NAME, openHouse, PASSWORD, type House } from './house.ts';
import { tracesOf } from './traces.ts';

const FORMER = 'marina.old@sever.example';
/** Evidence of what both sides agreed to, kept as it was given. */
const KEPT_BY_LAW = ['document_answers.user_name'];

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

/** What no command of a person's own makes in a test, put straight into the tables. */
async function fillTheRest(): Promise<void> {
  const { db, clock, marina } = house;
  const { userId } = marina;
  const [createdAt, later] = [clock.now(), new Date(clock.now().getTime() + DAY_MS)];
  const [conversation] = await db.read.select().from(conversations);
  const [invoice] = await db.read.select().from(invoices);
  must(await saveDraft(house.ctx(house.agent), { place: conversation?.id ?? '', text: `Здравствуйте, ${NAME}!` }));
  await db.write(async (tx) => {
    const change = {
      id: 'change',
      userId,
      email: EMAIL,
      oldEmail: FORMER,
      tokenHash: 't',
      createdAt,
      usedAt: createdAt,
    };
    await tx.insert(identity.emailChanges).values({ ...change, expiresAt: later });
    await tx.update(conversations).set({ contact: EMAIL });
    if (!conversation) throw new Error('there is no conversation');
    // Of a browser in which she never signed in.
    const asGuest = {
      id: 'guest',
      number: 9_999,
      userId: null,
      customerId: null,
      visitorHash: 'another browser',
      startKey: 'guest',
    };
    await tx.insert(conversations).values({ ...conversation, ...asGuest, subject: null, contact: EMAIL });
    await tx.insert(identity.passkeys).values({
      ...{ id: 'key', credentialId: 'c', userId, name: `Телефон ${NAME}`, publicKey: 'k', counter: 0 },
      ...{ transports: [], synced: false, createdAt },
    });
    await tx.insert(identity.codeApps).values({ userId, sealedSecret: 's', createdAt });
    await tx.insert(identity.recoveryCodes).values({ codeHash: 'h', userId, createdAt });
    await tx.insert(identity.devices).values({ secretHash: 'd', userId, createdAt });
    await tx.insert(identity.signInAttempts).values({
      ...{ id: 'old', email: FORMER, address: '192.0.2.7', succeeded: false, createdAt },
    });
    await putSetting(tx, 'demo.details', { [EMAIL]: { ru: 'владелец', en: 'owner' } });
    const mail = { text: '', html: '', createdAt };
    await tx.insert(mailOutbox).values([
      { id: 'to', key: 'to', recipient: EMAIL, subject: 'Счёт', ...mail },
      { id: 'of', key: 'of', recipient: 'o@sever.example', subject: `${NAME} приглашает вас`, ...mail },
    ]);
    await tx.insert(newsFeeds).values({ userId, tokenHash: 'feed', createdAt });
    await tx.insert(payments).values({
      ...{ id: 'payment', invoiceId: invoice?.id ?? '', method: 'card', status: 'succeeded', amount: 1 },
      ...{ currency: 'RUB', startedById: userId, email: EMAIL, locale: 'ru', createdAt },
    });
    const words = { title: { ru: 'Оплата' }, summary: { ru: '' } };
    await tx.insert(categories).values({ id: 'payment', icon: 'wallet', position: 1, ...words });
    await tx.insert(articles).values({
      ...{ id: 'article', key: 'pay', locale: 'ru', categoryId: 'payment', status: 'published', title: 'Как платить' },
      ...{
        summary: '',
        questions: [],
        related: [],
        body: '',
        html: '',
        text: '',
        headings: [],
        updatedOn: '2026-11-01',
      },
      createdAt,
    });
    await tx.insert(articleVotes).values({
      ...{ articleId: 'article', voter: `user:${userId}`, helpful: false, comment: `Пишите: ${EMAIL}`, userId },
      ...{ createdAt, updatedAt: createdAt },
    });
    const conversationId = conversation.id;
    await tx.insert(scenarioRuns).values({
      ...{ id: 'run', conversationId, scenarioKey: 'late', scenarioVersion: 1, status: 'active', turns: 1 },
      ...{ request: `Это ${NAME}`, state: { answers: { email: EMAIL } }, createdAt, updatedAt: createdAt },
    });
    await tx.insert(assistantTurns).values({
      ...{ id: 'turn', conversationId, messageId: 'm', locale: 'ru', decision: 'act', candidates: [], createdAt },
      replies: [{ body: `Здравствуйте, ${NAME}`, extras: {} }],
    });
    const past = { id: 'past', userId, createdAt: new Date(0), notBefore: new Date(0), declinedAt: createdAt };
    await tx.insert(erasureRequests).values({ ...past, declinedReason: `С ${NAME} идёт спор` });
  });
}

/** Another owner beside Marina, who is told that she has joined a second company of his. */
async function withColleague(): Promise<UserViewer> {
  const system = house.ctx(systemViewer('test'));
  const admin = house.ctx(await house.person('Админ Второй', 'second@dubrava.example', 'admin'));
  const colleague = await house.person('Олег Ветров', 'o@sever.example', 'customer', [house.customerId, 'owner']);
  const { customerId } = must(await createCustomer(system, { kind: 'company', name: 'Юг', locale: 'ru' }));
  must(await addMember(system, { customerId, userId: colleague.userId, role: 'owner' }));
  must(await addMember(admin, { customerId, userId: house.marina.userId, role: 'member' }));
  return colleague;
}

const carriedOut = async () => {
  must(await requestErasure(house.ctx(house.marina), { current: PASSWORD }));
  await house.told();
  house.clock.advance(8 * DAY_MS);
  expect(await house.work()).toBe(1);
  await house.told();
};

describe('a person who was forgotten', () => {
  it('has left no address and no name in any table, but where the law wants it kept', async () => {
    await withColleague();
    await fillAffairs(house, house.marina, 'север');
    await signIn(house.ctx({ kind: 'visitor', visitorHash: null, locale: 'ru' }), {
      ...{ email: EMAIL, password: PASSWORD, address: '192.0.2.7', userAgent: 'Firefox' },
    });
    await fillTheRest();
    await house.told();
    const before = await tracesOf(house.db.read, [EMAIL, NAME, FORMER]);
    for (const place of [
      'users.email',
      'messages.body',
      'tasks.text',
      'sign_in_attempts.email',
      'mail_outbox.recipient',
    ]) {
      expect(before).toContain(place);
    }
    await carriedOut();
    expect(await tracesOf(house.db.read, [EMAIL, NAME, FORMER])).toEqual(KEPT_BY_LAW);
    // Neither are there ways in, nor anything that only concerned the person.
    const theirs = [
      ...[identity.sessions, identity.passkeys, identity.codeApps, identity.recoveryCodes, identity.devices],
      ...[identity.emailChanges, newsFeeds],
    ];
    for (const table of theirs) {
      const rows = await house.db.read.select().from(table);
      expect(rows.filter((row) => row.userId === house.marina.userId)).toEqual([]);
    }
  });

  it('is called an erased user beside what they wrote, which stays', async () => {
    await fillAffairs(house, house.marina, 'север');
    const [conversation] = await house.db.read.select().from(conversations);
    await carriedOut();
    const thread = await getStaffThread(house.ctx(house.agent), conversation?.id ?? '', { locale: 'ru' });
    const shown = JSON.stringify(thread);
    expect(shown).toContain('Пишет Удалённый пользователь, мой адрес erased@erased.invalid');
    expect(shown).toContain('фото север.txt');
  });

  it('cannot sign in, is listed nowhere, and no look at their rights finds them', async () => {
    await carriedOut();
    const visitor = house.ctx({ kind: 'visitor', visitorHash: null, locale: 'ru' } as const);
    const tried = { email: EMAIL, password: PASSWORD, address: '192.0.2.7', userAgent: 'Firefox' };
    expect(await signIn(visitor, tried)).toMatchObject({ ok: false });
    expect(await viewerOfUser(house.db, house.marina.userId)).toBeNull();
    const admin = house.ctx(await house.person('Админ Первый', 'admin@dubrava.example', 'admin'));
    expect(await findPeopleIds(admin, 'а')).not.toContain(house.marina.userId);
  });

  it('leaves others as they are, and in their notifications an erased user', async () => {
    const colleague = await withColleague();
    await fillAffairs(house, house.stranger, 'гранат');
    await house.told();
    const mine = house.ctx((await viewerOfUser(house.db, colleague.userId)) ?? colleague);
    expect(JSON.stringify(await listNotifications(mine, { locale: 'ru' }))).toContain(NAME);
    const before = await tracesOf(house.db.read, [house.stranger.email, house.stranger.name]);
    await carriedOut();
    expect(await tracesOf(house.db.read, [house.stranger.email, house.stranger.name])).toEqual(before);
    const list = await listNotifications(mine, { locale: 'ru' });
    expect(JSON.stringify(list)).toContain('Удалённый пользователь');
  });

  it('takes nothing from whoever has an address they asked for and never confirmed', async () => {
    const { stranger } = house;
    const OTHER = 'somebody@granat.example';
    const guest = { customerId: stranger.customerId ?? '', email: OTHER, role: 'member', sections: [] } as const;
    must(await inviteColleague(house.ctx(stranger), guest));
    must(await requestEmailChange(house.ctx(house.marina), { email: OTHER, current: PASSWORD }));
    const mail = { recipient: OTHER, subject: '', text: '', html: '', createdAt: house.clock.now() };
    await house.db.write((tx) =>
      tx.insert(mailOutbox).values([
        { ...mail, id: 'asked', key: 'email-change:1' },
        { ...mail, id: 'invited', key: 'invitation:1' },
      ]),
    );
    await carriedOut();
    expect((await house.db.read.select().from(invitations)).map(({ email }) => email)).toEqual([OTHER]);
    const mails = await house.db.read.select().from(mailOutbox);
    expect(mails.filter(({ recipient }) => recipient === OTHER).map(({ id }) => id)).toEqual(['invited']);
    expect(await tracesOf(house.db.read, [OTHER])).toEqual(['invitations.email', 'mail_outbox.recipient']);
  });

  it('who agreed to a document keeps a name on it, also without invoices and orders', async () => {
    const system = house.ctx(systemViewer('test'));
    const details = { kind: 'person', name: 'Иван Петров', locale: 'ru', address: 'Москва' } as const;
    const { customerId } = must(await createCustomer(system, details));
    const viewer = await house.person('Иван Петров', 'ivan@example.com', 'customer', [customerId, 'owner']);
    const papers = { name: 'Договор.pdf', mediaType: 'application/pdf', bytes: samplePdf('Договор') };
    const file = await storeMade(house.ctx(house.agent), papers);
    const offer = { customerId, kind: 'contract', title: 'Договор', asks: 'acceptance', subject: null } as const;
    const { documentId } = must(await offerDocument(house.ctx(house.agent), { ...offer, note: null, file }));
    must(await answerDocument(house.ctx(viewer), documentId, { act: 'accept', version: 1 }));
    must(await requestErasure(house.ctx(viewer), { current: PASSWORD }));
    house.clock.advance(8 * DAY_MS);
    expect(await house.work()).toBe(1);
    const rows = await house.db.read.select().from(customers);
    expect(rows.find(({ id }) => id === customerId)).toMatchObject({ name: 'Иван Петров', address: 'Москва' });
  });

  it('who bought for themselves keeps name and address in the books only while there are papers', async () => {
    const system = house.ctx(systemViewer('test'));
    const buyer = async (name: string, email: string) => {
      const details = { kind: 'person', name, locale: 'ru', phone: '+7 900 000-00-00', address: 'Москва' } as const;
      const { customerId } = must(await createCustomer(system, details));
      return { customerId, viewer: await house.person(name, email, 'customer', [customerId, 'owner']) };
    };
    const bought = await buyer('Иван Петров', 'ivan@example.com');
    const looked = await buyer('Пётр Иванов', 'petr@example.com');
    await fillAffairs(house, bought.viewer, 'иван');
    for (const { viewer } of [bought, looked]) must(await requestErasure(house.ctx(viewer), { current: PASSWORD }));
    house.clock.advance(8 * DAY_MS);
    expect(await house.work()).toBe(2);
    const rows = new Map((await house.db.read.select().from(customers)).map((row) => [row.id, row]));
    expect(rows.get(bought.customerId)).toMatchObject({ name: 'Иван Петров', address: 'Москва', phone: null });
    const nobody = { name: 'Удалённый пользователь', address: null, phone: null };
    expect(rows.get(looked.customerId)).toMatchObject(nobody);
  });
});
