import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { payments } from '#db/schema/billing.ts';
import { invoiceLinks } from '#db/schema/invoice-links.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { anyOf, type Forgotten } from '../platform/forgotten.ts';

/**
 * Payments stay, without where their receipts went; of one under way the receipt goes nowhere. Links the person gave out end.
 */
export async function forgetPerson(ctx: Pick<Ctx, 'clock'>, tx: Tx, { userId, emails }: Forgotten): Promise<void> {
  await tx
    .update(payments)
    .set({ email: null })
    .where(or(eq(payments.startedById, userId), sql`${payments.email} in ${anyOf(emails)}`));
  await tx
    .update(invoiceLinks)
    .set({ revokedAt: ctx.clock.now() })
    .where(and(eq(invoiceLinks.createdById, userId), isNull(invoiceLinks.revokedAt)));
}
