import type { Ctx } from '../context.ts';
import { isStaff, type Viewer } from '../identity/index.ts';
import { getBrand, type BrandSettings } from '../platform/brand.ts';
import { getNumbering, type Numbering } from '../platform/numbering.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { putSetting } from '../platform/settings.ts';
import type { CompanyInput } from './company.schema.ts';

/** The company speaks for itself through its admin. */
export const canSetCompany = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (isStaff(viewer) && viewer.role === 'admin');

export interface Company {
  brand: BrandSettings;
  numbering: Numbering;
}

/** How the company is called and reached, and how it numbers; null for those who do not set it. */
export async function getCompany(ctx: Ctx): Promise<Company | null> {
  if (!canSetCompany(ctx.viewer)) return null;
  return { brand: await getBrand(ctx.db.read), numbering: await getNumbering(ctx.db.read) };
}

/** Sets both. Every page and mail from now on says so; documents already sent stay as they were. */
export async function setCompany(ctx: Ctx, input: CompanyInput): Promise<Result<null>> {
  if (!canSetCompany(ctx.viewer)) return fail('not_found', 'error.notFound');
  await ctx.db.write(async (tx) => {
    await putSetting(tx, 'brand', input.brand);
    await putSetting(tx, 'numbering', input.numbering);
  });
  return ok(null);
}
