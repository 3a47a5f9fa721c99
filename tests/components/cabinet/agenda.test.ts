import { expect, it } from 'vitest';
import { agendaOf, beyondAgenda, type Needs } from '#components/cabinet/agenda.ts';
import type { ListedInvoiceView } from '#server/billing/index.ts';
import type { DocumentSummary } from '#server/documents/index.ts';
import type { NewsSummary } from '#server/news/index.ts';
import type { TaskSummary } from '#server/tasks/index.ts';

const invoice: ListedInvoiceView = {
  number: 'СЧ-1089',
  title: 'Кресла',
  customerId: 'c1',
  orderNumber: null,
  status: 'open',
  state: 'due',
  daysLeft: 3,
  nextDueOn: '2026-11-22',
  currency: 'RUB',
  total: 100_00,
  paid: 0,
  due: 100_00,
  issuedOn: '2026-11-12',
  dueOn: '2026-11-22',
  paidAt: null,
  pending: null,
  payable: true,
};
const overdue: ListedInvoiceView = { ...invoice, number: 'СЧ-1', state: 'overdue', daysLeft: -7 };
const task: TaskSummary = {
  id: 't1',
  customerId: 'c1',
  askedBy: 'company',
  title: 'Согласуйте чертёж',
  status: 'to_do',
  turn: 'customer',
  dueOn: null,
  daysLeft: null,
  overdue: false,
  subject: null,
  assignees: { customer: null, company: null },
  comments: 0,
  createdAt: new Date('2026-11-12T09:00:00Z'),
  updatedAt: new Date('2026-11-12T09:00:00Z'),
};
const late: TaskSummary = {
  ...task,
  id: 't2',
  title: 'Пришлите план',
  dueOn: '2026-11-16',
  daysLeft: -3,
  overdue: true,
};
const document: DocumentSummary = {
  id: 'd1',
  customerId: 'c1',
  kind: 'act',
  title: 'Акт № 318',
  origin: 'company',
  asks: 'signature',
  state: 'waiting_signature',
  subject: null,
  changedAt: new Date('2026-11-17T09:00:00Z'),
  version: 1,
  file: { name: 'act.pdf', mediaType: 'application/pdf', size: 10 },
  answeredAt: null,
  isNew: true,
};
const post = (id: string, title: string): NewsSummary => ({
  id,
  title,
  excerpt: 'Работаем до обеда.',
  locale: 'ru',
  pinned: false,
  publishedAt: new Date('2026-11-16T09:00:00Z'),
  unread: true,
});
const nothing: Needs = {
  invoices: null,
  lateOrders: null,
  tasks: null,
  conversations: null,
  documents: null,
  newDocuments: null,
  news: null,
};
const reading = { locale: 'ru', timeZone: 'Europe/Moscow' } as const;
const all = <T>(...shown: T[]) => ({ shown, total: shown.length });
const titles = (needs: Partial<Needs>) => agendaOf({ ...nothing, ...needs }, reading).map(({ title }) => title);

it('what is overdue comes first, then what will be due, what waits for an answer, what is new', () => {
  const needs = {
    invoices: all(overdue, invoice),
    tasks: all(late, task),
    documents: all(document),
    newDocuments: all({ ...document, id: 'd2', title: 'Смета', asks: 'nothing', state: 'none_needed' } as const),
    news: all(post('n1', 'Склад закрыт')),
  };
  expect(titles(needs)).toEqual([
    'Счёт СЧ-1: Кресла',
    'Пришлите план',
    'Счёт СЧ-1089: Кресла',
    'Акт № 318',
    'Согласуйте чертёж',
    'Смета',
    'Склад закрыт',
  ]);
  const whens = agendaOf({ ...nothing, ...needs }, reading).map(({ when }) => when.replaceAll('\u{a0}', ' '));
  expect(whens).toEqual([
    'просрочен 7 дней',
    'просрочена на 3 дня',
    'через 3 дня',
    'подписать',
    'нужно сделать',
    'новый документ',
    'не прочитано',
  ]);
});

it('sections that are not the reader’s leave nothing, and neither do empty ones', () => {
  expect(titles({})).toEqual([]);
  expect(titles({ invoices: all(), tasks: all(), newDocuments: all(), news: all() })).toEqual([]);
});

it('several new documents are one line, and so is all unread news', () => {
  const news = { shown: [post('n1', 'Склад закрыт'), post('n2', 'Новые ткани')], total: 5 };
  const [line, ...others] = agendaOf({ ...nothing, news }, reading);
  expect(others).toEqual([]);
  expect(line).toMatchObject({ title: '5 непрочитанных новостей', text: 'Последняя: Склад закрыт' });
  const newDocuments = all(document, { ...document, id: 'd2', title: 'Смета' });
  expect(agendaOf({ ...nothing, newDocuments }, reading)).toMatchObject([
    { title: '2 новых документа', href: '/cabinet/documents?show=new' },
  ]);
});

it('what has no room is counted and linked, not lost', () => {
  const needs = { ...nothing, invoices: { shown: [invoice], total: 13 }, tasks: { shown: [task], total: 2 } };
  expect(beyondAgenda(needs, 'ru')).toEqual([
    { label: '12 счетов к оплате', href: '/cabinet/invoices?state=unpaid', count: 12 },
    { label: '1 задача', href: '/cabinet/tasks?state=ours', count: 1 },
  ]);
});

it('an opened payment leaves the due date of an invoice in its place', () => {
  const textOf = (pending: ListedInvoiceView['pending']) =>
    agendaOf({ ...nothing, invoices: all({ ...invoice, pending }) }, reading)[0]?.text ?? '';
  const calm = textOf(null);
  expect(calm).toContain('22');
  const opened = textOf({ paymentId: 'p1', amount: 100_00, startedAt: new Date('2026-11-19T09:00:00Z') });
  expect(opened.startsWith(calm)).toBe(true);
  expect(opened).toContain('не закончена');
});
