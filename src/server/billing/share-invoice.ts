import { and, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { preparedOne } from '#db/prepared.ts';
import { invoices } from '#db/schema/billing.ts';
import { invoiceLinks } from '#db/schema/invoice-links.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { invoiceLinkMade, invoiceLinkRevoked } from './billing.events.ts';
import { canShareInvoice } from './invoice.policy.ts';
import { signLink } from './invoice-link.ts';
import { ensureLinkSecret } from './link-secret.ts';

export const linkDays = ['7', '30', '90'] as const;
/** For how many days a link is given out. */
export const newInvoiceLink = z.object({ days: z.enum(linkDays).default('30') });

/** More of one invoice than anybody gives out by hand. */
const MOST_LINKS = 20;

const find = preparedOne((db) =>
  db
    .select()
    .from(invoices)
    .where(eq(invoices.number, sql.placeholder('number'))),
);

/** Makes a link that shows this invoice to whoever has it, until a day or until it is revoked. */
export async function shareInvoice(
  ctx: Ctx<UserViewer>,
  input: { number: string; days: string },
): Promise<Result<{ linkId: string; token: string }>> {
  const invoice = await find(ctx.db.read, { number: input.number });
  if (!invoice || !canShareInvoice(ctx.viewer, invoice)) return fail('not_found', 'error.notFound');
  const secret = await ensureLinkSecret(ctx);
  const id = ctx.ids.next();
  const createdAt = ctx.clock.now();
  const expiresAt = new Date(createdAt.getTime() + Number(input.days) * 86_400_000);
  const made = await ctx.db.write(async (tx) => {
    const live = await tx
      .select({ id: invoiceLinks.id })
      .from(invoiceLinks)
      .where(and(eq(invoiceLinks.invoiceId, invoice.id), isNull(invoiceLinks.revokedAt)))
      .limit(MOST_LINKS);
    if (live.length >= MOST_LINKS) return false;
    const { userId: createdById } = ctx.viewer;
    await tx.insert(invoiceLinks).values({ id, invoiceId: invoice.id, createdById, createdAt, expiresAt });
    await publish(ctx, tx, invoiceLinkMade({ linkId: id, invoiceId: invoice.id, byUserId: createdById }));
    return true;
  });
  if (!made) return fail('conflict', 'invoice.link.tooMany');
  return ok({ linkId: id, token: signLink(secret, { id, invoiceId: invoice.id, expiresAt }) });
}

/** Ends a link at once, whoever of the customer's people made it. Ending it again changes nothing. */
export async function revokeInvoiceLink(
  ctx: Ctx<UserViewer>,
  input: { number: string; linkId: string },
): Promise<Result<null>> {
  const invoice = await find(ctx.db.read, { number: input.number });
  if (!invoice || !canShareInvoice(ctx.viewer, invoice)) return fail('not_found', 'error.notFound');
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const ofInvoice = and(eq(invoiceLinks.id, input.linkId), eq(invoiceLinks.invoiceId, invoice.id));
    const [link] = await tx.select({ id: invoiceLinks.id }).from(invoiceLinks).where(ofInvoice);
    if (!link) return fail('not_found', 'error.notFound');
    const { userId: revokedById } = ctx.viewer;
    const ended = await tx
      .update(invoiceLinks)
      .set({ revokedAt: ctx.clock.now(), revokedById })
      .where(and(ofInvoice, isNull(invoiceLinks.revokedAt)))
      .returning({ id: invoiceLinks.id });
    if (ended.length > 0) {
      await publish(ctx, tx, invoiceLinkRevoked({ linkId: link.id, invoiceId: invoice.id, byUserId: revokedById }));
    }
    return ok(null);
  });
}
