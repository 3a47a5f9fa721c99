import { z } from 'zod';
import { invoicePath } from '#components/billing/addresses.ts';
import { askedNumber } from '#components/cabinet/asked-number.ts';
import { addresses } from '#components/layouts/addresses.ts';
import { orderPath } from '#components/orders/addresses.ts';
import { getInvoice } from '#server/billing/index.ts';
import { endpoint, seeOther } from '#server/http/index.ts';
import { getOrder } from '#server/orders/index.ts';

/** Straight to an invoice or an order of the person's own, by its number; anything else is a question for the help center. */
export const GET = endpoint({
  who: 'customer',
  input: z.object({ q: z.string().max(200).catch('') }),
  async handle({ ctx, input: { q }, locale }) {
    const number = askedNumber(q);
    if (number !== null) {
      if (await getOrder(ctx, number)) return seeOther(orderPath(number));
      if (await getInvoice(ctx, number)) return seeOther(invoicePath(number));
    }
    return seeOther(`${addresses.search(locale)}?${new URLSearchParams({ q }).toString()}`);
  },
});
