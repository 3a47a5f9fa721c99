import type { IconName } from '../ui/icon-name.ts';
import { addresses } from './addresses.ts';
import type { CabinetSection, DeskSection, PresenceState } from './shell.ts';

interface Section<Key extends string> {
  key: Key;
  href: string;
  icon: IconName;
}

const cabinetIcons: Record<CabinetSection, IconName> = {
  home: 'house',
  invoices: 'receipt-text',
  orders: 'package',
  documents: 'file-text',
  tasks: 'list-checks',
  messages: 'messages-square',
  news: 'newspaper',
  people: 'users-round',
};

/** Sections of the cabinet in the order of the navigation. */
export const cabinetSections: readonly Section<CabinetSection>[] = Object.entries(cabinetIcons).map(([name, icon]) => {
  const key = name as CabinetSection;
  return { key, icon, href: addresses.cabinet[key] };
});

export const deskIcons: Record<DeskSection, IconName> = {
  conversations: 'messages-square',
  customers: 'building-2',
  orders: 'package',
  invoices: 'receipt-text',
  documents: 'file-text',
  tasks: 'list-checks',
  news: 'newspaper',
  reports: 'chart-column',
  articles: 'book-open',
  help: 'search',
  scenarios: 'workflow',
  outbox: 'mail',
  settings: 'settings',
};

/** How a state of presence is marked beside its word. */
export const presenceStates: Record<PresenceState, { tone?: 'positive' | 'warning'; icon?: IconName }> = {
  available: { tone: 'positive' },
  busy: { tone: 'warning' },
  break: { icon: 'coffee' },
  training: { icon: 'graduation-cap' },
  offline: {},
};
