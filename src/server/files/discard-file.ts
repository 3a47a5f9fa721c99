import { and, eq } from 'drizzle-orm';
import { files } from '#db/schema/files.ts';
import type { Ctx } from '../context.ts';

/** Takes back a file that nothing refers to, e.g. because what it was stored for was refused. */
export async function discardFile(ctx: Ctx, id: string): Promise<void> {
  const removed = await ctx.db.write(async (tx) => {
    const [row] = await tx
      .delete(files)
      .where(and(eq(files.id, id), eq(files.state, 'clean')))
      .returning({ storageKey: files.storageKey });
    return row;
  });
  if (removed) await ctx.platform.files.remove(removed.storageKey);
}
