import { canOpenSection, viewerOfUser } from '../customers/index.ts';
import { canSeeQuarantine, fileCleared, fileRejected, noticeOfFile } from '../files/index.ts';
import { isCustomer, type UserViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { systemCtx, type App } from './system-ctx.ts';
import { tell } from './tell.ts';

/** The page on which a person finds what was held of theirs, as far as it is open to them. */
function placeOf(viewer: UserViewer): string {
  if (!isCustomer(viewer)) return canSeeQuarantine(viewer) ? 'files:quarantine' : 'home:';
  const open = (['documents', 'messages'] as const).find((section) =>
    viewer.memberships.some(({ customerId }) => canOpenSection(viewer, customerId, section)),
  );
  return open === undefined ? 'home:' : `files:${open}`;
}

const decided = [
  [fileCleared, 'file.cleared', 'notifications.file-cleared'],
  [fileRejected, 'file.rejected', 'notifications.file-rejected'],
] as const;

/**
 * What became of a file that a scanner held back, told to whoever had sent it. The same bytes sent several times are decided about
 * at once, and told once.
 */
export const onFiles = (app: App): Subscription[] =>
  decided.map(([event, kind, name]) =>
    subscribe(event, name, async ({ payload: { fileId, uploadedBy, byUserId }, createdAt: at }) => {
      if (uploadedBy === null || uploadedBy === byUserId) return;
      const ctx = systemCtx(app);
      const file = await noticeOfFile(ctx, fileId);
      const viewer = await viewerOfUser(ctx.db, uploadedBy);
      if (!file || !viewer) return;
      const key = `${kind}:${uploadedBy}:${file.sha256}:${file.decidedAt.getTime()}`;
      const values = { name: file.name };
      await tell(ctx, { key, kind, customerId: null, target: placeOf(viewer), values, at }, [uploadedBy]);
    }),
  );
