import {
  sections,
  type HideableField,
  type MemberRole,
  type Section,
  type StaffRole,
  type Viewer,
} from '../identity/index.ts';
import type { SubjectKind } from '../platform/subject.ts';

/** What each role opens; `custom` opens what the owner picked. */
const opens: Record<Exclude<MemberRole, 'custom'>, readonly Section[]> = {
  owner: sections,
  accountant: ['invoices', 'documents', 'news'],
  member: ['orders', 'tasks', 'messages', 'news'],
};

/** The sections of a role, before the company has hidden any. */
export const sectionsOfRole = (role: MemberRole, picked: readonly Section[]): readonly Section[] =>
  role === 'custom' ? picked : opens[role];

/** What the ready-made roles open of the sections a customer has. */
export const rolesOpen = (shown: readonly Section[]): Record<'accountant' | 'member', readonly Section[]> => ({
  accountant: opens.accountant.filter((section) => shown.includes(section)),
  member: opens.member.filter((section) => shown.includes(section)),
});

/** Editors write articles; customers' affairs are not theirs to read. */
const looksAfterCustomers: Record<StaffRole, boolean> = { agent: true, editor: false, supervisor: true, admin: true };

/** May this viewer see this section of this customer? Asked by pages, lists, the assistant and the API alike. */
export function canOpenSection(viewer: Viewer, customerId: string, section: Section): boolean {
  if (viewer.kind === 'system') return true;
  if (viewer.kind === 'visitor') return false;
  if (viewer.role !== 'customer') return looksAfterCustomers[viewer.role];
  return viewer.memberships.some((member) => member.customerId === customerId && member.sections.includes(section));
}

const sectionOf: Record<SubjectKind, Section> = {
  invoice: 'invoices',
  order: 'orders',
  document: 'documents',
  task: 'tasks',
  conversation: 'messages',
};

/** Whether the viewer is told what something is about: only where they could open it. */
export const showsSubject = (viewer: Viewer, customerId: string | null, kind: SubjectKind): boolean =>
  customerId === null || canOpenSection(viewer, customerId, sectionOf[kind]);

/** May this viewer see this detail of this customer's affairs? Staff see everything. */
export function canSeeField(viewer: Viewer, customerId: string, field: HideableField): boolean {
  if (viewer.kind !== 'user' || viewer.role !== 'customer') return viewer.kind !== 'visitor';
  return viewer.memberships.some((member) => member.customerId === customerId && !member.hiddenFields.includes(field));
}

/** What the role allows and the company shows in a customer's cabinet, in the order of `sections`. */
export const sectionsOf = (viewer: Viewer, customerId: string): Section[] =>
  sections.filter((section) => canOpenSection(viewer, customerId, section));

/** Staff who read customers' cards, invoices and orders. */
export const canSeeCustomers = (viewer: Viewer): boolean =>
  viewer.kind === 'system' ||
  (viewer.kind === 'user' && viewer.role !== 'customer' && looksAfterCustomers[viewer.role]);

/** Who adds customers and their members. */
export const canManageCustomers = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (viewer.kind === 'user' && (viewer.role === 'supervisor' || viewer.role === 'admin'));
