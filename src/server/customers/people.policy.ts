import type { UserViewer, Viewer } from '../identity/index.ts';

/** Who invites, removes and gives roles in a customer's cabinet: its owners. */
export const canManageColleagues = (viewer: Viewer, customerId: string): viewer is UserViewer =>
  viewer.kind === 'user' &&
  viewer.role === 'customer' &&
  viewer.memberships.some((member) => member.customerId === customerId && member.role === 'owner');
