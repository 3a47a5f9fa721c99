import type { Ctx } from '../context.ts';
import { hideableFields, sections, type HideableField, type Section } from '../identity/index.ts';
import { getCustomerCard } from './customer.queries.ts';
import { sectionsOfRole } from './section.policy.ts';
import { hiddenBy, visibilityOf, type Hides, type VisibilityScope } from './visibility.ts';

export type VisibleName = Section | HideableField;
export const visibleNames: readonly VisibleName[] = [...sections, ...hideableFields];

export interface VisibilityPlan {
  scope: VisibilityScope;
  target: string;
  /** Whom it is about: a customer's name, a segment's key, nothing for everyone. */
  label: string;
  /** What wider rules hide already. */
  inherited: readonly VisibleName[];
  /** The rule of this very scope. */
  rule: Hides;
  /** What a customer here does not see in the end. */
  hidden: readonly VisibleName[];
  /** What each role finds in the navigation. */
  opens: Record<'owner' | 'accountant' | 'member', readonly Section[]>;
}

/**
 * What is decided for everyone, a segment or a customer, what it takes over from wider rules, and what comes out. `instead`
 * shows the effect of a rule before it is set. Null for those who do not decide and for an unknown customer.
 */
export async function visibilityPlan(
  ctx: Ctx,
  { scope, target, instead }: { scope: VisibilityScope; target: string; instead?: Hides | undefined },
): Promise<VisibilityPlan | null> {
  const stored = await visibilityOf(ctx, scope, target);
  if (!stored) return null;
  const customer = scope === 'customer' ? await getCustomerCard(ctx, target) : null;
  if (scope === 'customer' && !customer) return null;
  const segment = scope === 'customer' ? (customer?.segment ?? null) : null;
  const wider: (Hides | null)[] = [];
  if (scope !== 'everyone') wider.push(await visibilityOf(ctx, 'everyone', ''));
  if (segment !== null) wider.push(await visibilityOf(ctx, 'segment', segment));
  const rule = instead ?? stored;
  const hidden = hiddenBy([...wider, rule]);
  const open = (role: 'owner' | 'accountant' | 'member') =>
    sectionsOfRole(role, []).filter((section) => !hidden.sections.includes(section));
  const before = hiddenBy(wider);
  return {
    scope,
    target,
    label: customer?.name ?? target,
    inherited: [...before.sections, ...before.fields],
    rule,
    hidden: [...hidden.sections, ...hidden.fields],
    opens: { owner: open('owner'), accountant: open('accountant'), member: open('member') },
  };
}
