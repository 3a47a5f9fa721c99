import type { MemberRole, StaffRole, Viewer } from '../identity/index.ts';

/** Parts of the cabinet that a member may or may not see. The home page, the news and the help are for everyone. */
export const sections = ['invoices', 'documents', 'orders', 'tasks', 'messages'] as const;
export type Section = (typeof sections)[number];

const open: Record<MemberRole, readonly Section[]> = {
  owner: sections,
  accountant: ['invoices', 'documents'],
  member: ['orders', 'tasks', 'messages'],
};

/** Editors write articles; customers' affairs are not theirs to read. */
const looksAfterCustomers: Record<StaffRole, boolean> = { agent: true, editor: false, supervisor: true, admin: true };

/** May this viewer see this section of this customer? Asked by pages, lists, the assistant and the API alike. */
export function canOpenSection(viewer: Viewer, customerId: string, section: Section): boolean {
  if (viewer.kind === 'system') return true;
  if (viewer.kind === 'visitor') return false;
  if (viewer.role !== 'customer') return looksAfterCustomers[viewer.role];
  return viewer.memberships.some((member) => member.customerId === customerId && open[member.role].includes(section));
}

/** What the role allows in a customer's cabinet, in the order of `sections`. */
export const sectionsOf = (viewer: Viewer, customerId: string): Section[] =>
  sections.filter((section) => canOpenSection(viewer, customerId, section));

/** Staff who read customers' cards, invoices and orders. */
export const canSeeCustomers = (viewer: Viewer): boolean =>
  viewer.kind === 'system' ||
  (viewer.kind === 'user' && viewer.role !== 'customer' && looksAfterCustomers[viewer.role]);

/** Who adds customers and their members. */
export const canManageCustomers = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (viewer.kind === 'user' && (viewer.role === 'supervisor' || viewer.role === 'admin'));
