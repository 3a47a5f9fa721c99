import type { Db } from './client.ts';
import type { Tx } from './write.ts';

/** Rows deleted at a time: other writes of the process get their turn in between. */
const PORTION = 500;

/** Repeats a limited delete until nothing is left to delete. Gives how many rows went. */
export async function deleteInPortions(
  db: Db,
  deleteSome: (tx: Tx, limit: number) => PromiseLike<unknown[]>,
  portion = PORTION,
): Promise<number> {
  for (let total = 0; ;) {
    const gone = await db.write(async (tx) => (await deleteSome(tx, portion)).length);
    total += gone;
    if (gone < portion) return total;
  }
}
