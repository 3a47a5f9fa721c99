import {
  admin,
  all,
  answering,
  anyone,
  customer,
  managing,
  only,
  ownConversation,
  staff,
  user,
  writing,
  type Rule,
} from './access-roles.ts';

const at = (path: string) => () => path;
const saying = { clientId: 'access-table-message', text: 'Сообщение для таблицы доступа' };

/** Every route of src/pages and every method it answers. The spec fails when a route is missing here. */
export const rules: Record<string, Rule> = {
  'GET [...locale]/index.astro': { at: at('/'), outcome: anyone },
  'GET [...locale]/help/index.astro': { at: at('/help'), outcome: anyone },
  'GET [...locale]/help/search.astro': { at: at('/help/search?q=оплата'), outcome: anyone },
  'GET [...locale]/help/suggestions.ts': { at: at('/help/suggestions?q=оплата'), outcome: anyone },
  'GET [...locale]/help/feed.xml.ts': { at: at('/help/feed.xml'), outcome: anyone },
  'GET [...locale]/help/og.png.ts': { at: at('/help/og.png'), outcome: anyone },
  'GET [...locale]/help/offline.html.ts': { at: at('/help/offline.html'), outcome: anyone },
  'GET [...locale]/help/[category]/feed.xml.ts': { at: at('/help/payment/feed.xml'), outcome: anyone },
  'GET [...locale]/help/[category]/[article].md.ts': { at: at('/help/payment/pay-invoice.md'), outcome: anyone },
  'GET [...locale]/help/[category]/[article]/og.png.ts': {
    at: at('/help/payment/pay-invoice/og.png'),
    outcome: anyone,
  },
  'GET [...locale]/llms.txt.ts': { at: at('/llms.txt'), outcome: anyone },
  'GET [...locale]/help/[category]/index.astro': { at: at('/help/payment'), outcome: anyone },
  'GET [...locale]/help/[category]/[article]/index.astro': { at: at('/help/payment/pay-invoice'), outcome: anyone },
  'POST [...locale]/help/[category]/[article]/vote.ts': { at: at('/help/payment/pay-invoice/vote'), outcome: anyone },
  // Nobody has a file with this id.
  'GET help/files/[id].ts': { at: at('/help/files/00000000-0000-7000-8000-000000000000'), outcome: all('none') },
  'GET [...locale]/chat/index.astro': { at: at('/chat'), outcome: anyone },
  // Those who answer are sent on to the desk.
  'GET [...locale]/chat/[id].astro': {
    at: ({ conversation }) => `/chat/${conversation}`,
    outcome: { ...ownConversation, kovaleva: 'in', gromov: 'in', admin: 'in' },
  },
  // A link that was never given out looks to everyone like one that has ended.
  'GET [...locale]/i/[token]/index.astro': { at: at('/i/no-such-link'), outcome: all('none') },
  'GET [...locale]/i/[token]/pdf.ts': { at: at('/i/no-such-link/pdf'), outcome: all('none') },
  'POST [...locale]/i/[token]/payments.ts': { at: at('/i/no-such-link/payments'), outcome: all('none') },
  'GET [...locale]/sign-in.astro': { at: at('/sign-in'), outcome: anyone },
  'GET [...locale]/reset-password/index.astro': { at: at('/reset-password'), outcome: anyone },
  'GET [...locale]/reset-password/[token].astro': { at: at('/reset-password/no-such-token'), outcome: all('none') },
  'GET 404.astro': { at: at('/404'), outcome: all('none') },
  'GET styleguide.astro': { at: at('/styleguide'), outcome: anyone },
  'GET robots.txt.ts': { at: at('/robots.txt'), outcome: anyone },
  'GET sitemap.xml.ts': { at: at('/sitemap.xml'), outcome: anyone },
  // There are parts only where one file does not hold everything.
  'GET sitemap-[part].xml.ts': { at: at('/sitemap-1.xml'), outcome: all('none') },
  // Proves itself by a signature instead of a session.
  'POST webhooks/stripe.ts': { at: at('/webhooks/stripe'), outcome: anyone },
  'GET health.ts': { at: at('/health'), outcome: anyone },
  'POST sign-out.ts': { at: at('/sign-out'), outcome: anyone },
  'POST preferences.ts': { at: at('/preferences'), outcome: anyone },
  'GET account/index.astro': { at: at('/account'), outcome: user },
  'GET account/email.astro': { at: at('/account/email'), outcome: user },
  'GET account/sessions/index.astro': { at: at('/account/sessions'), outcome: user },
  'POST account/sessions/end.ts': { at: at('/account/sessions/end'), outcome: user },
  'GET account/security/index.astro': { at: at('/account/security'), outcome: user },
  'GET account/security/app.astro': { at: at('/account/security/app'), outcome: user },
  'GET account/security/codes.astro': { at: at('/account/security/codes'), outcome: user },
  'GET account/data/index.astro': { at: at('/account/data'), outcome: user },
  'POST account/data/export.ts': { at: at('/account/data/export'), outcome: user },
  'POST account/passkeys/index.ts': { at: at('/account/passkeys'), outcome: user },
  'POST account/passkeys/options.ts': { at: at('/account/passkeys/options'), outcome: user },
  // Nobody has a passkey with this id.
  'POST account/passkeys/[id]/removal.ts': {
    at: at('/account/passkeys/00000000-0000-7000-8000-000000000000/removal'),
    outcome: { ...all('none'), visitor: 'sign-in' },
    form: { current: 'whatever' },
  },
  'GET account/companies/[id]/leave.astro': {
    at: ({ customer: whose }) => `/account/companies/${whose}/leave`,
    outcome: only('marina', 'olga'),
  },
  'POST passkey/question.ts': { at: at('/passkey/question'), outcome: anyone },
  'POST passkey/answer.ts': { at: at('/passkey/answer'), outcome: anyone },
  // Whoever has not given a password goes back to the sign-in page; whoever is in goes on.
  'GET [...locale]/sign-in/code.astro': { at: at('/sign-in/code'), outcome: { ...anyone, visitor: 'sign-in' } },
  'GET [...locale]/confirm-email/[token].astro': { at: at('/confirm-email/no-such-token'), outcome: all('none') },
  'GET admin/audit.astro': { at: at('/admin/audit'), outcome: admin },
  'GET admin/company.astro': { at: at('/admin/company'), outcome: admin },
  'GET admin/people.astro': { at: at('/admin/people'), outcome: admin },
  'GET admin/visibility.astro': { at: at('/admin/visibility'), outcome: admin },
  'GET account/notifications/index.astro': { at: at('/account/notifications'), outcome: user },
  'POST account/notifications/read.ts': { at: at('/account/notifications/read'), outcome: user },
  'GET [...locale]/unsubscribe/[token].astro': { at: at('/unsubscribe/no-such-token'), outcome: all('none') },
  'GET cabinet/notifications/index.astro': { at: at('/cabinet/notifications'), outcome: customer },
  'GET desk/notifications/index.astro': { at: at('/desk/notifications'), outcome: staff },
  'GET admin/index.astro': { at: at('/admin'), outcome: admin },
  'GET cabinet/index.astro': { at: at('/cabinet'), outcome: customer },
  'POST cabinet/customer.ts': { at: at('/cabinet/customer'), outcome: customer },
  // Leaves a look at a cabinet: nobody here is in one.
  'POST cabinet/preview.ts': { at: at('/cabinet/preview'), outcome: { ...all('none'), visitor: 'sign-in' } },
  'GET cabinet/search.astro': { at: at('/cabinet/search?q=мебель'), outcome: customer },
  'GET cabinet/invoices/index.astro': { at: at('/cabinet/invoices'), outcome: customer },
  'GET cabinet/invoices/[number]/index.astro': {
    at: ({ invoice }) => `/cabinet/invoices/${invoice}`,
    outcome: only('marina', 'olga'),
  },
  'GET cabinet/invoices/export.ts': { at: at('/cabinet/invoices/export'), outcome: customer },
  'GET cabinet/invoices/statement/index.astro': { at: at('/cabinet/invoices/statement'), outcome: customer },
  'GET cabinet/invoices/statement/pdf.ts': { at: at('/cabinet/invoices/statement/pdf'), outcome: customer },
  'GET cabinet/invoices/statement/csv.ts': { at: at('/cabinet/invoices/statement/csv'), outcome: customer },
  // A paper may also be taken along by those who look after customers.
  'GET cabinet/invoices/[number]/pdf.ts': {
    at: ({ invoice }) => `/cabinet/invoices/${invoice}/pdf`,
    outcome: only('marina', 'olga', 'kovaleva', 'gromov', 'admin'),
  },
  // Shows only what of the named invoices is the reader's own.
  'GET cabinet/invoices/pay.astro': {
    at: ({ invoice }) => `/cabinet/invoices/pay?invoice=${invoice}`,
    outcome: customer,
  },
  'POST cabinet/invoices/[number]/links/index.ts': {
    at: ({ invoice }) => `/cabinet/invoices/${invoice}/links`,
    outcome: only('marina', 'olga'),
    form: { days: '7' },
  },
  // Nobody has a link of this id; whose invoice it is, is asked first.
  'POST cabinet/invoices/[number]/links/[id].ts': {
    at: ({ invoice, payment }) => `/cabinet/invoices/${invoice}/links/${payment}`,
    outcome: { ...all('none'), visitor: 'sign-in' },
  },
  'POST cabinet/invoices/[number]/payments/index.ts': {
    at: ({ invoice }) => `/cabinet/invoices/${invoice}/payments`,
    outcome: only('marina', 'olga'),
  },
  'GET cabinet/invoices/[number]/payments/[id]/index.astro': {
    at: ({ invoice, payment }) => `/cabinet/invoices/${invoice}/payments/${payment}`,
    outcome: only('marina', 'olga'),
  },
  // Marina's payment is not over: it has no receipt yet.
  'GET cabinet/invoices/[number]/payments/[id]/receipt.ts': {
    at: ({ invoice, payment }) => `/cabinet/invoices/${invoice}/payments/${payment}/receipt`,
    outcome: { ...all('none'), visitor: 'sign-in' },
  },
  'GET cabinet/invoices/[number]/payments/[id]/status.ts': {
    at: ({ invoice, payment }) => `/cabinet/invoices/${invoice}/payments/${payment}/status`,
    outcome: only('marina', 'olga'),
  },
  'GET cabinet/orders/index.astro': { at: at('/cabinet/orders'), outcome: only('marina', 'anna') },
  'GET cabinet/orders/export.ts': { at: at('/cabinet/orders/export'), outcome: only('marina', 'anna') },
  'GET cabinet/orders/[number]/index.astro': { at: ({ order }) => `/cabinet/orders/${order}`, outcome: only('marina') },
  'GET cabinet/tasks/index.astro': { at: at('/cabinet/tasks'), outcome: only('marina', 'anna') },
  'GET cabinet/tasks/new.astro': {
    at: ({ order }) => `/cabinet/tasks/new?about=order:${order}`,
    outcome: only('marina'),
  },
  'GET cabinet/tasks/[id]/index.astro': { at: ({ task }) => `/cabinet/tasks/${task}`, outcome: only('marina') },
  'GET cabinet/orders/[number]/repeat.astro': {
    at: ({ order }) => `/cabinet/orders/${order}/repeat`,
    outcome: only('marina'),
  },
  'POST cabinet/orders/[number]/help.ts': {
    at: ({ order }) => `/cabinet/orders/${order}/help`,
    outcome: only('marina'),
    form: { clientId: 'access-table-help', scenario: 'where-is-my-order' },
  },
  'GET cabinet/messages/index.astro': { at: at('/cabinet/messages'), outcome: only('marina', 'anna') },
  'GET cabinet/messages/new.astro': {
    at: ({ order }) => `/cabinet/messages/new?about=order:${order}`,
    outcome: only('marina'),
  },
  'POST cabinet/messages/draft.ts': {
    at: at('/cabinet/messages/draft'),
    outcome: customer,
    form: { text: 'Черновик' },
  },
  'GET cabinet/messages/[id].astro': {
    at: ({ conversation }) => `/cabinet/messages/${conversation}`,
    outcome: only('marina'),
  },
  'POST cabinet/tasks/[id]/files/index.ts': {
    at: ({ task }) => `/cabinet/tasks/${task}/files`,
    outcome: only('marina'),
  },
  'GET cabinet/tasks/[id]/files/[file].ts': {
    at: ({ task, taskFile }) => `/cabinet/tasks/${task}/files/${taskFile}`,
    outcome: only('marina'),
  },
  'GET cabinet/news/index.astro': { at: at('/cabinet/news'), outcome: customer },
  'POST cabinet/news/read.ts': { at: at('/cabinet/news/read'), outcome: customer },
  'GET cabinet/news/[id]/index.astro': { at: ({ news }) => `/cabinet/news/${news}`, outcome: only('marina', 'olga') },
  'POST cabinet/news/[id]/read.ts': { at: ({ news }) => `/cabinet/news/${news}/read`, outcome: only('marina', 'olga') },
  'GET news/feed/[token].xml.ts': { at: at('/news/feed/no-such-token-of-anybody.xml'), outcome: all('none') },
  'GET cabinet/documents/index.astro': { at: at('/cabinet/documents'), outcome: customer },
  'GET cabinet/documents/new.astro': {
    at: ({ order }) => `/cabinet/documents/new?about=order:${order}`,
    // An accountant may send documents, but does not see orders.
    outcome: only('marina'),
  },
  'GET cabinet/documents/[id]/index.astro': {
    at: ({ document }) => `/cabinet/documents/${document}`,
    outcome: only('marina', 'olga'),
  },
  'GET cabinet/documents/[id]/versions/[number]/file.ts': {
    at: ({ document }) => `/cabinet/documents/${document}/versions/1/file`,
    outcome: only('marina', 'olga', 'kovaleva', 'gromov', 'admin'),
  },
  'GET cabinet/documents/[id]/versions/[number]/sheet.ts': {
    at: ({ document }) => `/cabinet/documents/${document}/versions/1/sheet`,
    outcome: only('marina', 'olga', 'kovaleva', 'gromov', 'admin'),
  },
  'GET desk/documents/index.astro': { at: at('/desk/documents'), outcome: answering },
  'GET desk/documents/new.astro': { at: at('/desk/documents/new'), outcome: answering },
  'GET desk/documents/[id]/index.astro': { at: ({ document }) => `/desk/documents/${document}`, outcome: answering },
  'GET desk/documents/quarantine.astro': { at: at('/desk/documents/quarantine'), outcome: answering },
  // Afterwards only our people see it.
  'POST desk/documents/[id]/withdrawal.ts': {
    at: ({ document }) => `/desk/documents/${document}/withdrawal`,
    outcome: answering,
  },
  'POST conversations/index.ts': { at: at('/conversations'), outcome: anyone },
  'GET conversations/[id]/events.ts': {
    at: ({ conversation }) => `/conversations/${conversation}/events`,
    outcome: ownConversation,
  },
  'GET conversations/[id]/fragment.astro': {
    at: ({ conversation }) => `/conversations/${conversation}/fragment?after=0`,
    outcome: ownConversation,
  },
  'GET conversations/[id]/messages.ts': {
    at: ({ conversation }) => `/conversations/${conversation}/messages`,
    outcome: ownConversation,
  },
  'POST conversations/[id]/messages.ts': {
    at: ({ conversation }) => `/conversations/${conversation}/messages`,
    outcome: ownConversation,
    form: saying,
  },
  // Those who answer look on; only the holder's reading counts.
  'POST conversations/[id]/read.ts': {
    at: ({ conversation }) => `/conversations/${conversation}/read`,
    outcome: { ...ownConversation, kovaleva: 'in', gromov: 'in', admin: 'in' },
    form: { upTo: '1' },
  },
  'POST conversations/[id]/files/index.ts': {
    at: ({ conversation }) => `/conversations/${conversation}/files`,
    outcome: only('marina', 'kovaleva', 'gromov', 'admin'),
  },
  // Ids of files mean nothing without a conversation they were sent in.
  'GET conversations/[id]/files/[file].ts': {
    at: ({ conversation }) => `/conversations/${conversation}/files/01890000-0000-7000-8000-000000000000`,
    outcome: all('none'),
  },
  'POST conversations/[id]/draft.ts': {
    at: ({ conversation }) => `/conversations/${conversation}/draft`,
    outcome: only('marina', 'kovaleva', 'gromov', 'admin'),
    form: { text: 'Черновик' },
  },
  'GET conversations/[id]/transcript.ts': {
    at: ({ conversation }) => `/conversations/${conversation}/transcript`,
    outcome: ownConversation,
  },
  'GET desk/index.astro': { at: at('/desk'), outcome: answering },
  'GET desk/customers/index.astro': { at: at('/desk/customers?q=север'), outcome: answering },
  'GET desk/customers/export.ts': { at: at('/desk/customers/export'), outcome: answering },
  'GET desk/customers/new.astro': { at: at('/desk/customers/new'), outcome: managing },
  'GET desk/customers/[id]/index.astro': {
    at: ({ customer }) => `/desk/customers/${customer}`,
    outcome: answering,
  },
  'GET desk/customers/[id]/messages.astro': {
    at: ({ customer }) => `/desk/customers/${customer}/messages`,
    outcome: answering,
  },
  // Without saying as whom: the look itself would close the desk for what is asked next.
  'POST desk/customers/[id]/preview.ts': {
    at: ({ customer }) => `/desk/customers/${customer}/preview`,
    outcome: answering,
  },
  'GET desk/customers/[id]/people/index.astro': {
    at: ({ customer }) => `/desk/customers/${customer}/people`,
    outcome: answering,
  },
  'GET desk/customers/[id]/people/[person].astro': {
    at: ({ customer, colleague }) => `/desk/customers/${customer}/people/${colleague}`,
    outcome: managing,
  },
  'GET desk/customers/[id]/settings.astro': {
    at: ({ customer }) => `/desk/customers/${customer}/settings`,
    outcome: managing,
  },
  'GET desk/invoices/index.astro': { at: at('/desk/invoices'), outcome: answering },
  'GET desk/invoices/new.astro': { at: at('/desk/invoices/new'), outcome: answering },
  'GET desk/invoices/[number]/index.astro': {
    at: ({ invoice }) => `/desk/invoices/${invoice}`,
    outcome: answering,
  },
  'GET desk/invoices/[number]/payments/[id]/refund.astro': {
    at: ({ paid }) => `/desk/invoices/СЧ-1011/payments/${paid}/refund`,
    outcome: managing,
  },
  // Not a draft any more: whoever may is sent on to the invoice.
  'GET desk/invoices/[number]/edit.astro': {
    at: ({ invoice }) => `/desk/invoices/${invoice}/edit`,
    outcome: answering,
  },
  'GET desk/erasures/index.astro': { at: at('/desk/erasures'), outcome: managing },
  'GET desk/orders/index.astro': { at: at('/desk/orders'), outcome: answering },
  'GET desk/orders/new.astro': { at: at('/desk/orders/new'), outcome: answering },
  'GET desk/orders/[number]/index.astro': { at: ({ order }) => `/desk/orders/${order}`, outcome: answering },
  'GET desk/orders/[number]/shipments/new.astro': {
    at: ({ order }) => `/desk/orders/${order}/shipments/new`,
    outcome: answering,
  },
  // Nobody has a shipment of this id.
  'GET desk/orders/[number]/shipments/[id].astro': {
    at: ({ order, payment }) => `/desk/orders/${order}/shipments/${payment}`,
    outcome: { ...all('none'), visitor: 'sign-in' },
  },
  'GET desk/outbox.astro': { at: at('/desk/outbox'), outcome: staff },
  'GET desk/events.ts': { at: at('/desk/events'), outcome: answering },
  'GET desk/fragment.astro': { at: at('/desk/fragment'), outcome: answering },
  'POST desk/tasks/[id]/files/index.ts': {
    at: ({ task }) => `/desk/tasks/${task}/files`,
    outcome: answering,
  },
  'GET desk/tasks/[id]/files/[file].ts': {
    at: ({ task, taskFile }) => `/desk/tasks/${task}/files/${taskFile}`,
    outcome: answering,
  },
  'GET desk/articles/[key]/settings.astro': { at: at('/desk/articles/pay-invoice/settings'), outcome: writing },
  // No form is sent along: whoever may is told that no file came.
  'POST desk/articles/[key]/files/index.ts': { at: at('/desk/articles/pay-invoice/files'), outcome: writing },
  'POST desk/articles/[key]/files/removal.ts': {
    at: at('/desk/articles/pay-invoice/files/removal'),
    outcome: { ...all('none'), visitor: 'sign-in' },
    form: { file: '00000000-0000-7000-8000-000000000000' },
  },
  'GET desk/articles/blocks/index.astro': { at: at('/desk/articles/blocks'), outcome: writing },
  'GET desk/articles/blocks/new.astro': { at: at('/desk/articles/blocks/new'), outcome: writing },
  'GET desk/articles/blocks/[key].astro': {
    at: at('/desk/articles/blocks/no-such-block'),
    outcome: { ...all('none'), visitor: 'sign-in' },
  },
  'GET desk/articles/categories/index.astro': { at: at('/desk/articles/categories'), outcome: writing },
  'GET desk/articles/categories/new.astro': { at: at('/desk/articles/categories/new'), outcome: writing },
  'GET desk/articles/categories/[id]/index.astro': { at: at('/desk/articles/categories/payment'), outcome: writing },
  'POST desk/articles/categories/[id]/place.ts': {
    at: at('/desk/articles/categories/payment/place'),
    outcome: writing,
    form: { to: 'up' },
  },
  'GET desk/news/index.astro': { at: at('/desk/news'), outcome: writing },
  'GET desk/news/new.astro': { at: at('/desk/news/new'), outcome: writing },
  'GET desk/news/[id]/index.astro': { at: ({ news }) => `/desk/news/${news}`, outcome: writing },
  'POST desk/news/[id]/withdrawal.ts': { at: ({ post }) => `/desk/news/${post}/withdrawal`, outcome: writing },
  'GET desk/articles/index.astro': { at: at('/desk/articles'), outcome: writing },
  'GET desk/articles/new.astro': { at: at('/desk/articles/new'), outcome: writing },
  'GET desk/articles/[key]/[locale]/index.astro': { at: at('/desk/articles/pay-invoice/ru'), outcome: writing },
  'GET desk/articles/[key]/[locale]/history.astro': {
    at: at('/desk/articles/pay-invoice/ru/history'),
    outcome: writing,
  },
  'GET desk/articles/[key]/[locale]/translation.astro': {
    at: at('/desk/articles/add-items/en/translation'),
    outcome: writing,
  },
  // Begins nothing: there is one already.
  'POST desk/articles/[key]/[locale]/act.ts': {
    at: at('/desk/articles/pay-invoice/ru/act'),
    outcome: writing,
    form: { act: 'translate' },
  },
  'POST desk/articles/[key]/[locale]/autosave.ts': {
    at: at('/desk/articles/pay-invoice/ru/autosave'),
    outcome: writing,
    form: { title: 'Как оплатить счёт' },
  },
  'GET desk/help/searches/index.astro': { at: at('/desk/help/searches'), outcome: staff },
  'GET desk/help/searches/group.astro': {
    at: at('/desk/help/searches/group?q=утилизация+старой+мебели&language=ru'),
    outcome: staff,
  },
  'GET desk/help/articles/index.astro': { at: at('/desk/help/articles'), outcome: staff },
  'GET desk/help/articles/export.ts': { at: at('/desk/help/articles/export'), outcome: staff },
  'GET desk/help/feedback/index.astro': { at: at('/desk/help/feedback'), outcome: staff },
  'GET desk/help/feedback/[key]/[locale].astro': { at: at('/desk/help/feedback/pay-invoice/ru'), outcome: staff },
  'GET desk/help/conversations/[id].astro': {
    at: ({ conversation }) => `/desk/help/conversations/${conversation}`,
    outcome: answering,
  },
  'GET desk/tasks/index.astro': { at: at('/desk/tasks'), outcome: answering },
  'GET desk/tasks/new.astro': { at: at('/desk/tasks/new'), outcome: answering },
  'GET desk/tasks/[id]/index.astro': { at: ({ task }) => `/desk/tasks/${task}`, outcome: answering },
  'GET desk/conversations/[id]/index.astro': {
    at: ({ conversation }) => `/desk/conversations/${conversation}`,
    outcome: answering,
  },
  'POST desk/conversations/[id]/assignment.ts': {
    at: ({ conversation }) => `/desk/conversations/${conversation}/assignment`,
    outcome: answering,
  },
  'POST desk/conversations/[id]/messages.ts': {
    at: ({ conversation }) => `/desk/conversations/${conversation}/messages`,
    outcome: answering,
    form: saying,
  },
  'POST desk/conversations/[id]/notes.ts': {
    at: ({ conversation }) => `/desk/conversations/${conversation}/notes`,
    outcome: answering,
    form: saying,
  },
  'POST desk/conversations/[id]/resolution.ts': {
    at: ({ conversation }) => `/desk/conversations/${conversation}/resolution`,
    outcome: answering,
  },
  'GET [...locale]/invitation/[token].astro': { at: at('/invitation/no-such-token'), outcome: all('none') },
  'GET cabinet/people/index.astro': { at: at('/cabinet/people'), outcome: only('marina', 'anna') },
  'GET cabinet/people/[id]/index.astro': {
    at: ({ colleague }) => `/cabinet/people/${colleague}`,
    outcome: only('marina'),
  },
  'POST cabinet/people/[id]/removal.ts': {
    at: ({ colleague }) => `/cabinet/people/${colleague}/removal`,
    outcome: only('marina'),
    form: ({ customer: whose }) => ({ customer: whose }),
  },
  'POST cabinet/people/invitations/[id].ts': {
    at: ({ invitation }) => `/cabinet/people/invitations/${invitation}`,
    outcome: only('marina'),
    form: ({ customer: whose }) => ({ customer: whose, act: 'resend' }),
  },
};
