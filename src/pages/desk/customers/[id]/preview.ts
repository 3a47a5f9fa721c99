import { z } from 'zod';
import { customerPath } from '#components/customers/addresses.ts';
import { addresses } from '#components/layouts/addresses.ts';
import { canSeeCustomers, customerId, previewForm, startPreview } from '#server/customers/index.ts';
import { endpoint, fail, seeOther } from '#server/http/index.ts';

/** Opens the cabinet as somebody of the customer sees it. */
export const POST = endpoint({
  who: 'staff',
  params: z.object({ id: customerId }),
  input: previewForm.partial(),
  back: ({ id }) => customerPath(id),
  async handle({ ctx, params, input, wantsJson }) {
    // Before what was sent is looked at: others must not learn that there is such a page.
    if (!canSeeCustomers(ctx.viewer)) return fail('not_found', 'error.notFound');
    const checked = previewForm.safeParse(input);
    if (!checked.success) return fail('invalid_input', 'error.invalidInput');
    const started = await startPreview(ctx, { customerId: params.id, role: checked.data.role });
    return started.ok && !wantsJson ? seeOther(addresses.cabinet.home) : started;
  },
});
