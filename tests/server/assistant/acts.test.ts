import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { assignments, conversations, messageFiles, messages } from '#db/schema/conversations.ts';
import { tasks } from '#db/schema/tasks.ts';
import { performAct, type ActFor } from '#server/assistant/acts.ts';
import { performLookUp } from '#server/assistant/look-ups.ts';
import { within } from '#server/assistant/within.ts';
import { getConversation, startConversation } from '#server/conversations/index.ts';
import { offerDocument } from '#server/documents/index.ts';
import { storeMade } from '#server/files/index.ts';
import type { Viewer, VisitorViewer } from '#server/identity/index.ts';
import { getPreferences } from '#server/notifications/index.ts';
import type { Item, Value } from '#server/scenarios/index.ts';
import { samplePdf } from '#support/sample-files.ts';
import { openShop, type Shop } from '../billing/shop.ts';
import { scenarioFrom } from '../scenarios/walking.ts';
import { must } from './story.ts';

let shop: Shop;
let owner: Viewer & { kind: 'user' };
let customerId: string;
let theirs: ActFor;
const guest: VisitorViewer = { kind: 'visitor', visitorHash: 'guest', locale: 'ru' };
const scenario = scenarioFrom(
  'key: sample\ntype: request\ntopic: orders\nqueue: delivery\ntitle: { ru: Проба, en: Sample }\nsteps:\n  end:\n    resolve: true\n',
);

const inConversation = async (viewer: ActFor['ctx']['viewer']): Promise<ActFor> => {
  const ctx = shop.ctx(viewer);
  const started = must(await startConversation(ctx, { locale: 'ru', clientId: ctx.ids.next(), text: 'Здравствуйте' }));
  const conversation = await getConversation(ctx, started.conversationId);
  if (!conversation) throw new Error('no conversation');
  return { ctx, conversation, locale: 'ru' };
};

beforeAll(async () => {
  shop = await openShop();
  customerId = await shop.customer();
  owner = await shop.member(customerId, 'owner');
  theirs = await inConversation(owner);
});
afterAll(async () => {
  await shop.sandbox.close();
  await shop.close();
});

let runs = 0;
/** Does an act; `run` makes two attempts at the same one. */
const act = (
  name: string,
  parameters: Record<string, Value>,
  { who = theirs, run = `run-${String(++runs)}`, done = 0 }: { who?: ActFor; run?: string; done?: number } = {},
) => performAct(who, { id: run, scenario }, { kind: 'act', step: 'do', act: name, parameters, done });
const valueOf = async (input: ReturnType<typeof act>): Promise<Item> => {
  const done = await input;
  if (done.kind !== 'done') throw new Error('not done');
  return done.value as Item;
};

const idOf = ({ path }: Item): string => (typeof path === 'string' ? path.replace('/chat/', '') : '');

describe('acts of a scenario', () => {
  it('make one task for one confirmation, however often it is carried out, and another for the next', async () => {
    const wish = { title: 'Перенести доставку', text: 'На 5 декабря', dueOn: '2026-12-05', about: null };
    const task = await valueOf(act('task.create', wish, { run: 'once' }));
    expect(task).toMatchObject({ title: 'Перенести доставку', state: 'underWay', dueOn: '2026-12-05' });
    expect(await valueOf(act('task.create', wish, { run: 'once' }))).toEqual(task);
    expect((await valueOf(act('task.create', wish, { run: 'once', done: 1 })))['id']).not.toBe(task['id']);
    const rows = await shop.db.read.select().from(tasks).where(eq(tasks.customerId, customerId));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ askedBy: 'customer', createdBy: owner.userId, text: 'На 5 декабря' });
  });

  it('are others in the scenario a walk goes over into, though their steps are named alike', async () => {
    const effect = { kind: 'act', step: 'do', act: 'request.open', done: 0 } as const;
    const open = (text: string, key: string) =>
      valueOf(
        performAct(theirs, { id: 'led-on', scenario: { ...scenario, key } }, { ...effect, parameters: { text } }),
      );
    const first = await open('Вернуть кресло', 'return-furniture');
    expect(idOf(await open('Починить кресло', 'warranty-repair'))).not.toBe(idOf(first));
    expect(await open('Вернуть кресло', 'return-furniture')).toEqual(first);
  });

  it('make no task for a visitor, or without a title', async () => {
    expect(await act('task.create', { title: 'Стол' }, { who: await inConversation(guest) })).toEqual({
      kind: 'failed',
    });
    expect(await act('task.create', { title: '' })).toEqual({ kind: 'failed' });
  });

  it('open one request that people answer and the assistant does not', async () => {
    const about = { number: 'A-1', path: '/cabinet/orders/A-1' };
    const request = await valueOf(act('request.open', { text: 'Нужен образец ткани', about }, { run: 'request' }));
    expect(await valueOf(act('request.open', { text: 'Нужен образец ткани', about }, { run: 'request' }))).toEqual(
      request,
    );
    const id = idOf(request);
    const [row] = await shop.db.read.select().from(conversations).where(eq(conversations.id, id));
    expect(row).toMatchObject({ holder: 'queue', customerId, about: 'order:A-1', subject: 'Нужен образец ткани' });
    const waiting = await shop.db.read.select().from(assignments).where(eq(assignments.conversationId, id));
    expect(waiting).toMatchObject([{ queue: 'delivery', agentId: null }]);
    expect(request['number']).toMatch(/^\d-\d{3}$/);
  });

  it('let a visitor be called back', async () => {
    const who = await inConversation(guest);
    const request = await valueOf(act('callback.ask', { phone: '+79161234567', when: 'до обеда' }, { who }));
    const id = idOf(request);
    const [said] = await shop.db.read.select().from(messages).where(eq(messages.conversationId, id));
    expect(said?.body).toBe('Перезвоните, пожалуйста: +79161234567\nКогда удобно: до обеда');
  });

  it('put a document into the conversation once, and no document of others', async () => {
    const system = shop.system;
    const file = await storeMade(system, {
      name: 'Договор.pdf',
      mediaType: 'application/pdf',
      bytes: samplePdf('Договор'),
    });
    const offer = { kind: 'contract', title: 'Договор', asks: 'nothing', subject: null, note: null, file } as const;
    const { documentId } = must(await offerDocument(system, { ...offer, customerId }));
    expect(await performLookUp(theirs.ctx, { lookUp: 'documents.recent', parameters: {} })).toMatchObject([
      { id: documentId, title: 'Договор', kind: 'contract', waiting: false },
    ]);
    for (const each of [1, 2]) {
      expect(
        await act('document.send', { document: { id: documentId } }, { run: 'document' }),
        String(each),
      ).toMatchObject({
        kind: 'done',
      });
    }
    const sent = await shop.db.read
      .select({ fileId: messageFiles.fileId })
      .from(messageFiles)
      .where(eq(messageFiles.conversationId, theirs.conversation.id));
    expect(sent).toEqual([{ fileId: file.id }]);
    const stranger = await inConversation(await shop.member(await shop.customer('Чужие'), 'owner'));
    expect(await act('document.send', { document: { id: documentId } }, { who: stranger })).toEqual({ kind: 'failed' });
  });

  it('give the same checkout for an invoice, and none for an invoice of others', async () => {
    const number = await shop.invoice(customerId, 1_000_00);
    const invoice = { number, left: { amount: 1_000_00, currency: 'RUB' } };
    const payment = await valueOf(act('payment.start', { invoice }));
    expect(payment).toMatchObject({ amount: invoice.left, url: expect.stringMatching(/^http/) as string });
    expect((await valueOf(act('payment.start', { invoice })))['url']).toBe(payment['url']);
    const stranger = await inConversation(await shop.member(await shop.customer('Чужие'), 'owner'));
    expect(await act('payment.start', { invoice }, { who: stranger })).toEqual({ kind: 'failed' });
  });

  it('switch one channel of one group and leave the others', async () => {
    const ctx = shop.as(owner);
    const before = await getPreferences(ctx);
    expect(await act('preference.set', { group: 'orders', mail: false })).toMatchObject({ kind: 'done' });
    const after = await getPreferences(ctx);
    expect(after.groups.find(({ group }) => group === 'orders')?.choice).toMatchObject({ mail: false, cabinet: true });
    const others = (all: typeof before) => all.groups.filter(({ group }) => group !== 'orders');
    expect(others(after)).toEqual(others(before));
    expect(await act('preference.set', { group: 'security', mail: true })).toEqual({ kind: 'failed' });
  });

  it('mark what was told of an order as read', async () => {
    expect(await act('order.seen', { order: { number: 'A-1', path: '/cabinet/orders/A-1' } })).toMatchObject({
      kind: 'done',
    });
  });

  it('do nothing in the name of somebody whose cabinet is only looked at, and nothing unknown', async () => {
    const preview = { id: 'p', staffId: 's', staffName: 'Анна' };
    const looking = { ...theirs, ctx: shop.ctx({ ...owner, preview }) };
    expect(await act('task.create', { title: 'Стол' }, { who: looking })).toEqual({ kind: 'failed' });
    expect(await act('world.end', {})).toEqual({ kind: 'failed' });
  });
});

describe('what a scenario waits for', () => {
  it('is cut when it hangs, and is awaited when it does not', async () => {
    await expect(within(5, new Promise(() => undefined))).rejects.toThrow('took longer than 5 ms');
    expect(await within(1_000, Promise.resolve(7))).toBe(7);
    await expect(within(1_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('is looked up with the eyes of the person', async () => {
    const open = { lookUp: 'tasks.open', parameters: {} };
    expect(await performLookUp(theirs.ctx, open)).toHaveLength(2);
    expect(await performLookUp((await inConversation(guest)).ctx, open)).toBeNull();
  });
});
