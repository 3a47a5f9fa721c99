import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { visibilityRules } from '#db/schema/customers.ts';
import type { Ctx } from '../context.ts';
import { hideableFields, isStaff, sections, type HideableField, type Section, type Viewer } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { visibilityChanged } from './customer.events.ts';

export type VisibilityScope = 'everyone' | 'segment' | 'customer';

const names = z.array(z.enum([...sections, ...hideableFields])).max(sections.length + hideableFields.length);
/** What one rule leaves out, and what it gives back of what a wider rule leaves out. */
export const hidesSchema = z.object({ hides: names, shows: names });
export type Hides = z.infer<typeof hidesSchema>;

/** Who decides what customers see. */
const canDecideVisibility = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (isStaff(viewer) && viewer.role === 'admin');

/** What is hidden after all rules, the widest first. Names that no longer exist hide nothing. */
export function hiddenBy(rules: readonly ({ hides: string[]; shows: string[] } | null)[]): {
  sections: Section[];
  fields: HideableField[];
} {
  const hidden = new Set<string>();
  for (const rule of rules) {
    for (const name of rule?.hides ?? []) hidden.add(name);
    for (const name of rule?.shows ?? []) hidden.delete(name);
  }
  return {
    sections: sections.filter((section) => hidden.has(section)),
    fields: hideableFields.filter((field) => hidden.has(field)),
  };
}

/** The rule for everyone, a segment or a customer; hides nothing where nobody has set one. Null for those who do not decide. */
export async function visibilityOf(ctx: Ctx, scope: VisibilityScope, target: string): Promise<Hides | null> {
  if (!canDecideVisibility(ctx.viewer)) return null;
  const [row] = await ctx.db.read
    .select({ hides: visibilityRules.hides, shows: visibilityRules.shows })
    .from(visibilityRules)
    .where(and(eq(visibilityRules.scope, scope), eq(visibilityRules.target, target)));
  const parsed = hidesSchema.safeParse(row);
  return parsed.success ? parsed.data : { hides: [], shows: [] };
}

/** Decides what the cabinets of everyone, of a segment or of one customer leave out. Holds from the next request on. */
export async function setVisibility(
  ctx: Ctx,
  input: { scope: VisibilityScope; target: string } & Hides,
): Promise<Result<null>> {
  if (!canDecideVisibility(ctx.viewer)) return fail('not_found', 'error.notFound');
  const { scope, target, hides, shows } = input;
  const updatedAt = ctx.clock.now();
  await ctx.db.write(async (tx) => {
    await tx
      .insert(visibilityRules)
      .values({ scope, target, hides, shows, updatedAt })
      .onConflictDoUpdate({
        target: [visibilityRules.scope, visibilityRules.target],
        set: { hides, shows, updatedAt },
      });
    await publish(ctx, tx, visibilityChanged({ scope, target }));
  });
  return ok(null);
}

/** A form with `hide`, `show` or nothing by each name, as a rule. Other fields of the form say nothing here. */
export function hidesOf(values: Readonly<Record<string, string>>): Hides {
  const all = [...sections, ...hideableFields];
  const chosen = (value: string) => all.filter((name) => values[name] === value);
  return { hides: chosen('hide'), shows: chosen('show') };
}
