import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canAssign, canChangeDue, canMoveTask, canSeeAllTasks, canSeeTask } from '#server/tasks/index.ts';
import { afterMove, dayAfter, daysLeftOf, taskMoves, turnOf, type Side, type TaskStatus } from '#server/tasks/task.ts';
import { sectionsOfRole } from '#server/customers/index.ts';
import { systemViewer, type MemberRole, type Role, type UserViewer, type Viewer } from '#server/identity/index.ts';

describe('whose turn it is', () => {
  it.each<[Side, TaskStatus, Side | null]>([
    ['company', 'to_do', 'customer'],
    ['company', 'in_progress', 'customer'],
    ['company', 'waiting', 'company'],
    ['customer', 'to_do', 'company'],
    ['customer', 'waiting', 'customer'],
    ['customer', 'done', null],
    ['company', 'canceled', null],
  ])('%s asked and it is %s: %s', (askedBy, status, turn) => {
    expect(turnOf({ askedBy, status })).toBe(turn);
  });

  it('whatever is tried in whatever order, the turn is nobody’s exactly when it is over, and only whoever asked cancels', () => {
    const sides = fc.constantFrom<Side>('customer', 'company');
    fc.assert(
      fc.property(
        sides,
        fc.array(fc.tuple(fc.constantFrom(...taskMoves), sides), { maxLength: 30 }),
        (askedBy, tried) => {
          let status: TaskStatus = 'to_do';
          for (const [move, by] of tried) {
            const next = afterMove({ askedBy, status }, move, by);
            if (next === null) continue;
            if (move === 'cancel') expect(by).toBe(askedBy);
            if (move === 'pass') expect(turnOf({ askedBy, status: next })).not.toBe(by);
            if (move === 'start') expect(by).not.toBe(askedBy);
            status = next;
            expect(turnOf({ askedBy, status }) === null).toBe(status === 'done' || status === 'canceled');
          }
        },
      ),
    );
  });
});

it('what is overdue is counted in days, until it is over', () => {
  expect(daysLeftOf({ status: 'to_do', dueOn: '2026-11-20' }, '2026-11-19')).toBe(1);
  expect(daysLeftOf({ status: 'waiting', dueOn: '2026-11-12' }, '2026-11-19')).toBe(-7);
  expect(daysLeftOf({ status: 'done', dueOn: '2026-11-12' }, '2026-11-19')).toBeNull();
  expect(daysLeftOf({ status: 'to_do', dueOn: null }, '2026-11-19')).toBeNull();
  expect(dayAfter('2026-12-30', 3)).toBe('2027-01-02');
});

const person = (role: Role, memberships: UserViewer['memberships'] = []): UserViewer => ({
  kind: 'user',
  userId: 'u1',
  sessionId: 's1',
  name: 'A',
  email: 'a@b.example',
  role,
  locale: 'ru',
  timeZone: 'Europe/Moscow',
  memberships,
  customerId: memberships[0]?.customerId ?? null,
  visitorHash: null,
  preview: null,
});
const member = (role: MemberRole, customerId = 'mine') =>
  person('customer', [
    { customerId, customerName: 'Mine', role, sections: sectionsOfRole(role, ['documents']), hiddenFields: [] },
  ]);
const viewers: Record<string, Viewer> = {
  owner: member('owner'),
  accountant: member('accountant'),
  member: member('member'),
  'custom without tasks': member('custom'),
  stranger: member('owner', 'theirs'),
  agent: person('agent'),
  editor: person('editor'),
  supervisor: person('supervisor'),
  admin: person('admin'),
  visitor: { kind: 'visitor', visitorHash: 'v', locale: 'ru' },
  system: systemViewer('test'),
};
const ours = { customerId: 'mine', askedBy: 'company', status: 'to_do' } as const;
const theirs = { customerId: 'mine', askedBy: 'customer', status: 'to_do' } as const;
const actions: Record<string, (viewer: Viewer) => boolean> = {
  see: (viewer) => canSeeTask(viewer, ours),
  'see all': canSeeAllTasks,
  'complete what the company asks': (viewer) => canMoveTask(viewer, ours, 'complete'),
  'start what the company asks': (viewer) => canMoveTask(viewer, ours, 'start'),
  'cancel what the company asks': (viewer) => canMoveTask(viewer, ours, 'cancel'),
  'cancel what the customer asks': (viewer) => canMoveTask(viewer, theirs, 'cancel'),
  'move the day the company set': (viewer) => canChangeDue(viewer, ours),
  'move the day the customer set': (viewer) => canChangeDue(viewer, theirs),
  'name someone of the customer': (viewer) => canAssign(viewer, ours, 'customer'),
  'name one of our people': (viewer) => canAssign(viewer, ours, 'company'),
};
const customers = [
  'see',
  'complete what the company asks',
  'start what the company asks',
  'cancel what the customer asks',
  'move the day the customer set',
  'name someone of the customer',
];
const people = [
  'see',
  'see all',
  'complete what the company asks',
  'cancel what the company asks',
  'move the day the company set',
  'move the day the customer set',
  'name someone of the customer',
  'name one of our people',
];
const allowed: Record<string, string[]> = {
  owner: customers,
  member: customers,
  agent: people,
  supervisor: people,
  admin: people,
  system: people,
};

describe.each(Object.entries(viewers))('%s', (name, viewer) => {
  it.each(Object.entries(actions))('%s', (action, may) => {
    expect(may(viewer)).toBe(allowed[name]?.includes(action) ?? false);
  });
});
