import { addresses } from '../layouts/addresses.ts';

/** What a person may look after about themselves, each at an address of its own. */
export const accountTabs = [
  { key: 'profile', href: addresses.account },
  { key: 'security', href: addresses.security },
  { key: 'sessions', href: addresses.sessions },
  { key: 'notifications', href: addresses.notifications },
  { key: 'data', href: addresses.myData },
] as const;
export type AccountTab = (typeof accountTabs)[number]['key'];
