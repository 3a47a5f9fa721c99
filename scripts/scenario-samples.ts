import type { Item, LookUpName, Scene, Value } from '../src/server/scenarios/index.ts';

const day = (today: string, count: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

/** What look-ups find when a scenario is walked without the data of an installation. Invented, and said to be. */
export function sampleFor(lookUp: LookUpName, today: string): Value {
  const order = (fields: Item): Item => ({
    number: '2418',
    title: 'Переговорная «Совет»',
    stage: 'production',
    promisedOn: day(today, 1),
    expectedOn: day(today, 8),
    late: true,
    overdue: false,
    daysLate: 7,
    delayReason: 'шпон пришёл позже',
    stepName: 'Сборка',
    carrier: null,
    changeable: false,
    freeReschedule: true,
    rescheduleUntil: day(today, 6),
    path: '/cabinet/orders/2418',
    ...fields,
  });
  const invoice: Item = {
    number: '1042',
    title: 'Предоплата 50 %',
    state: 'unpaid',
    total: { amount: 12_345_600, currency: 'RUB' },
    left: { amount: 12_345_600, currency: 'RUB' },
    issuedOn: day(today, -9),
    dueOn: day(today, -2),
    overdue: true,
    daysOverdue: 2,
    paidOn: null,
    path: '/cabinet/invoices/1042',
  };
  const document = { id: 'd1', title: 'Договор № 77', kind: 'contract', waiting: true, changedOn: day(today, -3) };
  const task = { id: 't1', title: 'Согласовать чертежи', state: 'waiting', dueOn: day(today, 2), overdue: false };
  const second = { number: '2390', title: 'Стойка ресепшен', stage: 'delivered', late: false, daysLate: 0 };
  const samples: Record<LookUpName, Value> = {
    'orders.current': [order({}), order({ ...second, stage: 'ready' })],
    'orders.all': [order({}), order(second)],
    'invoices.unpaid': [invoice],
    'invoices.recent': [invoice, { ...invoice, number: '1040', state: 'paid', paidOn: day(today, -20) }],
    'documents.recent': [{ ...document, path: '/cabinet/documents/d1' }],
    'tasks.open': [{ ...task, path: '/cabinet/tasks/t1' }],
    'order.fresh': order({}),
    'invoice.fresh': invoice,
  };
  return samples[lookUp];
}

/** What comes of an act that was only said to be done. */
export const sampleDone: Item = {
  id: 'sample',
  number: '5-900',
  title: 'Sample',
  state: 'underWay',
  amount: { amount: 12_345_600, currency: 'RUB' },
  url: 'https://pay.example/1',
  path: '/chat/sample',
};

/** Somebody to walk as, without the data of an installation. */
export function sampleScene(who: 'customer' | 'visitor', locale: Scene['locale'], today: string): Scene {
  const customer = who === 'customer';
  return {
    locale,
    timeZone: 'Europe/Moscow',
    origin: 'https://help.example',
    today,
    person: {
      signedIn: customer,
      name: customer ? 'Марина Соколова' : null,
      email: customer ? 'm.sokolova@sever.example' : null,
      phone: customer ? '+74951234567' : null,
      role: customer ? 'owner' : null,
    },
    customer: {
      name: customer ? 'ООО «Северный ветер»' : null,
      kind: customer ? 'company' : null,
      segments: customer ? ['постоянные'] : [],
    },
    company: { opensAt: null },
  };
}
