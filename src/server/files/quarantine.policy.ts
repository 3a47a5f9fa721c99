import { isStaff, type Viewer } from '../identity/index.ts';

/** Whoever looks after customers sees what was kept from them, and may remove it. Editors do not. */
export const canSeeQuarantine = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (isStaff(viewer) && viewer.role !== 'editor');

/** Saying that a scanner is wrong lets the file in: supervisors and admins. */
export const canClearQuarantine = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (viewer.kind === 'user' && (viewer.role === 'supervisor' || viewer.role === 'admin'));
