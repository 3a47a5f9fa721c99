import { localePath, type Locale } from '#content/locales.ts';
import type { Role } from '#server/identity/index.ts';

/** Addresses that page frames link to. Public ones carry the language. */
export const addresses = {
  home: (locale: Locale) => localePath(locale, '/'),
  help: (locale: Locale) => localePath(locale, '/help'),
  search: (locale: Locale) => localePath(locale, '/help/search'),
  assistant: (locale: Locale) => localePath(locale, '/chat'),
  signIn: (locale: Locale) => localePath(locale, '/sign-in'),
  signOut: '/sign-out',
  preferences: '/preferences',
  styleguide: '/styleguide',
  account: '/account',
  security: '/account/security',
  codeApp: '/account/security/app',
  recoveryCodes: '/account/security/codes',
  sessions: '/account/sessions',
  notifications: '/account/notifications',
  myData: '/account/data',
  customer: '/cabinet/customer',
  leavePreview: '/cabinet/preview',
  /** Goes straight to an invoice or an order by its number; everything else is looked up in the help center. */
  searchCabinet: '/cabinet/search',
  presence: '/desk/presence',
  cabinet: {
    home: '/cabinet',
    invoices: '/cabinet/invoices',
    orders: '/cabinet/orders',
    documents: '/cabinet/documents',
    tasks: '/cabinet/tasks',
    messages: '/cabinet/messages',
    news: '/cabinet/news',
    people: '/cabinet/people',
  },
  desk: {
    conversations: '/desk',
    customers: '/desk/customers',
    orders: '/desk/orders',
    invoices: '/desk/invoices',
    documents: '/desk/documents',
    tasks: '/desk/tasks',
    news: '/desk/news',
    reports: '/desk/reports',
    articles: '/desk/articles',
    help: '/desk/help/searches',
    scenarios: '/desk/scenarios',
    outbox: '/desk/outbox',
    settings: '/admin',
  },
} as const;

/** Where a person lands after signing in: editors write and answer no one, so the queue is not theirs. */
export function homeOf(role: Role): string {
  if (role === 'customer') return addresses.cabinet.home;
  return role === 'editor' ? addresses.desk.articles : addresses.desk.conversations;
}

/** `+7 495 000-24-18` → `tel:+74950002418` */
export const telephone = (phone: string): string => `tel:${phone.replaceAll(/[^+\d]/g, '')}`;
