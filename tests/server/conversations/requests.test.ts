import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  claimConversations,
  getOwnConversation,
  getThread,
  keepContact,
  listMessages,
  mailGuests,
  noteRead,
  postMessage,
  releaseConversation,
  startConversation,
  takeConversation,
} from '#server/conversations/index.ts';
import { getQueue, getWorkspace } from '#server/desk/index.ts';
import { listNotifications, onMailDue, onNotifiable } from '#server/notifications/index.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { createLocalLimiter } from '#server/platform/limiter.ts';
import { listOutbox } from '#server/platform/mailer.ts';
import { must, openStory, startWaiting, type Story } from './story.ts';

/** Saturday evening in Moscow: people answer again on Monday, 23 November, from 9. */
const CLOSED = '2026-11-21T19:00:00Z';
const OPENS = new Date('2026-11-23T06:00:00Z');
const THURSDAY_NOON = '2026-11-19T09:00:00Z';

let story: Story;
let events: EventDispatcher;
beforeEach(async () => {
  story = await openStory();
  story.clock.set(CLOSED);
  const subscriptions = [...mailGuests(story), ...onNotifiable(story), onMailDue(story)];
  events = new EventDispatcher({ db: story.db, clock: story.clock, log: story.platform.log, subscriptions });
  events.start();
});
afterEach(async () => {
  await events.stop();
  await story.close();
});

const guest = () => story.ctx(story.guest);
const standing = async (conversationId: string) =>
  (await getThread(guest(), conversationId, { locale: 'ru' }))?.conversation;
const bodies = async (conversationId: string) => (await listMessages(guest(), conversationId)).map(({ body }) => body);
const outbox = async () => {
  await events.settled();
  return (await listOutbox(story.db)).map(({ recipient: to, subject, text }) => ({ to, subject, text }));
};

describe('what is handed over out of hours', () => {
  it('becomes a request with a promise, and asks a guest where to answer', async () => {
    const conversationId = await startWaiting(story, guest());
    expect(await standing(conversationId)).toMatchObject({
      waiting: { place: 1, opensAt: OPENS },
      request: { asksContact: true, contact: null },
    });
    const [line] = (await getQueue(story.ctx(story.anna))).waiting;
    expect(line?.request).toEqual({ promisedAt: OPENS, late: false, contact: null });
  });

  it('is no request in hours, until people go home', async () => {
    story.clock.set(THURSDAY_NOON);
    const conversationId = await startWaiting(story, guest());
    expect((await standing(conversationId))?.request).toBeNull();
    const [line] = (await getQueue(story.ctx(story.anna))).waiting;
    expect(line?.request).toBeNull();
    story.clock.set(CLOSED);
    expect((await standing(conversationId))?.request).toMatchObject({ asksContact: true });
    must(await keepContact(guest(), { conversationId, contact: 'guest@example.com' }));
    const workspace = await getWorkspace(story.ctx(story.anna), conversationId, { locale: 'ru' });
    expect(workspace).toMatchObject({
      handoff: { promisedAt: OPENS },
      contact: { value: 'guest@example.com', isEmail: true },
    });
  });

  it('asks nothing of somebody who is signed in: they are told that it is in, and mailed', async () => {
    const conversationId = await startWaiting(story, story.ctx(story.marina));
    const thread = await getThread(story.ctx(story.marina), conversationId, { locale: 'ru' });
    expect(thread?.conversation.request).toEqual({ asksContact: false, contact: null, suggested: null });
    const mails = await outbox();
    expect(mails).toMatchObject([{ to: 'marina@dubrava.example', subject: 'Заявка №\u00a05-001 принята' }]);
    expect(mails[0]?.text).toContain('ответит 23 ноября с\u00a009:00');
    const told = await listNotifications(story.ctx(story.marina), { locale: 'ru' });
    expect(told.notifications).toMatchObject([{ title: 'Заявка №\u00a05-001 принята' }]);
  });

  it('is due once people answer, and keeps its promise when it is taken and passed on', async () => {
    const conversationId = await startWaiting(story, guest());
    story.clock.set('2026-11-23T06:30:00Z');
    const [line] = (await getQueue(story.ctx(story.anna))).waiting;
    expect(line?.request).toMatchObject({ promisedAt: OPENS, late: true });
    // In hours there is a place in the queue to tell, and still nothing to reach the guest at.
    expect(await standing(conversationId)).toMatchObject({
      waiting: { opensAt: null },
      request: { asksContact: true },
    });
    const agent = story.ctx(story.anna);
    must(await takeConversation(agent, { conversationId }));
    must(await releaseConversation(agent, { conversationId, to: 'queue', reason: 'Обед' }));
    const [again] = (await getQueue(story.ctx(story.timur))).waiting;
    expect(again?.request).toMatchObject({ promisedAt: OPENS });
  });
});

describe('where a guest wants to be answered', () => {
  it('is checked, kept once, confirmed by mail with the promise and without what was written', async () => {
    const conversationId = await startWaiting(story, guest());
    for (const contact of ['', 'иван', 'a@b', '12-34', 'a@example.com и b@example.com']) {
      expect(await keepContact(guest(), { conversationId, contact })).toMatchObject({
        ok: false,
        error: { code: 'invalid_input', fields: { contact: 'chat.contact.invalid' } },
      });
    }
    must(await keepContact(guest(), { conversationId, contact: ' Guest@Example.com ' }));
    must(await keepContact(guest(), { conversationId, contact: 'guest@example.com' }));
    expect((await standing(conversationId))?.request).toMatchObject({
      asksContact: false,
      contact: 'guest@example.com',
    });
    expect((await bodies(conversationId)).filter((body) => body === 'activity.contactKept')).toHaveLength(1);
    const mails = await outbox();
    expect(mails).toMatchObject([{ to: 'guest@example.com', subject: 'Заявка № 5-001 принята' }]);
    expect(mails[0]?.text).toContain('ответит 23 ноября с\u00a009:00');
    expect(mails[0]?.text).not.toContain('Где мой заказ');
  });

  it('is confirmed truthfully when people have come meanwhile', async () => {
    const conversationId = await startWaiting(story, guest());
    story.clock.set('2026-11-23T06:30:00Z');
    must(await keepContact(guest(), { conversationId, contact: 'name@example.com' }));
    const [mail] = await outbox();
    expect(mail?.text).toContain('Ответит первый освободившийся сотрудник.');
    expect(mail?.text).not.toContain('нерабочее');
  });

  it('may be typed as a message, once; what only looks like a number is none', async () => {
    const conversationId = await startWaiting(story, guest());
    const write = (clientId: string, text: string) => postMessage(guest(), { conversationId, clientId, text });
    must(await write('typed-0001', 'Заказ 2418, это срочно'));
    expect((await standing(conversationId))?.request?.contact).toBeNull();
    must(await write('typed-0002', 'мой телефон 8 (912) 345-67-89'));
    expect((await standing(conversationId))?.request?.contact).toBe('+79123456789');
    must(await write('typed-0003', 'а почта name@example.com'));
    expect((await standing(conversationId))?.request?.contact).toBe('+79123456789');
    // A phone gets no mail.
    expect(await outbox()).toEqual([]);
  });

  it.each([
    'ИНН 7707083893',
    'Заказ 4500123456, срочно',
    'СНИЛС 712-345-678 90',
    'я писал на info@other.example, не отвечают',
    'сайт shop@other.example не принимает оплату',
  ])('is not taken from a message about something else: %s', async (text) => {
    const conversationId = await startWaiting(story, guest());
    must(await postMessage(guest(), { conversationId, clientId: 'typed-0001', text }));
    expect((await standing(conversationId))?.request).toMatchObject({ asksContact: true, contact: null });
  });

  it.each([
    ['name@example.com', 'name@example.com'],
    ['Пишите на почту name@example.com, пожалуйста', 'name@example.com'],
    ['Иван Петров, +7 912 345-67-89', '+79123456789'],
    ['9123456789', '+79123456789'],
    ['Тел. 495 123-45-67', '+74951234567'],
    ['Please call me back at +44 20 7946 0958', '+442079460958'],
  ])('is taken from a message that says just that: %s', async (text, contact) => {
    const conversationId = await startWaiting(story, guest());
    must(await postMessage(guest(), { conversationId, clientId: 'typed-0001', text }));
    expect((await standing(conversationId))?.request?.contact).toBe(contact);
  });

  it('is kept in one form, also where a scenario knows it', async () => {
    const input = { locale: 'ru', clientId: 'call-0001', text: 'Позвоните мне', queue: 'general' } as const;
    const { conversationId } = must(await startConversation(guest(), { ...input, contact: '8 (912) 345-67-89' }));
    expect((await standing(conversationId))?.request?.contact).toBe('+79123456789');
    const vague = { ...input, clientId: 'call-0002', contact: 'секретарь @ офис' };
    const other = must(await startConversation(guest(), vague)).conversationId;
    expect((await standing(other))?.request).toMatchObject({ asksContact: true, contact: null });
  });

  it('is kept when it is sent twice at once', async () => {
    const conversationId = await startWaiting(story, guest());
    const send = () => keepContact(guest(), { conversationId, contact: 'name@example.com' });
    expect(await Promise.all([send(), send()])).toMatchObject([{ ok: true }, { ok: true }]);
    expect((await bodies(conversationId)).filter((body) => body === 'activity.contactKept')).toHaveLength(1);
  });

  it('is confirmed once, however often it is changed and changed back', async () => {
    const conversationId = await startWaiting(story, guest());
    for (const contact of ['name@example.com', '+7 912 345-67-89', 'Name@example.com']) {
      must(await keepContact(guest(), { conversationId, contact }));
      await events.settled();
    }
    expect(await outbox()).toHaveLength(1);
  });

  it('fills nobody’s mailbox: an address is told of a few requests a day, whoever leaves it', async () => {
    story.platform.limiter = createLocalLimiter(1);
    for (let number = 1; number <= 7; number++) {
      const ctx = story.ctx({ ...story.guest, visitorHash: `guest-${number}` });
      const conversationId = await startWaiting(story, ctx);
      must(await keepContact(ctx, { conversationId, contact: 'victim@example.com' }));
    }
    expect(await outbox()).toHaveLength(5);
  });

  it('is nobody else’s to say, nor asked of those who are signed in, nor while the assistant answers', async () => {
    const waiting = await startWaiting(story, guest());
    const contact = 'name@example.com';
    for (const viewer of [story.anna, story.pavel, { ...story.guest, visitorHash: 'another' }]) {
      expect(await keepContact(story.ctx(viewer), { conversationId: waiting, contact })).toMatchObject({
        error: { code: 'not_found' },
      });
    }
    const hers = await startWaiting(story, story.ctx(story.marina));
    expect(await keepContact(story.ctx(story.marina), { conversationId: hers, contact })).toMatchObject({
      error: { code: 'not_found' },
    });
    const other = await startConversation(guest(), { locale: 'ru', clientId: 'client-0009', text: 'Привет' });
    const conversationId = must(other).conversationId;
    expect(await keepContact(guest(), { conversationId, contact })).toMatchObject({ error: { code: 'conflict' } });
  });

  it('is forgotten when the guest signs in: from then on the account is answered', async () => {
    const conversationId = await startWaiting(story, guest());
    must(await keepContact(guest(), { conversationId, contact: 'name@example.com' }));
    const signedIn = story.ctx({ ...story.marina, visitorHash: 'guest-hash' });
    await claimConversations(signedIn);
    expect(await getOwnConversation(signedIn, conversationId)).toMatchObject({ contact: null });
  });
});

describe('the answer to a request', () => {
  const answer = async (conversationId: string) => {
    story.clock.set('2026-11-23T06:30:00Z');
    const agent = story.ctx(story.anna);
    must(await takeConversation(agent, { conversationId }));
    const text = 'Здравствуйте!\nМебель будет *в среду*.';
    must(await postMessage(agent, { conversationId, clientId: 'answer-0001', text }));
  };

  it('is mailed to a guest who left an address, and not to one who has read it', async () => {
    const conversationId = await startWaiting(story, guest());
    must(await keepContact(guest(), { conversationId, contact: 'name@example.com' }));
    await answer(conversationId);
    const [mail] = (await outbox()).filter(({ subject }) => subject.startsWith('Ответ'));
    expect(mail).toMatchObject({ to: 'name@example.com', subject: 'Ответ на заявку № 5-001' });
    expect(mail?.text).toContain('Мебель будет *в среду*.');
    const { lastSequence = 0 } = (await standing(conversationId)) ?? {};
    await events.stop();
    must(await postMessage(story.ctx(story.anna), { conversationId, clientId: 'answer-0002', text: 'И ещё одно.' }));
    must(await noteRead(guest(), { conversationId, upTo: lastSequence + 1 }));
    events.start();
    expect((await outbox()).filter(({ subject }) => subject.startsWith('Ответ'))).toHaveLength(1);
  });

  it('is in the conversation and in the notifications of somebody who is signed in', async () => {
    const conversationId = await startWaiting(story, story.ctx(story.marina));
    await answer(conversationId);
    await events.settled();
    const told = await listNotifications(story.ctx(story.marina), { locale: 'ru' });
    expect(told.notifications.map(({ title }) => title)).toContain('Вам ответили в разговоре');
  });
});
