import { sql } from 'drizzle-orm';
import { orders } from '#db/schema/orders.ts';
import type { Ctx } from '../context.ts';
import { getNumbering, prefixOf } from '../platform/numbering.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import type { OrderInput } from './order-form.schema.ts';
import { canRecordOrders } from './order.policy.ts';
import { placeOrder } from './place-order.ts';

/** Others may be given the same number at the same time; the next try finds theirs taken. */
const TRIES = 5;

/** Takes an order in by hand, under the number that was typed or under the next one by the company's template. */
export async function takeOrder(ctx: Ctx, input: OrderInput): Promise<Result<{ number: string }>> {
  if (!canRecordOrders(ctx.viewer)) return fail('not_found', 'error.notFound');
  for (let left = input.number === '' ? TRIES : 1; left > 0; left -= 1) {
    const number = input.number || (await nextOrderNumber(ctx));
    const placed = await placeOrder(ctx, { ...input, number });
    if (placed.ok) return ok({ number });
    if (placed.error.code !== 'conflict' || left === 1) return placed;
  }
  return fail('conflict', 'error.conflict');
}

/** The number after the highest one that follows the template; typed numbers of another form do not count. */
export async function nextOrderNumber(ctx: Ctx): Promise<string> {
  const { read } = ctx.db;
  const prefix = prefixOf((await getNumbering(read)).order);
  const digits = sql`substr(${orders.number}, ${prefix.length + 1})`;
  // A range, not GLOB: the prefix may hold characters that GLOB reads as a pattern.
  const [row] = await read
    .select({ last: sql<number | null>`max(cast(${digits} as integer))` })
    .from(orders)
    .where(
      sql`${orders.number} >= ${prefix} and ${orders.number} < ${`${prefix}:`} and ${digits} not glob '*[^0-9]*' and ${digits} <> ''`,
    );
  return `${prefix}${String((row?.last ?? 0) + 1)}`;
}
