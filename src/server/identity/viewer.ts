import type { Locale } from '#content/locales.ts';

export const roles = ['customer', 'agent', 'editor', 'supervisor', 'admin'] as const;
export type Role = (typeof roles)[number];
export type StaffRole = Exclude<Role, 'customer'>;
export type MemberRole = 'owner' | 'accountant' | 'member';

/** What a person may do for one customer (the billed party). */
export interface Membership {
  customerId: string;
  customerName: string;
  role: MemberRole;
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
