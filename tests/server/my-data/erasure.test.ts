import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { users } from '#db/schema/identity.ts';
import { erasureRequests } from '#db/schema/my-data.ts';
import { changeMemberRole, viewerOfUser } from '#server/customers/index.ts';
import { sessionsTopic, type Role } from '#server/identity/index.ts';
import {
  canHandleErasures,
  cancelErasure,
  countWaitingErasures,
  declineErasure,
  getMyErasure,
  listErasures,
  mayAskForErasure,
  requestErasure,
} from '#server/my-data/index.ts';
import { createLocalLimiter } from '#server/platform/limiter.ts';
import { countQueries } from '#support/count-queries.ts';
import { DAY_MS, EMAIL, must, NAME, openHouse, PASSWORD, type House } from './house.ts';

const conflict = (message: string) => ({ ok: false, error: { code: 'conflict', message } });

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const mine = () => house.ctx(house.marina);
const ask = () => requestErasure(mine(), { current: PASSWORD });
const state = async () => (await getMyErasure(mine())).latest?.state ?? null;
const subjects = () => house.sent.map(({ to, subject }) => `${to}: ${subject.split(' – ')[0] ?? ''}`);
const nameNow = async () => {
  const [user] = await house.db.read.select().from(users).where(eq(users.id, house.marina.userId));
  return user?.name;
};
const waitingId = async () => (await house.db.read.select().from(erasureRequests))[0]?.id ?? '';

describe('who may', () => {
  const who = (role: Role, looks = false) => ({
    ...house.marina,
    role,
    preview: looks ? { id: 'p', staffId: 's', staffName: 'n' } : null,
  });
  const all: Role[] = ['customer', 'agent', 'editor', 'supervisor', 'admin'];

  it('ask: customers’ people, not those who only look; answer: supervisors and admins', () => {
    expect(all.filter((role) => mayAskForErasure(who(role)))).toEqual(['customer']);
    expect(mayAskForErasure(who('customer', true))).toBe(false);
    expect(all.filter((role) => canHandleErasures(who(role)))).toEqual(['supervisor', 'admin']);
  });

  it('nobody else learns of requests or answers them', async () => {
    must(await ask());
    for (const viewer of [house.stranger, house.agent]) {
      expect(await listErasures(house.ctx(viewer))).toBeNull();
      const said = await declineErasure(house.ctx(viewer), { id: await waitingId(), reason: 'x' });
      expect(said).toMatchObject({ ok: false, error: { code: 'not_found' } });
    }
    expect((await getMyErasure(house.ctx(house.stranger))).latest).toBeNull();
    expect(await requestErasure(house.ctx(house.agent), { current: PASSWORD })).toMatchObject({ ok: false });
  });
});

describe('asking to be forgotten', () => {
  it('needs the password, and asking twice is asking once', async () => {
    const wrong = await requestErasure(mine(), { current: 'не тот' });
    expect(wrong).toMatchObject({ ok: false, error: { fields: { current: 'identity.wrongPassword' } } });
    expect(await state()).toBeNull();
    const answers = await Promise.all([ask(), ask()]);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await house.db.read.select().from(erasureRequests)).toHaveLength(1);
    await house.told();
    expect(subjects().toSorted()).toEqual([
      'i@dubrava.example: Просьба удалить личные данные',
      `${EMAIL}: Просьба удалить ваши данные принята`,
    ]);
    expect(house.sent.find(({ to }) => to !== EMAIL)?.text, 'who it is stands at the desk only').not.toContain(NAME);
  });

  it('is limited: every request is mailed to all supervisors', async () => {
    house.platform.limiter = createLocalLimiter(1);
    const once = async () => {
      const asked = await ask();
      if (asked.ok) must(await cancelErasure(mine()));
      return asked;
    };
    for (let tries = 0; tries < 5; tries += 1) expect(await once()).toMatchObject({ ok: true });
    expect(await once()).toMatchObject({ error: { code: 'rate_limited' } });
    expect(await house.db.read.select().from(erasureRequests)).toHaveLength(5);
  });

  it('changes nothing for a week, and can be taken back and asked again', async () => {
    must(await ask());
    house.clock.advance(7 * DAY_MS - 1);
    expect(await house.work()).toBe(0);
    must(await cancelErasure(mine()));
    expect(await cancelErasure(mine())).toMatchObject(conflict('myData.erase.nothingToCancel'));
    house.clock.advance(DAY_MS);
    expect(await house.work()).toBe(0);
    await house.told();
    expect(subjects()).toContain(`${EMAIL}: Удаление ваших данных отменено`);
    expect(await state()).toBe('canceled');
    must(await ask());
    expect(await state()).toBe('waiting');
  });

  it('waits until colleagues have another owner', async () => {
    const { customerId } = house;
    const colleague = await house.person('Олег Ветров', 'o@sever.example', 'customer', [customerId, 'member']);
    expect(await ask()).toMatchObject(conflict('myData.erase.ownerFirst'));
    expect((await getMyErasure(mine())).ownerFirst).toMatchObject([{ name: 'Северный ветер' }]);
    const role = (is: 'owner' | 'member') =>
      changeMemberRole(mine(), { customerId, userId: colleague.userId, role: is, sections: [] });
    must(await role('owner'));
    must(await ask());
    must(await role('member'));
    house.clock.advance(8 * DAY_MS);
    expect([await house.work(), await house.work()]).toEqual([0, 0]);
    const told = subjects().filter((line) => line.includes('ждёт нового владельца'));
    expect(new Set(told).size).toBe(1);
    const desk = house.ctx(house.supervisor);
    expect(await listErasures(desk)).toMatchObject({ erasures: [{ state: 'waiting', ownerFirst: true }] });
    must(await role('owner'));
    expect(await house.work()).toBe(1);
  });
});

describe('declining', () => {
  it('tells the person the reason, and nothing is erased', async () => {
    must(await ask());
    const desk = house.ctx(house.supervisor);
    const input = { id: await waitingId(), reason: 'Идёт спор по договору.' };
    expect(await countWaitingErasures(desk)).toBe(1);
    must(await declineErasure(desk, input));
    expect(await declineErasure(desk, input)).toMatchObject(conflict('myData.desk.notWaiting'));
    expect(await countWaitingErasures(desk)).toBe(0);
    house.clock.advance(8 * DAY_MS);
    expect(await house.work()).toBe(0);
    await house.told();
    expect(house.sent.find(({ subject }) => subject.startsWith('Мы не можем'))?.text).toContain(
      'Идёт спор по договору.',
    );
    expect((await getMyErasure(mine())).latest).toMatchObject({ state: 'declined', reason: 'Идёт спор по договору.' });
    expect(await cancelErasure(mine())).toMatchObject({ ok: false });
    must(await ask());
    const [latest, first] = (await listErasures(desk))?.erasures ?? [];
    expect(latest).toMatchObject({ state: 'waiting', name: NAME, customers: [{ name: 'Северный ветер' }] });
    expect(first).toMatchObject({ state: 'declined', declinedBy: 'Игорь Громов' });
  });

  it('is too late once it has begun', async () => {
    must(await ask());
    house.clock.advance(8 * DAY_MS);
    await house.work();
    const said = await declineErasure(house.ctx(house.supervisor), { id: await waitingId(), reason: 'x' });
    expect(said).toMatchObject(conflict('myData.desk.notWaiting'));
  });
});

describe('being forgotten', () => {
  it('happens once, whoever looks how often, and tells the person last of all', async () => {
    must(await ask());
    await house.told();
    house.clock.advance(8 * DAY_MS);
    const heard: unknown[] = [];
    house.platform.hub.subscribe(sessionsTopic(house.marina.userId), () => heard.push('look again'));
    const done = await Promise.all([house.work(), house.work()]);
    expect(done.toSorted()).toEqual([0, 1]);
    expect(await house.work()).toBe(0);
    expect(heard.length, 'open streams look again').toBeGreaterThan(0);
    const last = house.sent.filter(({ subject }) => subject.startsWith('Мы удаляем'));
    expect(new Set(last.map(({ key, to }) => `${key} ${to}`)).size).toBe(1);
    expect(last[0]).toMatchObject({ to: EMAIL });
    expect(await nameNow()).toBe('Удалённый пользователь');
    const desk = await listErasures(house.ctx(house.supervisor));
    expect(desk).toMatchObject({ erasures: [{ state: 'done', name: 'Удалённый пользователь', email: null }] });
    expect(desk?.erasures[0]?.kept).toContain('myData.kept.papers');
  });

  it('goes on where a process died: the account is closed first, nothing is half forgotten', async () => {
    must(await ask());
    house.clock.advance(8 * DAY_MS);
    house.mailIsDown = true;
    expect(await house.work()).toBe(0);
    expect(await viewerOfUser(house.db, house.marina.userId), 'nobody is them any more').toBeNull();
    expect(await nameNow(), 'there is still somebody to write to').toBe(NAME);
    expect(await cancelErasure(mine()), 'and it cannot be stopped').toMatchObject({ ok: false });
    house.mailIsDown = false;
    expect(await house.work()).toBe(1);
    expect(house.sent.at(-1)).toMatchObject({ to: EMAIL });
    expect(await nameNow()).toBe('Удалённый пользователь');
  });

  it('does not wait for a mail server that never comes back', async () => {
    must(await ask());
    house.clock.advance(8 * DAY_MS);
    house.mailIsDown = true;
    expect(await house.work()).toBe(0);
    house.clock.advance(3 * DAY_MS);
    expect(await house.work()).toBe(1);
  });
});

describe('the list at the desk', () => {
  it('reads as often for many requests as for one', async () => {
    const desk = house.ctx(house.supervisor);
    must(await ask());
    const one = await countQueries(desk, listErasures);
    for (const number of [1, 2, 3]) {
      const place = [house.customerId, 'member'] as [string, 'member'];
      const viewer = await house.person(`Человек ${String(number)}`, `p${String(number)}@x.example`, 'customer', place);
      must(await requestErasure(house.ctx(viewer), { current: PASSWORD }));
    }
    expect((await listErasures(desk))?.erasures).toHaveLength(4);
    expect(await countQueries(desk, listErasures)).toBe(one);
  });
});
