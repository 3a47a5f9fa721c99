import { isCustomer, isStaff, type UserViewer, type Viewer } from '../identity/index.ts';

/** Customers' people. Our own have an employer, who keeps what labor law says: the admin closes their account. */
export const mayAskForErasure = (viewer: Viewer): viewer is UserViewer => isCustomer(viewer) && viewer.preview === null;

/** Nobody takes along what they only look at. */
export const mayTakeAlong = (viewer: Viewer): viewer is UserViewer => viewer.kind === 'user' && viewer.preview === null;

/** Who sees that somebody wants to be forgotten, and may say no with a reason. */
export const canHandleErasures = (viewer: Viewer): viewer is UserViewer =>
  isStaff(viewer) && (viewer.role === 'supervisor' || viewer.role === 'admin');
