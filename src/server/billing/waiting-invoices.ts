import { and, eq, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { invoices } from '#db/schema/billing.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { companyDay } from '../platform/company-day.ts';
import { canSeeInvoice } from './invoice.policy.ts';
import { nextDueOn } from './invoice-sums.ts';

const count = preparedOne((db) =>
  db
    .select({
      unpaid: sql<number>`count(*)`,
      overdue: sql<number>`coalesce(sum(${nextDueOn} < ${sql.placeholder('today')}), 0)`,
    })
    .from(invoices)
    .where(and(eq(invoices.customerId, sql.placeholder('customerId')), eq(invoices.status, 'open'))),
);

const countOf = prepared((db) =>
  db
    .select({ customerId: invoices.customerId, count: sql<number>`count(*)` })
    .from(invoices)
    .where(
      and(
        sql`${invoices.customerId} in (select value from json_each(${sql.placeholder('ids')}))`,
        eq(invoices.status, 'open'),
      ),
    )
    .groupBy(invoices.customerId),
);

/** How many invoices wait in the viewer's cabinet, for the navigation. Null when that section is not the viewer's. */
export async function countWaitingInvoices(ctx: Ctx<UserViewer>): Promise<{ unpaid: number; overdue: number } | null> {
  const { customerId } = ctx.viewer;
  if (customerId === null || !canSeeInvoice(ctx.viewer, { customerId })) return null;
  const row = await count(ctx.db.read, { customerId, today: companyDay(ctx.clock) });
  return row ?? { unpaid: 0, overdue: 0 };
}

/** How many wait in other cabinets of the viewer, by customer; whose section is hidden or has none is left out. One query. */
export async function countWaitingInvoicesOf(
  ctx: Ctx<UserViewer>,
  customerIds: readonly string[],
): Promise<Map<string, number>> {
  const ids = customerIds.filter((customerId) => canSeeInvoice(ctx.viewer, { customerId }));
  const rows = await countOf(ctx.db.read, { ids: JSON.stringify(ids) });
  return new Map(rows.map((row) => [row.customerId, row.count]));
}
