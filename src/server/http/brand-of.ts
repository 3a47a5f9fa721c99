import type { Ctx } from '../context.ts';
import { getBrand, type BrandSettings } from '../platform/brand.ts';

/** Whose Kabinet this is, for answers that no page frame is drawn around. */
export const brandOf = (ctx: Pick<Ctx, 'db'>): Promise<BrandSettings> => getBrand(ctx.db.read);
