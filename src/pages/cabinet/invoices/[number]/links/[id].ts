import { z } from 'zod';
import { invoicePath } from '#components/billing/addresses.ts';
import { invoiceNumber, revokeInvoiceLink } from '#server/billing/index.ts';
import { endpoint, json, seeOther } from '#server/http/index.ts';

/** Revokes a link. */
export const POST = endpoint({
  who: 'customer',
  params: z.object({ number: invoiceNumber, id: z.uuid() }),
  back: ({ number }) => invoicePath(number),
  async handle({ ctx, params: { number, id }, wantsJson }) {
    const revoked = await revokeInvoiceLink(ctx, { number, linkId: id });
    if (!revoked.ok) return revoked;
    return wantsJson ? json({}) : seeOther(`${invoicePath(number)}?done=invoice.link.ended#links`);
  },
});
