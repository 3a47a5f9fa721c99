import { inArray } from 'drizzle-orm';
import { daysBetween } from '#content/format.ts';
import { notificationOccurrences } from '#db/schema/notifications.ts';
import { listOpenDueBetween, noticeOfInvoice } from '../billing/index.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';
import { COMPANY_TIME_ZONE, companyDay } from '../platform/company-day.ts';
import { hourIn, plusDays } from './local-time.ts';
import { membersFor } from './receivers.ts';
import { tell } from './tell.ts';

/** Nobody is reminded of a bill before the office opens. */
const FROM_HOUR = 9;
const SOON_DAYS = 3;
/** Days after the day on which a customer is told again. */
const OVERDUE_DAYS = [1, 7, 14] as const;
/** A process that was away this long still tells what it missed; what is older was not missed by an outage. */
const GRACE_DAYS = 6;
/** As many keys as one statement looks up. */
const BATCH = 200;

/**
 * Tells customers of invoices that are due within three days, and of those overdue for one, seven and fourteen days: each
 * instalment once, however often this runs and in however many processes. Days are the company's. Run every few minutes.
 */
export async function remindOfInvoices(ctx: Ctx<SystemViewer>): Promise<void> {
  if (hourIn(ctx.clock.now(), COMPANY_TIME_ZONE) < FROM_HOUR) return;
  const today = companyDay(ctx.clock);
  const from = plusDays(today, -Math.max(...OVERDUE_DAYS) - GRACE_DAYS);
  const open = await listOpenDueBetween(ctx, { from, to: plusDays(today, SOON_DAYS) });
  const stages = open.flatMap(({ invoiceId, dueOn }) => {
    const stage = stageOf(daysBetween(dueOn, today));
    // A day that was moved is another day to be reminded of.
    return stage === null ? [] : [{ invoiceId, dueOn, stage, key: `invoice-due:${invoiceId}:${dueOn}:${stage}` }];
  });
  for (let at = 0; at < stages.length; at += BATCH) {
    const batch = stages.slice(at, at + BATCH);
    const told = await toldAlready(
      ctx,
      batch.map(({ key }) => key),
    );
    for (const each of batch) if (!told.has(each.key)) await remind(ctx, each);
  }
}

/** `soon`, or the last of the days that has come. */
function stageOf(daysOver: number): string | null {
  if (daysOver <= 0) return 'soon';
  const day = OVERDUE_DAYS.findLast((each) => each <= daysOver);
  return day === undefined ? null : String(day);
}

async function toldAlready(ctx: Ctx, keys: string[]): Promise<Set<string>> {
  const rows = await ctx.db.read
    .select({ key: notificationOccurrences.key })
    .from(notificationOccurrences)
    .where(inArray(notificationOccurrences.key, keys));
  return new Set(rows.map(({ key }) => key));
}

async function remind(
  ctx: Ctx<SystemViewer>,
  { invoiceId, dueOn, stage, key }: { invoiceId: string; dueOn: string; stage: string; key: string },
): Promise<void> {
  const invoice = await noticeOfInvoice(ctx, invoiceId);
  // Paid, or this part of it, since it was found.
  if (invoice?.status !== 'open' || invoice.due === 0 || invoice.nextDueOn !== dueOn) return;
  const { number, title, customerId, nextDue: amount, currency } = invoice;
  const days = Math.abs(daysBetween(dueOn, companyDay(ctx.clock)));
  const values = { number, title, amount: { amount, currency }, due: { day: dueOn }, days };
  const kind = stage === 'soon' ? 'invoice.dueSoon' : 'invoice.overdue';
  const target = `invoice:${number}`;
  const members = await membersFor(ctx, kind, { customerId });
  await tell(ctx, { key, kind, customerId, target, values, at: ctx.clock.now() }, members);
}
