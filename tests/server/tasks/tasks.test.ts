import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { events } from '#db/schema/events.ts';
import { addMember, createCustomer, viewerOfUser } from '#server/customers/index.ts';
import { createUser, systemViewer, type MemberRole, type Role, type UserViewer } from '#server/identity/index.ts';
import {
  assignTask,
  attachToTask,
  cancelTask,
  changeDue,
  commentOnTask,
  completeTask,
  countMyDeskTasks,
  countWaitingTasks,
  createTask,
  getTask,
  getTaskFile,
  listAssignable,
  listTasks,
  listTasksWaitingForMe,
  remindOfTasks,
  reopenTask,
  startTask,
  unwatchTask,
  watchTask,
  type NewTask,
} from '#server/tasks/index.ts';
import { countQueries } from '#support/count-queries.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';

let world: TestDatabase;
let customerId: string;
let owner: UserViewer;
let agent: UserViewer;
const as = (viewer: UserViewer) => world.ctx(viewer);
const system = () => world.ctx(systemViewer('a test'));
let people = 0;

async function person(role: Role): Promise<string> {
  people += 1;
  const name = `Person ${String(people)}`;
  const made = await createUser(system(), { email: `p${String(people)}@x.example`, name, role, locale: 'ru' });
  if (!made.ok) throw new Error(made.error.message);
  return made.value.userId;
}
async function viewer(userId: string): Promise<UserViewer> {
  const found = await viewerOfUser(world.db, userId);
  if (!found) throw new Error('known');
  return found;
}
async function member(role: MemberRole, of = customerId): Promise<UserViewer> {
  const userId = await person('customer');
  await addMember(system(), { customerId: of, userId, role });
  return viewer(userId);
}
async function customer(name: string): Promise<string> {
  const made = await createCustomer(system(), { kind: 'company', name, locale: 'ru' });
  if (!made.ok) throw new Error(made.error.message);
  return made.value.customerId;
}
async function ask(by: UserViewer, more: Partial<NewTask> = {}): Promise<string> {
  world.clock.advance(1000);
  const made = await createTask(as(by), { customerId, title: 'Approve the drawing', ...more });
  if (!made.ok) throw new Error(made.error.message);
  return made.value.taskId;
}
const published = async () =>
  (await world.db.read.select().from(events)).filter(({ type }) => type.startsWith('task.'));
const comment = (by: UserViewer, taskId: string, text: string, pass = false, clientId = text) => {
  world.clock.advance(1000);
  return commentOnTask(as(by), { taskId, text, clientId, pass });
};

beforeEach(async () => {
  world = await openTestDatabase();
  customerId = await customer('Sever');
  owner = await member('owner');
  agent = await viewer(await person('agent'));
});
afterEach(() => world.close());

describe('a task', () => {
  it('goes from one side to the other and back until it is done, and everything said and done is kept', async () => {
    const taskId = await ask(agent, { dueOn: '2026-11-25', text: 'Sheet 3', companyAssigneeId: agent.userId });
    expect(await getTask(as(owner), taskId)).toMatchObject({ turn: 'customer', status: 'to_do', daysLeft: 6 });
    await startTask(as(owner), { taskId });
    await comment(owner, taskId, 'Which height?', true);
    expect(await getTask(as(owner), taskId)).toMatchObject({ turn: 'company', status: 'waiting' });
    await comment(agent, taskId, '1100 mm', true);
    expect(await getTask(as(owner), taskId)).toMatchObject({ turn: 'customer', status: 'in_progress', comments: 2 });
    world.clock.advance(1000);
    await completeTask(as(owner), { taskId, text: 'Approved', clientId: 'done' });
    const task = await getTask(as(agent), taskId);
    expect(task).toMatchObject({ turn: null, status: 'done', daysLeft: null });
    expect(task?.entries.map(({ kind, side, text }) => [kind, side, text])).toEqual([
      ['started', 'customer', null],
      ['passed', 'customer', 'Which height?'],
      ['passed', 'company', '1100 mm'],
      ['completed', 'customer', 'Approved'],
    ]);
    await reopenTask(as(agent), { taskId });
    expect(await getTask(as(agent), taskId)).toMatchObject({ turn: 'customer', status: 'to_do' });
    await cancelTask(as(agent), { taskId });
    expect((await published()).map(({ type, payload }) => [type, (payload as { byUserId: string }).byUserId])).toEqual([
      ['task.created', agent.userId],
      ['task.started', owner.userId],
      ['task.commented', owner.userId],
      ['task.commented', agent.userId],
      ['task.completed', owner.userId],
      ['task.reopened', agent.userId],
      ['task.canceled', agent.userId],
    ]);
  });

  it('is nobody else’s: a stranger, an accountant and an editor are told there is none, whatever they try', async () => {
    const taskId = await ask(owner);
    const others = [
      await member('owner', await customer('Granat')),
      await member('accountant'),
      await viewer(await person('editor')),
    ];
    for (const other of others) {
      const ctx = as(other);
      expect(await getTask(ctx, taskId)).toBeNull();
      expect(await listTasks(ctx, { customerId })).toBeNull();
      expect(await listAssignable(ctx, customerId, 'customer')).toEqual([]);
      const tries = [
        createTask(ctx, { customerId, title: 'Not mine' }),
        commentOnTask(ctx, { taskId, text: 'hi', clientId: 'c' }),
        completeTask(ctx, { taskId }),
        startTask(ctx, { taskId }),
        cancelTask(ctx, { taskId }),
        reopenTask(ctx, { taskId }),
        changeDue(ctx, { taskId, dueOn: '2026-12-01', was: null }),
        assignTask(ctx, { taskId, side: 'customer', assigneeId: null, was: null }),
        watchTask(ctx, { taskId }),
        unwatchTask(ctx, { taskId }),
      ];
      for (const tried of tries) expect(await tried).toMatchObject({ ok: false, error: { code: 'not_found' } });
    }
    expect((await getTask(as(owner), taskId))?.entries).toEqual([]);
  });

  it('is made once and says each thing once, however often a form is sent', async () => {
    const first = await ask(owner, { clientId: 'form-1' });
    expect(await ask(owner, { clientId: 'form-1' })).toBe(first);
    const foreign = await createTask(as(agent), { customerId, title: 'Mine', clientId: 'form-1' });
    expect(foreign).toMatchObject({ ok: false, error: { code: 'conflict' } });
    await comment(owner, first, 'Please hurry', false, 'c1');
    await comment(owner, first, 'Please hurry', false, 'c1');
    expect((await getTask(as(owner), first))?.entries).toHaveLength(1);
    expect((await published()).map(({ type }) => type)).toEqual(['task.created', 'task.commented']);
  });

  it('repeating what is reached already is harmless, unless words came along that would be lost', async () => {
    const taskId = await ask(agent);
    await completeTask(as(owner), { taskId });
    expect(await completeTask(as(agent), { taskId })).toMatchObject({ ok: true });
    expect(await completeTask(as(agent), { taskId, text: 'Thanks', clientId: 'x' })).toMatchObject({
      error: { code: 'conflict', message: 'task.error.changed' },
    });
    expect(await comment(owner, taskId, 'A question', true)).toMatchObject({
      error: { message: 'task.error.changed' },
    });
    expect(await comment(owner, taskId, 'A remark')).toMatchObject({ ok: true });
    expect((await getTask(as(owner), taskId))?.entries.map(({ text }) => text)).toEqual([null, 'A remark']);
  });

  it('two who change the same thing at once: the second is told, and nothing is overwritten', async () => {
    const taskId = await ask(owner, { dueOn: '2026-11-25' });
    const colleague = await member('member');
    const [first, second] = await Promise.all([
      changeDue(as(owner), { taskId, dueOn: '2026-11-27', was: '2026-11-25' }),
      changeDue(as(colleague), { taskId, dueOn: '2026-12-01', was: '2026-11-25' }),
    ]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({ error: { code: 'conflict', message: 'task.error.dueChanged' } });
    expect(await getTask(as(owner), taskId)).toMatchObject({ dueOn: '2026-11-27' });
    expect(await changeDue(as(colleague), { taskId, dueOn: '2026-11-27', was: '2026-11-25' })).toMatchObject({
      ok: true,
    });

    const assign = (by: UserViewer, assigneeId: string | null, was: string | null) =>
      assignTask(as(by), { taskId, side: 'customer', assigneeId, was });
    expect(await assign(owner, owner.userId, null)).toMatchObject({ ok: true });
    expect(await assign(colleague, colleague.userId, null)).toMatchObject({
      error: { message: 'task.error.assigneeChanged' },
    });
    expect(await getTask(as(owner), taskId)).toMatchObject({ assignees: { customer: { userId: owner.userId } } });
  });

  it('is looked after by people who can open it; customers name their own only', async () => {
    const taskId = await ask(owner);
    const accountant = await member('accountant');
    const names = (await listAssignable(as(owner), customerId, 'customer')).map(({ userId }) => userId);
    expect(names).toEqual([owner.userId]);
    expect(await listAssignable(as(owner), customerId, 'company')).toEqual([]);
    expect(await listAssignable(as(agent), customerId, 'company')).toEqual([
      { userId: agent.userId, name: agent.name },
    ]);
    const wrong = [
      assignTask(as(owner), { taskId, side: 'customer', assigneeId: accountant.userId, was: null }),
      assignTask(as(owner), { taskId, side: 'company', assigneeId: agent.userId, was: null }),
      createTask(as(agent), { customerId, title: 'x', customerAssigneeId: agent.userId }),
    ];
    for (const tried of wrong) expect(await tried).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  });

  it('is watched by whoever takes part, until they say otherwise', async () => {
    const taskId = await ask(agent, { customerAssigneeId: owner.userId });
    const colleague = await member('member');
    const watching = async () => (await getTask(as(owner), taskId))?.watchers.map(({ userId }) => userId).toSorted();
    expect(await watching()).toEqual([agent.userId, owner.userId].toSorted());
    await watchTask(as(colleague), { taskId });
    await unwatchTask(as(owner), { taskId });
    expect(await watching()).toEqual([agent.userId, colleague.userId].toSorted());
    await comment(owner, taskId, 'Back again');
    expect(await watching()).toEqual([agent.userId, colleague.userId, owner.userId].toSorted());
  });
});

it('files come with a task, for whoever sees the task and through it alone; one refused file refuses all', async () => {
  const [taskId, otherId] = [await ask(agent), await ask(agent)];
  const upload = (name: string, content: string) => {
    const path = join(world.dataDir, name);
    writeFileSync(path, content);
    return { field: 'files', path, name, declaredType: 'text/plain' };
  };
  const stranger = await member('owner', await customer('Granat'));
  expect(await attachToTask(as(stranger), { taskId, uploads: [upload('a.txt', 'A')] })).toMatchObject({
    error: { code: 'not_found' },
  });
  expect(await attachToTask(as(owner), { taskId, uploads: [] })).toMatchObject({
    error: { message: 'task.error.files' },
  });
  const refused = await attachToTask(as(owner), { taskId, uploads: [upload('a.txt', 'A'), upload('b.exe', 'MZ')] });
  expect(refused).toMatchObject({ ok: false });
  expect((await getTask(as(owner), taskId))?.entries).toEqual([]);
  expect(
    await attachToTask(as(owner), { taskId, uploads: [upload('a.txt', 'A'), upload('c.txt', 'C')] }),
  ).toMatchObject({
    ok: true,
  });
  const entry = (await getTask(as(agent), taskId))?.entries[0];
  expect(entry).toMatchObject({ kind: 'attached', files: [{ name: 'a.txt', size: 1 }, { name: 'c.txt' }] });
  const fileId = entry?.files[0]?.id ?? '';
  expect(await getTaskFile(as(agent), { taskId, fileId })).toMatchObject({ name: 'a.txt' });
  expect(await getTaskFile(as(agent), { taskId: otherId, fileId })).toBeNull();
  expect(await getTaskFile(as(stranger), { taskId, fileId })).toBeNull();
});

describe('the list of tasks', () => {
  it('shows whose turn it is first, filters, finds words and counts the same', async () => {
    const drawing = await ask(agent, { title: 'Согласуйте чертёж стойки', dueOn: '2026-11-30' });
    const fabric = await ask(agent, { title: 'Выберите ткань', dueOn: '2026-11-12', customerAssigneeId: owner.userId });
    const samples = await ask(owner, { title: 'Пришлите образцы', text: 'Шерсть и лён' });
    const old = await ask(owner, { title: 'Старое' });
    await completeTask(as(agent), { taskId: old });
    const list = async (options: Parameters<typeof listTasks>[1], by = owner) =>
      (await listTasks(as(by), options))?.tasks.map(({ id }) => id);
    expect(await list({})).toEqual([fabric, drawing, samples]);
    expect(await list({ filter: 'ours' })).toEqual([fabric, drawing]);
    expect(await list({ filter: 'theirs' })).toEqual([samples]);
    expect(await list({ filter: 'mine' })).toEqual([fabric]);
    expect(await list({ filter: 'overdue' })).toEqual([fabric]);
    expect(await list({ filter: 'done' })).toEqual([old]);
    expect(await list({ sort: 'new' })).toEqual([samples, fabric, drawing]);
    expect(await list({ search: 'ЧЕРТЕЖ' })).toEqual([drawing]);
    expect(await list({ search: 'лён образцы' })).toEqual([samples]);
    expect(await list({ perPage: 2, page: 2 })).toEqual([samples]);
    expect(await list({}, agent)).toEqual([samples, fabric, drawing]);
    expect((await listTasks(as(owner)))?.counts).toEqual({ open: 3, ours: 2, theirs: 1, mine: 1, overdue: 1, done: 1 });
    expect(await countWaitingTasks(as(owner))).toEqual({ waiting: 2, overdue: 1 });
    expect((await listTasksWaitingForMe(as(owner)))?.map(({ id }) => id)).toEqual([fabric, drawing]);
    expect(await countMyDeskTasks(as(agent))).toEqual({ waiting: 0, overdue: 0 });
    await assignTask(as(agent), { taskId: samples, side: 'company', assigneeId: agent.userId, was: null });
    expect(await countMyDeskTasks(as(agent))).toEqual({ waiting: 1, overdue: 0 });
  });

  it('asks the database as often for many tasks as for one', async () => {
    await ask(agent);
    const few = await countQueries(as(owner), (ctx) => listTasks(ctx));
    for (let i = 0; i < 15; i++) await ask(i % 2 ? agent : owner, { title: `Task ${String(i)}` });
    expect(await countQueries(as(owner), (ctx) => listTasks(ctx))).toBe(few);
    const taskId = await ask(agent);
    const short = await countQueries(as(owner), (ctx) => getTask(ctx, taskId));
    for (let i = 0; i < 5; i++) await comment(i % 2 ? agent : owner, taskId, `Line ${String(i)}`);
    expect(await countQueries(as(owner), (ctx) => getTask(ctx, taskId))).toBe(short);
    expect(few).toBe(3);
  });
});

it('reminders come on their day, in working hours, once, until the task is done', async () => {
  const taskId = await ask(agent, { remindEveryDays: 3 });
  expect(await remindOfTasks(system())).toBe(0);
  world.clock.set('2026-11-22T03:00:00Z');
  expect(await remindOfTasks(system()), 'six in the morning in Moscow').toBe(0);
  world.clock.set('2026-11-22T06:30:00Z');
  const both = await Promise.all([remindOfTasks(system()), remindOfTasks(system())]);
  expect(both.toSorted()).toEqual([0, 1]);
  expect(await getTask(as(owner), taskId)).toMatchObject({ remindNextOn: '2026-11-25' });
  world.clock.set('2026-12-20T10:00:00Z');
  expect(await remindOfTasks(system()), 'missed days are not made up for').toBe(1);
  await completeTask(as(owner), { taskId });
  world.clock.set('2027-01-20T10:00:00Z');
  expect(await remindOfTasks(system())).toBe(0);
  await reopenTask(as(agent), { taskId });
  world.clock.set('2027-01-23T10:00:00Z');
  expect(await remindOfTasks(system())).toBe(1);
  const days = (await published())
    .filter(({ type }) => type === 'task.reminderDue')
    .map(({ payload }) => (payload as { day: string }).day);
  expect(days).toEqual(['2026-11-22', '2026-11-25', '2027-01-23']);
});
