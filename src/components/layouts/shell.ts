import type { Locale } from '#content/locales.ts';
import type { GroupKey } from '#server/notifications/index.ts';

/** What every page frame needs to know about the request. The server fills it; layouts only draw it. */
export interface Shell {
  locale: Locale;
  /** This page's path and query, to come back to after a change of language or theme. */
  path: string;
  /** Scheme and host from configuration, e.g. `https://help.example`: canonical and alternate links are absolute. */
  origin: string;
  /** The same page in each language. `null` where the language is a preference, not part of the address. */
  alternates: Readonly<Record<Locale, string>> | null;
  /** What the reader chose; `null` follows their system. */
  theme: Theme | null;
  viewer: ShellViewer | null;
  brand: Brand;
  /** A demonstration: says so, and shows links to /styleguide. */
  demo: boolean;
  /** Said once after a form was handled and the browser redirected. */
  flash: Flash | null;
  /** One of our people looks at a cabinet as its customer sees it; null for everyone else. */
  preview: ShellPreview | null;
  /** Single-key shortcuts; a person may switch them off. */
  shortcuts: boolean;
  /** What the person was told lately; null where nobody is signed in, and while our people look at a cabinet. */
  bell: Bell | null;
}

export interface Bell {
  unread: number;
  latest: readonly {
    id: string;
    group: GroupKey;
    title: string;
    customerName: string | null;
    createdAt: Date;
    unread: boolean;
  }[];
  timeZone: string;
}

export interface ShellPreview {
  customer: string;
  role: 'owner' | 'accountant' | 'member' | 'custom';
}

export type Theme = 'light' | 'dark';

export interface ShellViewer {
  name: string;
  /** One or two letters for the avatar. */
  initials: string;
  email: string;
  role: 'customer' | 'agent' | 'editor' | 'supervisor' | 'admin';
}

/** The company whose customers are helped here; comes from settings. */
export interface Brand {
  name: string;
  /** Said in the footer, in the page's language: legal form, name, what it does. */
  legal: string;
  taxId: string | null;
  /** As people read it; `tel:` links take the digits. */
  phone: string | null;
  email: string;
  /** When people answer, in the page's language, e.g. «пн–пт 9:00–20:00». */
  hours: string;
  /** Address of a style sheet that sets `--accent…`; `null` keeps the built-in accent. */
  stylesheet: string | null;
  /** Address of the company's sign; `null` draws ours. */
  logo: string | null;
}

export interface Flash {
  tone: 'positive' | 'warning' | 'danger' | 'info';
  text: string;
}

/** The customer's side: whose cabinet it is, and what waits in each section. */
export interface CabinetShell extends Shell {
  viewer: ShellViewer;
  /** Everyone this person acts for; exactly one is current. */
  customers: readonly CustomerChoice[];
  counts: Partial<Record<CabinetSection, SectionCount>>;
  /** What this person may open, as the server decided. */
  sections: readonly CabinetSection[];
}

export type CabinetSection = 'home' | 'invoices' | 'orders' | 'documents' | 'tasks' | 'messages' | 'news' | 'people';

export interface SectionCount {
  count: number;
  /** Said to screen readers after the number, e.g. «счета ждут оплаты». */
  label: string;
  /** Something there is late. */
  urgent?: boolean | undefined;
}

export interface CustomerChoice {
  id: string;
  name: string;
  /** Role there, and what waits, e.g. «бухгалтер · 2 счёта ждут оплаты». */
  detail: string;
  kind: 'company' | 'person';
  current: boolean;
}

/** The staff's side. */
export interface DeskShell extends Shell {
  viewer: ShellViewer;
  /** Sections this person may open, in order. */
  sections: readonly DeskSection[];
  /** Shown for those who take conversations. */
  presence: Presence | null;
}

export type DeskSection =
  | 'conversations'
  | 'customers'
  | 'orders'
  | 'invoices'
  | 'documents'
  | 'tasks'
  | 'news'
  | 'reports'
  | 'articles'
  | 'help'
  | 'scenarios'
  | 'outbox'
  | 'settings';

export interface Presence {
  state: PresenceState;
  /** Since when, e.g. «2 ч 14 мин». */
  since: string;
  /** What they hold, e.g. «Разговоров: 4 из 5». */
  load: string;
}

export type PresenceState = 'available' | 'busy' | 'break' | 'training' | 'offline';
