import type { APIRequestContext } from '@playwright/test';
import { expect } from '#support/e2e.ts';
import type { Ids } from './access-roles.ts';

/** A browser on one of our own pages. */
export const asPage = { 'sec-fetch-site': 'same-origin', accept: 'text/html' };

/** Well-formed ids that belong to nobody. */
export const nobodys: Ids = {
  customer: crypto.randomUUID(),
  invoice: 'x',
  order: 'x',
  conversation: crypto.randomUUID(),
  payment: crypto.randomUUID(),
  paid: crypto.randomUUID(),
  task: crypto.randomUUID(),
  taskFile: crypto.randomUUID(),
  news: crypto.randomUUID(),
  post: crypto.randomUUID(),
  document: crypto.randomUUID(),
  colleague: crypto.randomUUID(),
  invitation: crypto.randomUUID(),
};

/** An invoice, an order, a payment and a conversation that belong to Marina. */
export async function marinasIds(request: APIRequestContext): Promise<Omit<Ids, 'customer'>> {
  const invoices = await (await request.get('/cabinet/invoices?state=unpaid')).text();
  // Numbers end in digits; the statement and paying together have addresses beside them.
  const invoice = /\/cabinet\/invoices\/([^"/?#]+\d)"/.exec(invoices)?.[1] ?? '';
  const order = /\/cabinet\/orders\/(\d+)"/.exec(await (await request.get('/cabinet/orders')).text())?.[1] ?? '';
  const task = /\/cabinet\/tasks\/([0-9a-f-]{36})"/.exec(await (await request.get('/cabinet/tasks')).text())?.[1] ?? '';
  await request.post(`/cabinet/tasks/${task}/files`, {
    headers: asPage,
    multipart: { files: { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('For the access table') } },
  });
  const taskPage = await (await request.get(`/cabinet/tasks/${task}`)).text();
  const taskFile = new RegExp(`/cabinet/tasks/${task}/files/([0-9a-f-]{36})`).exec(taskPage)?.[1] ?? '';
  // For her segment alone, and one that everybody may lose.
  const allNews = await (await request.get('/cabinet/news')).text();
  const newsOf = (title: string) =>
    new RegExp(`/cabinet/news/([0-9a-f-]{36})"[^>]*>\\s*${title}`).exec(allNews)?.[1] ?? '';
  const [news, post] = [newsOf('Постоянным клиентам'), newsOf('Новые ткани')];
  const documents = await (await request.get('/cabinet/documents?q=2418-М')).text();
  const document = /\/cabinet\/documents\/([0-9a-f-]{36})"/.exec(documents)?.[1] ?? '';
  const begun = await request.post(`/cabinet/invoices/${invoice}/payments`, { headers: asPage, maxRedirects: 0 });
  expect(begun.status(), 'Marina starts a payment').toBe(303);
  const page = await (await request.get(`/cabinet/invoices/${invoice}`)).text();
  const payment = /\/payments\/([0-9a-f-]{36})/.exec(page)?.[1] ?? '';
  const over = await (await request.get('/cabinet/invoices/СЧ-1011')).text();
  const paid = /\/payments\/([0-9a-f-]{36})\/receipt/.exec(over)?.[1] ?? '';
  const started = await request.post('/conversations', {
    headers: { ...asPage, accept: 'application/json' },
    data: { clientId: 'access-table', text: 'Вопрос для таблицы доступа', locale: 'ru' },
  });
  const { id: conversation } = (await started.json()) as { id: string };
  const people = await (await request.get('/cabinet/people')).text();
  const colleague = /\/cabinet\/people\/([0-9a-f-]{36})"[^>]*>\s*Кирилл/.exec(people)?.[1] ?? '';
  const invitation = /\/cabinet\/people\/invitations\/([0-9a-f-]{36})"/.exec(people)?.[1] ?? '';
  const ids = {
    invoice,
    order,
    payment,
    paid,
    conversation,
    task,
    taskFile,
    news,
    post,
    document,
    colleague,
    invitation,
  };
  for (const [name, value] of Object.entries(ids)) {
    expect(value, `an id of Marina's ${name}`).not.toBe('');
  }
  return ids;
}

/** The id of her company, as staff find it. */
export async function marinasCompany(staff: APIRequestContext): Promise<string> {
  const list = await (await staff.get('/desk/customers?q=m.sokolova')).text();
  const id = /\/desk\/customers\/([0-9a-f-]{36})"/.exec(list)?.[1] ?? '';
  expect(id, "an id of Marina's company").not.toBe('');
  return id;
}
