import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postMessage } from '#server/conversations/index.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import { sections, hideableFields, type HideableField, type Section, type UserViewer } from '#server/identity/index.ts';
import { listNotifications, prepareDigests, sendWaitingMail } from '#server/notifications/index.ts';
import { recordOrderEvent } from '#server/orders/index.ts';
import { randomIds } from '#server/platform/ids.ts';
import { counts, doors, found, textOf } from './leak-doors.ts';
import { marks, openLeakWorld, type LeakWorld } from './leak-world.ts';

let world: LeakWorld;
/** What each door gives out while everything is shown. */
const open = new Map<string, string>();
beforeAll(async () => {
  world = await openLeakWorld();
  for (const [name, door] of Object.entries(doors)) {
    open.set(name, textOf(await door(world.as(world.owner), world.things)));
  }
}, 60_000);
afterAll(() => world.close());

/** How many doors give out something of each part: the test looks where there is something to see. */
const least: Record<Section | HideableField, number> = {
  invoices: 16,
  orders: 10,
  documents: 5,
  tasks: 5,
  messages: 6,
  news: 5,
  'invoice.lines': 4,
  'invoice.tax': 5,
  'order.prices': 4,
  'order.steps': 5,
  'order.tracking': 4,
  'customer.manager': 3,
};

describe.each([...sections, ...hideableFields])('%s, once the company hides it', (name) => {
  it('is there while it is shown', () => {
    const telling = [...open].filter(([, text]) => found(text, marks[name]).length > 0);
    expect(telling.map(([door]) => door).length, telling.map(([door]) => door).join('; ')).toBeGreaterThanOrEqual(
      least[name],
    );
  });

  it('is behind no door any more', async () => {
    const viewer = await world.after({ hides: [name] });
    const leaks: Record<string, string[]> = {};
    for (const [door, look] of Object.entries(doors)) {
      const told = found(textOf(await look(world.as(viewer), world.things)), marks[name]);
      if (told.length > 0) leaks[door] = told;
    }
    expect(leaks).toEqual({});
  }, 60_000);

  it('takes nothing else with it', async () => {
    const viewer = await world.after({ hides: [name] });
    expect(viewer.memberships[0]?.sections).toEqual(sections.filter((section) => section !== name));
    for (const section of sections) {
      const counted = await counts[section](world.as(viewer));
      if (section === name) expect(counted, section).toBeNull();
      else expect(counted, section).not.toBeNull();
    }
  });
});

describe('what happens after the company has hidden a section', () => {
  const happens: Record<'invoices' | 'orders' | 'messages', () => Promise<unknown>> = {
    invoices: () => world.invoice(world.things.customerId, 100_00, { title: 'Quartz' }),
    orders: () => recordOrderEvent(world.system, { number: world.things.atWork, event: { type: 'ready' } }),
    messages: async () => {
      const { conversation: conversationId } = world.things;
      const manager = world.as((await viewerOfUser(world.db, world.things.manager)) as UserViewer);
      return postMessage(manager, { conversationId, clientId: randomIds.next(), text: 'Missive' });
    },
  };
  it.each(['invoices', 'orders', 'messages'] as const)(
    '%s: is told neither in the cabinet nor by mail',
    async (name) => {
      // Mail of the story before that waited to be read.
      world.clock.advance(10 * 60_000);
      await sendWaitingMail(world.system);
      await world.told();
      await world.after({ hides: [name] });
      const before = { told: (await world.of(world.owner.userId)).length, mails: (await world.mails()).length };
      expect(await happens[name]()).toSatisfy((done) => typeof done === 'string' || (done as { ok: boolean }).ok);
      world.clock.advance(10 * 60_000);
      await sendWaitingMail(world.system);
      await world.told();
      expect(await world.of(world.owner.userId)).toHaveLength(before.told);
      expect(await world.mails()).toHaveLength(before.mails);
    },
  );

  it.each(['messages', 'order.steps'] as const)(
    '%s: what was told before is in no list, bell or count',
    async (name) => {
      await world.after({ hides: [] });
      await (name === 'messages' ? happens.messages() : Promise.resolve());
      await world.told();
      const kind = name === 'messages' ? 'message.posted' : 'order.step';
      const listed = async (viewer: UserViewer) => {
        const list = await listNotifications(world.as(viewer), { locale: 'ru', perPage: 100 });
        const told = list.notifications.filter((each) => each.kind === kind);
        return { told: told.map(({ title }) => title), counted: list.counts.all === list.notifications.length };
      };
      const before = await listed(await world.after({ hides: [] }));
      expect(before.told.length).toBeGreaterThan(0);
      const after = await listed(await world.after({ hides: [name] }));
      expect(after.counted).toBe(true);
      expect(after.told.length).toBeLessThan(before.told.length);
      expect(found(textOf(after.told), [...marks['order.steps'], 'Вам ответили'])).toEqual([]);
    },
  );

  it('puts nothing of it into a digest that was put aside before', async () => {
    await world.after({ hides: [] });
    await world.invoice(world.things.customerId, 100_00, { title: 'Quartz' });
    await world.told();
    await world.after({ hides: ['invoices', 'orders'] });
    const before = (await world.mails()).length;
    world.clock.advance(24 * 60 * 60_000);
    await prepareDigests(world.system);
    await world.told();
    const mails = (await world.mails()).slice(before).filter(({ recipient }) => recipient === world.owner.email);
    expect(found(textOf(mails), [...marks.invoices, ...marks.orders])).toEqual([]);
  });
});
