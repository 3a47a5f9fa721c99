import type { Section } from '../identity/index.ts';

/** Where a person may hear of something. */
export const channels = ['cabinet', 'mail', 'digest'] as const;
export type Channel = (typeof channels)[number];

interface Group {
  /** Whose preferences list it. */
  audience: 'customer' | 'staff' | 'both';
  /** Who hears of it: only those who may open this section. Null: it belongs to none. */
  section: Section | null;
  /** What holds until the person chooses: at once what asks for something or cannot wait, in the digest what can. */
  defaults: Record<Channel, boolean>;
  /** Cannot be switched off. */
  locked?: true;
}

const now = { cabinet: true, mail: true, digest: false };
const later = { cabinet: true, mail: false, digest: true };

/** What a person switches on and off together: one row of the preferences, one unsubscribe link. */
export const groups = {
  invoices: { audience: 'customer', section: 'invoices', defaults: now },
  payments: { audience: 'customer', section: 'invoices', defaults: now },
  orders: { audience: 'customer', section: 'orders', defaults: now },
  orderSteps: { audience: 'customer', section: 'orders', defaults: later },
  documents: { audience: 'customer', section: 'documents', defaults: now },
  tasks: { audience: 'customer', section: 'tasks', defaults: now },
  messages: { audience: 'customer', section: null, defaults: now },
  news: { audience: 'customer', section: 'news', defaults: later },
  files: { audience: 'both', section: null, defaults: now },
  people: { audience: 'customer', section: null, defaults: now },
  customerPayments: { audience: 'staff', section: 'invoices', defaults: later },
  customerDocuments: { audience: 'staff', section: 'documents', defaults: later },
  customerTasks: { audience: 'staff', section: 'tasks', defaults: now },
  articles: { audience: 'staff', section: null, defaults: now },
  scenarios: { audience: 'staff', section: null, defaults: now },
  // Its mail is identity's own, which nothing switches off.
  security: { audience: 'both', section: null, defaults: { ...now, mail: false }, locked: true },
} as const satisfies Record<string, Group>;
export type GroupKey = keyof typeof groups;
export const groupKeys = Object.keys(groups) as GroupKey[];
export const groupOf = (key: GroupKey): Group => groups[key];

/** Every kind of notification and the group it is switched with. Its words are `notification.kind.<kind>` and `….text`. */
export const kinds = {
  'invoice.opened': 'invoices',
  'invoice.dueSoon': 'invoices',
  'invoice.overdue': 'invoices',
  'payment.received': 'payments',
  'payment.failed': 'payments',
  'payment.refunded': 'payments',
  'payment.credited': 'payments',
  'order.accepted': 'orders',
  'order.step': 'orderSteps',
  'order.ready': 'orders',
  'order.handedOver': 'orders',
  'order.delivered': 'orders',
  'order.canceled': 'orders',
  'order.delayed': 'orders',
  'document.offered': 'documents',
  'document.version': 'documents',
  'file.cleared': 'files',
  'file.rejected': 'files',
  'task.asked': 'tasks',
  'task.assigned': 'tasks',
  'task.reminder': 'tasks',
  'task.changed': 'tasks',
  'message.posted': 'messages',
  'request.accepted': 'messages',
  'news.published': 'news',
  'member.added': 'people',
  'member.youAdded': 'people',
  'member.invited': 'people',
  'member.removed': 'people',
  'member.youRemoved': 'people',
  'member.roleChanged': 'people',
  'security.password': 'security',
  'security.device': 'security',
  'security.passkeyAdded': 'security',
  'security.passkeyRemoved': 'security',
  'security.appOn': 'security',
  'security.appOff': 'security',
  'security.codes': 'security',
  'security.email': 'security',
  'customer.paid': 'customerPayments',
  'customer.document': 'customerDocuments',
  'customer.taskAsked': 'customerTasks',
  'customer.taskAssigned': 'customerTasks',
  'customer.taskReminder': 'customerTasks',
  'customer.taskChanged': 'customerTasks',
  'article.questioned': 'articles',
  'article.notVerified': 'articles',
  'article.submitted': 'articles',
  'article.returned': 'articles',
  'scenario.submitted': 'scenarios',
  'scenario.returned': 'scenarios',
  'scenario.questioned': 'scenarios',
} as const satisfies Record<string, GroupKey>;
export type Kind = keyof typeof kinds;

export const isKind = (text: string): text is Kind => Object.hasOwn(kinds, text);
export const isGroup = (text: string): text is GroupKey => Object.hasOwn(groups, text);
