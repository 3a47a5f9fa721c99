import type { Locale } from '#content/locales.ts';

export const roles = ['customer', 'agent', 'editor', 'supervisor', 'admin'] as const;
export type Role = (typeof roles)[number];
export type StaffRole = Exclude<Role, 'customer'>;
/** `custom` opens the sections that the owner picked. */
export const memberRoles = ['owner', 'accountant', 'member', 'custom'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** Parts of the cabinet that a person may or may not open. The home page and the help are for everyone. */
export const sections = ['invoices', 'documents', 'orders', 'tasks', 'messages', 'news'] as const;
export type Section = (typeof sections)[number];

/** What a company may leave out within its sections. */
export const hideableFields = [
  'invoice.lines',
  'invoice.tax',
  'order.prices',
  'order.steps',
  'order.tracking',
  'customer.manager',
] as const;
export type HideableField = (typeof hideableFields)[number];

/** What a person may do for one customer (the billed party). */
export interface Membership {
  customerId: string;
  customerName: string;
  role: MemberRole;
  /** What the role opens and the company shows, in the order of `sections`. */
  sections: readonly Section[];
  /** What the company does not show to this customer. */
  hiddenFields: readonly HideableField[];
}

/** Someone who is not signed in. `visitorHash` stands for the random cookie that owns their conversations and votes. */
export interface VisitorViewer {
  kind: 'visitor';
  visitorHash: string | null;
  locale: Locale;
}

export interface UserViewer {
  kind: 'user';
  userId: string;
  /** Public id of the session in use. */
  sessionId: string;
  name: string;
  email: string;
  role: Role;
  locale: Locale;
  timeZone: string;
  memberships: Membership[];
  /** The customer the cabinet shows now; null for staff and for people without a company. */
  customerId: string | null;
  /** Set when this browser also talked to us before signing in. */
  visitorHash: string | null;
  /** One of our people looks at a cabinet as its customer sees it: they read, and change nothing. */
  preview: Preview | null;
}

/** Who really looks. The viewer around it is made up: a customer's, with nobody's user id. */
export interface Preview {
  /** Of the look itself, in the log. */
  id: string;
  staffId: string;
  staffName: string;
}

/** The application itself, e.g. a subscriber or a seed. Always says why. */
export interface SystemViewer {
  kind: 'system';
  reason: string;
}

export type Viewer = VisitorViewer | UserViewer | SystemViewer;

export const systemViewer = (reason: string): SystemViewer => ({ kind: 'system', reason });

export const isStaff = (viewer: Viewer): viewer is UserViewer & { role: StaffRole } =>
  viewer.kind === 'user' && viewer.role !== 'customer';

export const isCustomer = (viewer: Viewer): viewer is UserViewer & { role: 'customer' } =>
  viewer.kind === 'user' && viewer.role === 'customer';

/** Who owns a vote or a conversation, as one string; null when the browser has no identity yet. */
export function ownerKey(viewer: Viewer): string | null {
  if (viewer.kind === 'user') return `user:${viewer.userId}`;
  if (viewer.kind === 'visitor' && viewer.visitorHash) return `visitor:${viewer.visitorHash}`;
  return null;
}
