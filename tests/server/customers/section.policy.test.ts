import { describe, expect, it } from 'vitest';
import { canOpenSection, canSeeField, sectionsOfRole } from '#server/customers/index.ts';
import { canManageInvoices, canPayInvoice, canSeeInvoice } from '#server/billing/index.ts';
import { canRecordOrders, canSeeOrder } from '#server/orders/index.ts';
import {
  sections,
  systemViewer,
  type MemberRole,
  type Role,
  type UserViewer,
  type Viewer,
} from '#server/identity/index.ts';

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
    {
      customerId,
      customerName: 'Mine',
      role,
      sections: sectionsOfRole(role, ['documents', 'news']),
      hiddenFields: ['order.prices'],
    },
  ]);

const viewers: Record<string, Viewer> = {
  owner: member('owner'),
  accountant: member('accountant'),
  member: member('member'),
  stranger: member('owner', 'theirs'),
  'customer without a company': person('customer'),
  agent: person('agent'),
  editor: person('editor'),
  supervisor: person('supervisor'),
  admin: person('admin'),
  visitor: { kind: 'visitor', visitorHash: 'v', locale: 'ru' },
  system: systemViewer('test'),
};

const invoice = { customerId: 'mine', status: 'open' as const, due: 100 };
const actions: Record<string, (viewer: Viewer) => boolean> = {
  'see invoices': (viewer) => canSeeInvoice(viewer, invoice),
  'see a draft': (viewer) => canSeeInvoice(viewer, { ...invoice, status: 'draft' }),
  'pay an invoice': (viewer) => canPayInvoice(viewer, invoice),
  'issue invoices': canManageInvoices,
  'see orders': (viewer) => canSeeOrder(viewer, { customerId: 'mine' }),
  'record orders': canRecordOrders,
};

const allowed: Record<string, string[]> = {
  owner: ['see invoices', 'pay an invoice', 'see orders'],
  accountant: ['see invoices', 'pay an invoice'],
  member: ['see orders'],
  stranger: [],
  'customer without a company': [],
  agent: ['see invoices', 'see a draft', 'issue invoices', 'see orders', 'record orders'],
  editor: [],
  supervisor: ['see invoices', 'see a draft', 'issue invoices', 'see orders', 'record orders'],
  admin: ['see invoices', 'see a draft', 'issue invoices', 'see orders', 'record orders'],
  visitor: [],
  system: ['see invoices', 'see a draft', 'issue invoices', 'see orders', 'record orders'],
};

describe.each(Object.entries(viewers))('%s', (name, viewer) => {
  it.each(Object.entries(actions))('%s', (action, may) => {
    expect(may(viewer)).toBe(allowed[name]?.includes(action));
  });
});

describe('the sections of the cabinet', () => {
  const open: Record<MemberRole, string[]> = {
    owner: ['invoices', 'documents', 'orders', 'tasks', 'messages', 'news'],
    accountant: ['invoices', 'documents', 'news'],
    member: ['orders', 'tasks', 'messages', 'news'],
    custom: ['documents', 'news'],
  };
  it.each(Object.entries(open))('%s opens %j', (role, expected) => {
    const viewer = member(role as MemberRole);
    expect(sections.filter((section) => canOpenSection(viewer, 'mine', section))).toEqual(expected);
    expect(sections.filter((section) => canOpenSection(viewer, 'theirs', section))).toEqual([]);
  });
});

it('nobody pays an invoice that is not open or has nothing due', () => {
  for (const status of ['draft', 'paid', 'void', 'uncollectible'] as const) {
    expect(canPayInvoice(member('owner'), { ...invoice, status })).toBe(false);
  }
  expect(canPayInvoice(member('owner'), { ...invoice, due: 0 })).toBe(false);
});

it('a detail the company hides is hidden from the customer alone', () => {
  const mine = member('owner');
  expect(canSeeField(mine, 'mine', 'order.prices')).toBe(false);
  expect(canSeeField(mine, 'mine', 'order.steps')).toBe(true);
  expect(canSeeField(mine, 'theirs', 'order.steps')).toBe(false);
  expect(canSeeField(person('agent'), 'mine', 'order.prices')).toBe(true);
  expect(canSeeField({ kind: 'visitor', visitorHash: 'v', locale: 'ru' }, 'mine', 'order.steps')).toBe(false);
});
