import { count, desc, eq } from 'drizzle-orm';
import { dataExports } from '#db/schema/my-data.ts';
import type { Ctx } from '../context.ts';
import { getPeople, isStaff, type UserViewer } from '../identity/index.ts';

/** Notes that somebody begins to take their data along; gives the way to note that all of it has left. */
export async function noteExport(ctx: Ctx<UserViewer>): Promise<() => Promise<void>> {
  const id = ctx.ids.next();
  const { userId } = ctx.viewer;
  await ctx.db.write((tx) => tx.insert(dataExports).values({ id, userId, createdAt: ctx.clock.now() }));
  return async () => {
    await ctx.db.write((tx) =>
      tx.update(dataExports).set({ finishedAt: ctx.clock.now() }).where(eq(dataExports.id, id)),
    );
  };
}

/** When the viewer took their data along last. */
export async function lastExport(ctx: Ctx<UserViewer>): Promise<Date | null> {
  const [row] = await ctx.db.read
    .select({ at: dataExports.createdAt })
    .from(dataExports)
    .where(eq(dataExports.userId, ctx.viewer.userId))
    .orderBy(desc(dataExports.createdAt))
    .limit(1);
  return row?.at ?? null;
}

export interface ExportRecord {
  id: string;
  name: string;
  at: Date;
  /** False while it runs, and when it broke off. */
  finished: boolean;
}

/** Who took all of their data along, the latest first, for the admin. Null for everyone else. Three queries. */
export async function listExports(
  ctx: Ctx<UserViewer>,
  options: { page?: number; perPage?: number } = {},
): Promise<{ exports: ExportRecord[]; page: number; perPage: number; total: number } | null> {
  if (!isStaff(ctx.viewer) || ctx.viewer.role !== 'admin') return null;
  const { perPage = 25 } = options;
  const { read } = ctx.db;
  const [counted] = await read.select({ total: count() }).from(dataExports);
  const total = counted?.total ?? 0;
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const rows = await read
    .select()
    .from(dataExports)
    .orderBy(desc(dataExports.createdAt), desc(dataExports.id))
    .limit(perPage)
    .offset((page - 1) * perPage);
  const people = await getPeople(
    read,
    rows.map(({ userId }) => userId),
  );
  return {
    exports: rows.map(({ id, userId, createdAt, finishedAt }) => ({
      id,
      name: people.get(userId)?.name ?? '',
      at: createdAt,
      finished: finishedAt !== null,
    })),
    page,
    perPage,
    total,
  };
}
