import { all, answering, at, managing, staff, writing, type Rules } from '../access-roles.ts';

/** The rest of the desk. */
// prettier-ignore
export const deskRules: Rules = {
  'GET desk/notifications/index.astro': { at: at('/desk/notifications'), outcome: staff },
  'GET desk/documents/index.astro': { at: at('/desk/documents'), outcome: answering },
  'GET desk/documents/new.astro': { at: at('/desk/documents/new'), outcome: answering },
  'GET desk/documents/[id]/index.astro': { at: ({ document }) => `/desk/documents/${document}`, outcome: answering },
  'GET desk/documents/quarantine.astro': { at: at('/desk/documents/quarantine'), outcome: answering },
  // Afterwards only our people see it.
  'POST desk/documents/[id]/withdrawal.ts': { at: ({ document }) => `/desk/documents/${document}/withdrawal`, outcome: answering },
  'GET desk/invoices/index.astro': { at: at('/desk/invoices'), outcome: answering },
  'GET desk/invoices/new.astro': { at: at('/desk/invoices/new'), outcome: answering },
  'GET desk/invoices/[number]/index.astro': { at: ({ invoice }) => `/desk/invoices/${invoice}`, outcome: answering },
  'GET desk/invoices/[number]/payments/[id]/refund.astro': { at: ({ paid }) => `/desk/invoices/СЧ-1011/payments/${paid}/refund`, outcome: managing },
  // Not a draft any more: whoever may is sent on to the invoice.
  'GET desk/invoices/[number]/edit.astro': { at: ({ invoice }) => `/desk/invoices/${invoice}/edit`, outcome: answering },
  'GET desk/erasures/index.astro': { at: at('/desk/erasures'), outcome: managing },
  'GET desk/orders/index.astro': { at: at('/desk/orders'), outcome: answering },
  'GET desk/orders/new.astro': { at: at('/desk/orders/new'), outcome: answering },
  'GET desk/orders/[number]/index.astro': { at: ({ order }) => `/desk/orders/${order}`, outcome: answering },
  'GET desk/orders/[number]/shipments/new.astro': { at: ({ order }) => `/desk/orders/${order}/shipments/new`, outcome: answering },
  // Nobody has a shipment of this id.
  'GET desk/orders/[number]/shipments/[id].astro': { at: ({ order, payment }) => `/desk/orders/${order}/shipments/${payment}`, outcome: { ...all('none'), visitor: 'sign-in' } },
  'GET desk/outbox.astro': { at: at('/desk/outbox'), outcome: staff },
  'POST desk/tasks/[id]/files/index.ts': { at: ({ task }) => `/desk/tasks/${task}/files`, outcome: answering },
  'GET desk/tasks/[id]/files/[file].ts': { at: ({ task, taskFile }) => `/desk/tasks/${task}/files/${taskFile}`, outcome: answering },
  'GET desk/news/index.astro': { at: at('/desk/news'), outcome: writing },
  'GET desk/news/new.astro': { at: at('/desk/news/new'), outcome: writing },
  'GET desk/news/[id]/index.astro': { at: ({ news }) => `/desk/news/${news}`, outcome: writing },
  'POST desk/news/[id]/withdrawal.ts': { at: ({ post }) => `/desk/news/${post}/withdrawal`, outcome: writing },
  'GET desk/tasks/index.astro': { at: at('/desk/tasks'), outcome: answering },
  'GET desk/tasks/new.astro': { at: at('/desk/tasks/new'), outcome: answering },
  'GET desk/tasks/[id]/index.astro': { at: ({ task }) => `/desk/tasks/${task}`, outcome: answering },
};
