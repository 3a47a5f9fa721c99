import { all, at, customer, only, type Rules } from '../access-roles.ts';

/** The customer’s side. */
// prettier-ignore
export const cabinetRules: Rules = {
  // A link that was never given out looks to everyone like one that has ended.
  'GET [...locale]/i/[token]/index.astro': { at: at('/i/no-such-link'), outcome: all('none') },
  'GET [...locale]/i/[token]/pdf.ts': { at: at('/i/no-such-link/pdf'), outcome: all('none') },
  'POST [...locale]/i/[token]/payments.ts': { at: at('/i/no-such-link/payments'), outcome: all('none') },
  'GET cabinet/notifications/index.astro': { at: at('/cabinet/notifications'), outcome: customer },
  'GET cabinet/index.astro': { at: at('/cabinet'), outcome: customer },
  'POST cabinet/customer.ts': { at: at('/cabinet/customer'), outcome: customer },
  // Leaves a look at a cabinet: nobody here is in one.
  'POST cabinet/preview.ts': { at: at('/cabinet/preview'), outcome: { ...all('none'), visitor: 'sign-in' } },
  'GET cabinet/search.astro': { at: at('/cabinet/search?q=мебель'), outcome: customer },
  'GET cabinet/invoices/index.astro': { at: at('/cabinet/invoices'), outcome: customer },
  'GET cabinet/invoices/[number]/index.astro': { at: ({ invoice }) => `/cabinet/invoices/${invoice}`, outcome: only('marina', 'olga') },
  'GET cabinet/invoices/export.ts': { at: at('/cabinet/invoices/export'), outcome: customer },
  'GET cabinet/invoices/statement/index.astro': { at: at('/cabinet/invoices/statement'), outcome: customer },
  'GET cabinet/invoices/statement/pdf.ts': { at: at('/cabinet/invoices/statement/pdf'), outcome: customer },
  'GET cabinet/invoices/statement/csv.ts': { at: at('/cabinet/invoices/statement/csv'), outcome: customer },
  // A paper may also be taken along by those who look after customers.
  'GET cabinet/invoices/[number]/pdf.ts': { at: ({ invoice }) => `/cabinet/invoices/${invoice}/pdf`, outcome: only('marina', 'olga', 'kovaleva', 'gromov', 'admin') },
  // Shows only what of the named invoices is the reader's own.
  'GET cabinet/invoices/pay.astro': { at: ({ invoice }) => `/cabinet/invoices/pay?invoice=${invoice}`, outcome: customer },
  'POST cabinet/invoices/[number]/links/index.ts': { at: ({ invoice }) => `/cabinet/invoices/${invoice}/links`, outcome: only('marina', 'olga'), form: { days: '7' } },
  // Nobody has a link of this id; whose invoice it is, is asked first.
  'POST cabinet/invoices/[number]/links/[id].ts': { at: ({ invoice, payment }) => `/cabinet/invoices/${invoice}/links/${payment}`, outcome: { ...all('none'), visitor: 'sign-in' } },
  'POST cabinet/invoices/[number]/payments/index.ts': { at: ({ invoice }) => `/cabinet/invoices/${invoice}/payments`, outcome: only('marina', 'olga') },
  'GET cabinet/invoices/[number]/payments/[id]/index.astro': { at: ({ invoice, payment }) => `/cabinet/invoices/${invoice}/payments/${payment}`, outcome: only('marina', 'olga') },
  // Marina's payment is not over: it has no receipt yet.
  'GET cabinet/invoices/[number]/payments/[id]/receipt.ts': { at: ({ invoice, payment }) => `/cabinet/invoices/${invoice}/payments/${payment}/receipt`, outcome: { ...all('none'), visitor: 'sign-in' } },
  'GET cabinet/invoices/[number]/payments/[id]/status.ts': { at: ({ invoice, payment }) => `/cabinet/invoices/${invoice}/payments/${payment}/status`, outcome: only('marina', 'olga') },
  'GET cabinet/orders/index.astro': { at: at('/cabinet/orders'), outcome: only('marina', 'anna') },
  'GET cabinet/orders/export.ts': { at: at('/cabinet/orders/export'), outcome: only('marina', 'anna') },
  'GET cabinet/orders/[number]/index.astro': { at: ({ order }) => `/cabinet/orders/${order}`, outcome: only('marina') },
  'GET cabinet/tasks/index.astro': { at: at('/cabinet/tasks'), outcome: only('marina', 'anna') },
  'GET cabinet/tasks/new.astro': { at: ({ order }) => `/cabinet/tasks/new?about=order:${order}`, outcome: only('marina') },
  'GET cabinet/tasks/[id]/index.astro': { at: ({ task }) => `/cabinet/tasks/${task}`, outcome: only('marina') },
  'GET cabinet/orders/[number]/repeat.astro': { at: ({ order }) => `/cabinet/orders/${order}/repeat`, outcome: only('marina') },
  'POST cabinet/orders/[number]/help.ts': { at: ({ order }) => `/cabinet/orders/${order}/help`, outcome: only('marina'), form: { clientId: 'access-table-help', scenario: 'where-is-my-order' } },
  'GET cabinet/messages/index.astro': { at: at('/cabinet/messages'), outcome: only('marina', 'anna') },
  'GET cabinet/messages/new.astro': { at: ({ order }) => `/cabinet/messages/new?about=order:${order}`, outcome: only('marina') },
  'POST cabinet/messages/draft.ts': { at: at('/cabinet/messages/draft'), outcome: customer, form: { text: 'Черновик' } },
  'GET cabinet/messages/[id].astro': { at: ({ conversation }) => `/cabinet/messages/${conversation}`, outcome: only('marina') },
  'POST cabinet/tasks/[id]/files/index.ts': { at: ({ task }) => `/cabinet/tasks/${task}/files`, outcome: only('marina') },
  'GET cabinet/tasks/[id]/files/[file].ts': { at: ({ task, taskFile }) => `/cabinet/tasks/${task}/files/${taskFile}`, outcome: only('marina') },
  'GET cabinet/news/index.astro': { at: at('/cabinet/news'), outcome: customer },
  'POST cabinet/news/read.ts': { at: at('/cabinet/news/read'), outcome: customer },
  'GET cabinet/news/[id]/index.astro': { at: ({ news }) => `/cabinet/news/${news}`, outcome: only('marina', 'olga') },
  'POST cabinet/news/[id]/read.ts': { at: ({ news }) => `/cabinet/news/${news}/read`, outcome: only('marina', 'olga') },
  'GET news/feed/[token].xml.ts': { at: at('/news/feed/no-such-token-of-anybody.xml'), outcome: all('none') },
  'GET cabinet/documents/index.astro': { at: at('/cabinet/documents'), outcome: customer },
  // An accountant may send documents, but does not see orders.
  'GET cabinet/documents/new.astro': { at: ({ order }) => `/cabinet/documents/new?about=order:${order}`, outcome: only('marina') },
  'GET cabinet/documents/[id]/index.astro': { at: ({ document }) => `/cabinet/documents/${document}`, outcome: only('marina', 'olga') },
  'GET cabinet/documents/[id]/versions/[number]/file.ts': { at: ({ document }) => `/cabinet/documents/${document}/versions/1/file`, outcome: only('marina', 'olga', 'kovaleva', 'gromov', 'admin') },
  'GET cabinet/documents/[id]/versions/[number]/sheet.ts': { at: ({ document }) => `/cabinet/documents/${document}/versions/1/sheet`, outcome: only('marina', 'olga', 'kovaleva', 'gromov', 'admin') },
};
