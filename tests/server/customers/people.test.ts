import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { events } from '#db/schema/events.ts';
import { invitations } from '#db/schema/customers.ts';
import {
  acceptInvitation,
  addMember,
  changeMemberRole,
  createCustomer,
  findInvitation,
  inviteColleague,
  joinByInvitation,
  leaveCustomer,
  listPeopleOf,
  loadMemberships,
  onMemberInvited,
  removeMember,
  resendInvitation,
  revokeInvitation,
  viewerOfUser,
} from '#server/customers/index.ts';
import { createUser, sessionsTopic, systemViewer, type Role, type UserViewer } from '#server/identity/index.ts';
import { listOutbox } from '#server/platform/mailer.ts';
import { countQueries } from '#support/count-queries.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';

const DAY_MS = 86_400_000;
const notFound = { ok: false, error: { code: 'not_found' } };
const conflict = (message: string) => ({ ok: false, error: { code: 'conflict', message } });

let world: TestDatabase;
let customerId: string;
let owner: string;
beforeEach(async () => {
  world = await openTestDatabase();
  customerId = await customer('Северный ветер');
  owner = await person('m@sever.example');
  await addMember(system(), { customerId, userId: owner, role: 'owner' });
});
afterEach(() => world.close());

const system = () => world.ctx(systemViewer('a test'));
async function person(email: string, role: Role = 'customer'): Promise<string> {
  const made = await createUser(system(), { email, name: email, role, locale: 'ru' });
  if (!made.ok) throw new Error(made.error.message);
  return made.value.userId;
}
async function customer(name: string): Promise<string> {
  const made = await createCustomer(system(), { kind: 'company', name, locale: 'ru' });
  if (!made.ok) throw new Error(made.error.message);
  return made.value.customerId;
}
async function as(userId: string) {
  const viewer = await viewerOfUser(world.db, userId);
  if (!viewer) throw new Error('nobody');
  return world.ctx<UserViewer>(viewer);
}
const visitor = () => world.ctx({ kind: 'visitor', visitorHash: null, locale: 'ru' } as const);

const invite = async (email: string, role: 'owner' | 'accountant' | 'custom' = 'accountant') =>
  inviteColleague(await as(owner), { customerId, email, role, sections: role === 'custom' ? ['orders'] : [] });

/** Delivers the mail of the latest invitation, and reads the link in it. */
async function tokenInMail(): Promise<string> {
  const all = await world.db.read.select().from(events);
  const event = all.filter((each) => each.type === 'member.invited').at(-1);
  if (!event) throw new Error('nobody was invited');
  await onMemberInvited({ ctx: (viewer) => world.ctx(viewer) }).handle(event);
  const [mail] = await listOutbox(world.db, 1);
  return /\/invitation\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
}

describe('an invitation', () => {
  it('lets somebody new choose a name and a password, once, and keeps only the hash of its link', async () => {
    expect(await invite('new@sever.example', 'custom')).toMatchObject({ ok: true });
    const token = await tokenInMail();
    expect(JSON.stringify(await world.db.read.select().from(invitations))).not.toContain(token);
    expect(await findInvitation(visitor(), token)).toMatchObject({ email: 'new@sever.example', account: 'none' });
    const input = { token, name: 'Новый Человек', locale: 'ru', password: 'липа и ясень' } as const;
    const joined = await Promise.all([joinByInvitation(visitor(), input), joinByInvitation(visitor(), input)]);
    expect(joined.filter((each) => each.ok)).toHaveLength(1);
    const people = await listPeopleOf(await as(owner), customerId);
    expect(people?.colleagues.map(({ name, role, picked }) => [name, role, picked])).toEqual([
      ['m@sever.example', 'owner', []],
      ['Новый Человек', 'custom', ['orders']],
    ]);
    expect(people?.invitations).toEqual([]);
  });

  it('mails the same link when the event is delivered twice, and one mail only', async () => {
    await invite('new@sever.example');
    expect(await tokenInMail()).toBe(await tokenInMail());
    expect(await listOutbox(world.db)).toHaveLength(1);
  });

  it('only adds a company to somebody who has an account, after they accept it themselves', async () => {
    const anna = await person('anna@nordlicht.example');
    const stranger = await person('pavel@granat.example');
    const answers = [await invite('anna@nordlicht.example'), await invite('nobody@sever.example')];
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(await loadMemberships(world.db, anna)).toEqual([]);
    await revokeInvitation(await as(owner), {
      customerId,
      invitationId: answers[1]?.ok ? answers[1].value.invitationId : '',
    });
    const all = await world.db.read.select().from(invitations);
    const id = all.find((each) => each.email.startsWith('anna'))?.id ?? '';
    await resendInvitation(await as(owner), { customerId, invitationId: id });
    const token = await tokenInMail();
    expect(
      await joinByInvitation(visitor(), { token, name: 'X', locale: 'ru', password: 'чужой пароль' }),
    ).toMatchObject(notFound);
    expect(await acceptInvitation(await as(stranger), token)).toMatchObject(notFound);
    expect(await acceptInvitation(await as(anna), token)).toMatchObject({ ok: true });
    expect(await loadMemberships(world.db, anna)).toMatchObject([{ customerId, role: 'accountant' }]);
    expect(await acceptInvitation(await as(anna), token)).toMatchObject(notFound);
  });

  it('stops working when it is a week old, and works again when it is sent again', async () => {
    const made = await invite('new@sever.example');
    const token = await tokenInMail();
    world.clock.advance(7 * DAY_MS + 1);
    expect(await findInvitation(visitor(), token)).toBeNull();
    const invitationId = made.ok ? made.value.invitationId : '';
    expect(await resendInvitation(await as(owner), { customerId, invitationId })).toMatchObject({ ok: true });
    expect(await findInvitation(visitor(), token)).not.toBeNull();
    expect(await revokeInvitation(await as(owner), { customerId, invitationId })).toMatchObject({ ok: true });
    expect(await findInvitation(visitor(), token)).toBeNull();
    expect(await resendInvitation(await as(owner), { customerId, invitationId })).toMatchObject(notFound);
  });

  it('is refused for colleagues and for those who are invited already, and made anew after it ran out', async () => {
    await invite('new@sever.example');
    expect(await invite('new@sever.example')).toMatchObject(conflict('people.alreadyInvited'));
    expect(await invite('m@sever.example')).toMatchObject(conflict('people.alreadyMember'));
    world.clock.advance(7 * DAY_MS + 1);
    expect(await invite('new@sever.example')).toMatchObject({ ok: true });
  });

  it('to an address of our own staff can be sent, and accepted by nobody', async () => {
    const agent = await person('agent@dubrava.example', 'agent');
    await invite('agent@dubrava.example');
    const token = await tokenInMail();
    expect(await findInvitation(visitor(), token)).toMatchObject({ account: 'other' });
    expect(await acceptInvitation(await as(agent), token)).toMatchObject(notFound);
  });
});

describe('the people of a customer', () => {
  it.each(['accountant', 'member', 'custom'] as const)('are not for its %s to see or change', async (role) => {
    const userId = await person('other@sever.example');
    await addMember(system(), { customerId, userId, role, sections: ['orders'] });
    const ctx = await as(userId);
    expect(await listPeopleOf(ctx, customerId)).toBeNull();
    expect(await inviteColleague(ctx, { customerId, email: 'x@y.example', role: 'owner', sections: [] })).toMatchObject(
      notFound,
    );
    expect(await changeMemberRole(ctx, { customerId, userId, role: 'owner', sections: [] })).toMatchObject(notFound);
    expect(await removeMember(ctx, { customerId, userId: owner })).toMatchObject(notFound);
  });

  it('are not found by the owner of another customer', async () => {
    const other = await person('anna@nordlicht.example');
    await addMember(system(), { customerId: await customer('Nordlicht'), userId: other, role: 'owner' });
    const ctx = await as(other);
    expect(await listPeopleOf(ctx, customerId)).toBeNull();
    expect(await removeMember(ctx, { customerId, userId: owner })).toMatchObject(notFound);
  });

  it('keep their last owner, who can neither be removed, nor demoted, nor leave', async () => {
    const ctx = await as(owner);
    const last = conflict('people.lastOwner');
    expect(await removeMember(ctx, { customerId, userId: owner })).toMatchObject(last);
    expect(await leaveCustomer(ctx, customerId)).toMatchObject(last);
    expect(await changeMemberRole(ctx, { customerId, userId: owner, role: 'member', sections: [] })).toMatchObject(
      last,
    );
    const second = await person('second@sever.example');
    await addMember(system(), { customerId, userId: second, role: 'owner' });
    const left = await Promise.all([leaveCustomer(ctx, customerId), leaveCustomer(await as(second), customerId)]);
    expect(left.filter((each) => each.ok)).toHaveLength(1);
  });

  it('lose access at once, with the invitations they had sent, and what listens in their name looks again', async () => {
    const second = await person('second@sever.example');
    await addMember(system(), { customerId, userId: second, role: 'owner' });
    await inviteColleague(await as(second), { customerId, email: 'door@sever.example', role: 'owner', sections: [] });
    const token = await tokenInMail();
    let told = 0;
    world.platform.hub.subscribe(sessionsTopic(second), () => {
      told += 1;
    });
    expect(
      await changeMemberRole(await as(owner), { customerId, userId: second, role: 'custom', sections: ['orders'] }),
    ).toMatchObject({ ok: true });
    expect(await loadMemberships(world.db, second)).toMatchObject([{ role: 'custom', sections: ['orders'] }]);
    expect(await removeMember(await as(owner), { customerId, userId: second })).toMatchObject({ ok: true });
    expect(await loadMemberships(world.db, second)).toEqual([]);
    expect(told).toBe(2);
    expect(await findInvitation(visitor(), token)).toBeNull();
    const types = (await world.db.read.select().from(events)).map((event) => event.type);
    expect(types).toEqual(expect.arrayContaining(['member.role_changed', 'member.removed']));
  });

  it('are listed with the same number of queries however many they are', async () => {
    const few = await countQueries(await as(owner), (ctx) => listPeopleOf(ctx, customerId));
    for (let i = 0; i < 10; i++) {
      await addMember(system(), { customerId, userId: await person(`p${i}@sever.example`), role: 'member' });
      await invite(`i${i}@sever.example`);
    }
    expect(await countQueries(await as(owner), (ctx) => listPeopleOf(ctx, customerId))).toBe(few);
    expect(few).toBe(3);
  });
});
