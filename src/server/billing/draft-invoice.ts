import { sql } from 'drizzle-orm';
import { invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import { getNumbering, prefixOf } from '../platform/numbering.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { createInvoice } from './create-invoice.ts';
import type { DraftInput } from './draft.schema.ts';
import { canManageInvoices } from './invoice.policy.ts';

/** Others may be given the same number at the same time; the next try finds theirs taken. */
const TRIES = 5;

/** Writes a draft by hand, under the number that was typed or under the next one by the company's template. */
export async function draftInvoice(ctx: Ctx, input: DraftInput): Promise<Result<{ number: string }>> {
  if (!canManageInvoices(ctx.viewer)) return fail('not_found', 'error.notFound');
  for (let left = input.number === '' ? TRIES : 1; left > 0; left -= 1) {
    const number = input.number || (await nextInvoiceNumber(ctx));
    const created = await createInvoice(ctx, { ...input, number });
    if (created.ok) return ok({ number });
    if (created.error.code !== 'conflict' || left === 1) return created;
  }
  return fail('conflict', 'error.conflict');
}

/** The number after the highest one that follows the template; typed numbers of another form do not count. */
export async function nextInvoiceNumber(ctx: Ctx): Promise<string> {
  const db = ctx.db.read;
  const prefix = prefixOf((await getNumbering(db)).invoice);
  const digits = sql`substr(${invoices.number}, ${prefix.length + 1})`;
  // A range, not GLOB: the prefix may hold characters that GLOB reads as a pattern.
  const [row] = await db
    .select({ last: sql<number | null>`max(cast(${digits} as integer))` })
    .from(invoices)
    .where(
      sql`${invoices.number} >= ${prefix} and ${invoices.number} < ${`${prefix}:`} and ${digits} not glob '*[^0-9]*' and ${digits} <> ''`,
    );
  return `${prefix}${String((row?.last ?? 0) + 1)}`;
}
