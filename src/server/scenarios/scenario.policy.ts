import { isStaff, type Viewer } from '../identity/index.ts';

/** Editors write scenarios; so do those above them, and the application when it seeds. */
export const canWriteScenarios = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (isStaff(viewer) && viewer.role !== 'agent');

/**
 * A scenario acts on customers' accounts, so nobody lets loose what nobody else has read: an editor publishes what another wrote
 * and handed in. Supervisors and admins answer for the assistant and may publish their own: a small company has no second editor.
 */
export const canPublishVersion = (
  viewer: Viewer,
  version: { status: string; authorId: string | null; submittedBy: string | null },
): boolean =>
  canWriteScenarios(viewer) &&
  (viewer.kind !== 'user' ||
    viewer.role === 'supervisor' ||
    viewer.role === 'admin' ||
    (version.status === 'in_review' && viewer.userId !== version.authorId && viewer.userId !== version.submittedBy));
