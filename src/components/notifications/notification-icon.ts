import type { IconName } from '#components/ui/icon-name.ts';
import type { GroupKey } from '#server/notifications/index.ts';

export const groupIcons: Record<GroupKey, IconName> = {
  invoices: 'receipt-text',
  payments: 'banknote',
  orders: 'package',
  orderSteps: 'package-check',
  documents: 'file-text',
  tasks: 'list-checks',
  messages: 'messages-square',
  news: 'newspaper',
  files: 'paperclip',
  people: 'users-round',
  customerPayments: 'banknote',
  customerDocuments: 'file-text',
  customerTasks: 'list-checks',
  articles: 'book-open',
  scenarios: 'workflow',
  security: 'shield-check',
};
