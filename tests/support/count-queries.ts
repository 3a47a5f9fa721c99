import { drizzleOver, type Connection } from '#db/connection.ts';
import type { Ctx } from '#server/context.ts';
import type { Viewer } from '#server/identity/index.ts';

/** How many statements `work` reads with. Shows that a page asks as often for a thousand rows as for one. */
export async function countQueries<V extends Viewer>(
  ctx: Ctx<V>,
  work: (ctx: Ctx<V>) => Promise<unknown>,
): Promise<number> {
  const { client } = (ctx.db.read as unknown as { session: { client: CallableConnection } }).session;
  let count = 0;
  const read = drizzleOver((sql, params, method) => {
    count += 1;
    return client(sql, params, method);
  });
  await work({ ...ctx, db: { ...ctx.db, read } });
  return count;
}

type CallableConnection = Connection['execute'];
