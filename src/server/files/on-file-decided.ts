import { eq } from 'drizzle-orm';
import { files } from '#db/schema/files.ts';
import type { Ctx } from '../context.ts';
import { systemViewer, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { fileCleared, fileRejected } from './file.events.ts';

const decided = [
  [fileRejected, 'files.remove-rejected'],
  [fileCleared, 'files.remove-cleared'],
] as const;

/**
 * Removes the bytes of a file in quarantine that somebody decided about: also when the process died, or storage did not answer, in
 * between. Again changes nothing.
 */
export const onFileDecided = (app: { ctx(viewer: SystemViewer): Ctx }): Subscription[] =>
  decided.map(([event, name]) =>
    subscribe(event, name, async ({ payload: { fileId } }) => {
      const ctx = app.ctx(systemViewer('remove the bytes of a file in quarantine'));
      const [row] = await ctx.db.read.select().from(files).where(eq(files.id, fileId));
      if (row) await ctx.platform.files.remove(row.storageKey);
    }),
  );
