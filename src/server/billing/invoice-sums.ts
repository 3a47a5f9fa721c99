import { sql, type SQL } from 'drizzle-orm';
import { invoiceInstalments, invoices, paymentAllocations, payments } from '#db/schema/billing.ts';

/*
 * What lists select and sort by about the invoice of each row. Kept in variables: Drizzle drops the table names of columns
 * that stand directly in a selected expression.
 */

/** What counts for the invoice, in minor units; read from an index alone. */
export const received = sql`(select coalesce(sum(${paymentAllocations.amount}), 0) from ${paymentAllocations}
  where ${paymentAllocations.invoiceId} = ${invoices.id} and ${paymentAllocations.state} = 'counted')`;

/** What is left to pay of an open invoice. */
export const remaining = sql`(${invoices.total} - ${received})`;

type Value = SQL | SQL.Aliased;

/** The day the first instalment that is not covered by `money` is due, or `otherwise`: all of an invoice's parts together. */
export const nextDueOfPlan = (invoiceId: Value, money: Value, otherwise: Value): SQL => sql`coalesce((
  select min(due_on) from (select ${invoiceInstalments.dueOn} as due_on, sum(${invoiceInstalments.amount})
    over (order by ${invoiceInstalments.position}) as upto from ${invoiceInstalments}
    where ${invoiceInstalments.invoiceId} = ${invoiceId}) where upto > ${money}), ${otherwise})`;

/** The day the next payment is due: of the first instalment that is not paid, or the invoice's own. */
export const nextDueOn = nextDueOfPlan(sql`${invoices.id}`, received, sql`${invoices.dueOn}`);

/** What of an open invoice should have come before today: of its instalments those that are late, or the `rest`. */
export const overdueOfPlan = (invoiceId: Value, money: Value, rest: Value): SQL => sql`(
  select case when count(*) = 0 then ${rest} else max(0, coalesce(sum(
    case when ${invoiceInstalments.dueOn} < ${sql.placeholder('today')} then ${invoiceInstalments.amount} end), 0) - ${money}) end
  from ${invoiceInstalments} where ${invoiceInstalments.invoiceId} = ${invoiceId})`;

export const overdueAmount = overdueOfPlan(sql`${invoices.id}`, received, remaining);

/** The online payment under way on the invoice; there is at most one. */
export const pendingPayment = (
  column: 'id' | 'created_at',
) => sql`(select ${payments[column === 'id' ? 'id' : 'createdAt']}
  from ${paymentAllocations} inner join ${payments} on ${payments.id} = ${paymentAllocations.paymentId}
  where ${paymentAllocations.invoiceId} = ${invoices.id} and ${paymentAllocations.kind} = 'payment'
    and ${paymentAllocations.state} = 'pending')`;

/** What that payment asks for this invoice. */
export const pendingAmount = sql`(select ${paymentAllocations.asked} from ${paymentAllocations}
  where ${paymentAllocations.invoiceId} = ${invoices.id} and ${paymentAllocations.kind} = 'payment'
    and ${paymentAllocations.state} = 'pending')`;
