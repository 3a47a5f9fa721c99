import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { cabinetPreviews, customers } from '#db/schema/customers.ts';
import type { Ctx } from '../context.ts';
import { isStaff, setSessionPreview, type UserViewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { canSeeCustomers } from './section.policy.ts';

export const previewRoles = ['owner', 'accountant', 'member'] as const;
export type PreviewRole = (typeof previewRoles)[number];
export const previewForm = z.object({ role: z.enum(previewRoles, 'error.required') });

/**
 * Shows one of our people a cabinet as somebody of the customer sees it, in this session until they leave. They read, and
 * change nothing: every write is refused (http/middleware.ts). Who looked at whose cabinet as whom, and when, is kept.
 */
export async function startPreview(
  ctx: Ctx<UserViewer>,
  input: { customerId: string; role: PreviewRole },
): Promise<Result<null>> {
  const { viewer } = ctx;
  if (!isStaff(viewer) || !canSeeCustomers(viewer)) return fail('not_found', 'error.notFound');
  const { customerId, role } = input;
  const previewId = ctx.ids.next();
  return ctx.db.write(async (tx): Promise<Result<null>> => {
    const [customer] = await tx.select({ id: customers.id }).from(customers).where(eq(customers.id, customerId));
    if (!customer) return fail('not_found', 'error.notFound');
    const startedAt = ctx.clock.now();
    await tx
      .insert(cabinetPreviews)
      .values({ id: previewId, staffId: viewer.userId, customerId, role, startedAt, endedAt: null });
    await setSessionPreview(tx, viewer.sessionId, previewId);
    return ok(null);
  });
}

/** Ends the look at a cabinet this session is in; gives whose it was. For anybody else there is nothing to leave. */
export async function leavePreview(ctx: Ctx<UserViewer>): Promise<Result<{ customerId: string | null }>> {
  const { preview, sessionId, customerId } = ctx.viewer;
  if (!preview) return fail('not_found', 'error.notFound');
  await ctx.db.write(async (tx) => {
    await tx
      .update(cabinetPreviews)
      .set({ endedAt: ctx.clock.now() })
      .where(and(eq(cabinetPreviews.id, preview.id), isNull(cabinetPreviews.endedAt)));
    await setSessionPreview(tx, sessionId, null);
  });
  return ok({ customerId });
}
