import type { Ctx } from '../context.ts';
import type { Locale } from '#content/locales.ts';
import { localePath } from '#content/locales.ts';
import { fail, type Result } from '../platform/result.ts';
import { invoicePdf } from './invoice-pdf.ts';
import { findByLink } from './invoice-link.queries.ts';
import type { PaperOf, Reader } from './paper.ts';
import type { PayChoice } from './payment-choice.ts';
import { startInvoicePayment, type StartedPayment } from './start-payment.ts';

/** The page of a link. */
export const linkPath = (token: string, locale: Locale): string => localePath(locale, `/i/${token}`);

/**
 * Starts paying a linked invoice: all that is due, or the part the payer chose, as in the cabinet. The payment is begun in the name of whoever gave the link out: they get
 * the receipt, and the payer is led back to the link.
 */
export async function payByLink(
  ctx: Ctx,
  { token, locale, ...wish }: { token: string; locale: Locale; pay?: PayChoice; amount?: number | undefined },
): Promise<Result<StartedPayment>> {
  const linked = await findByLink(ctx, token);
  if (!linked) return fail('not_found', 'error.notFound');
  return startInvoicePayment(linked.maker, {
    ...wish,
    number: linked.invoice.number,
    returnTo: linkPath(token, locale),
  });
}

/** The linked invoice as a PDF; null where its page would not be found. */
export async function pdfByLink(ctx: Ctx, token: string, reader: Reader): Promise<PaperOf | null> {
  const linked = await findByLink(ctx, token);
  return linked && invoicePdf(linked.maker, linked.invoice.number, reader);
}
