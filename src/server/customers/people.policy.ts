import type { UserViewer, Viewer } from '../identity/index.ts';
import { canManageCustomers } from './section.policy.ts';

/** Who invites, removes and gives roles in a customer's cabinet: its owners, and those of ours who manage customers. */
export const canManageColleagues = (viewer: Viewer, customerId: string): viewer is UserViewer =>
  viewer.kind === 'user' &&
  (viewer.role === 'customer'
    ? viewer.memberships.some((member) => member.customerId === customerId && member.role === 'owner')
    : canManageCustomers(viewer));
