import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { nextOpening } from '../conversations/index.ts';
import { getCustomerAccount } from '../customers/index.ts';
import type { UserViewer, VisitorViewer } from '../identity/index.ts';
import { COMPANY_TIME_ZONE, companyDay } from '../platform/company-day.ts';
import type { Scene } from '../scenarios/index.ts';

/** Who is spoken with, as scenarios see it. One query for people who are signed in. */
export async function sceneOf(ctx: Ctx<UserViewer | VisitorViewer>, locale: Locale): Promise<Scene> {
  const { viewer } = ctx;
  const user = viewer.kind === 'user' ? viewer : null;
  const customerId = user?.customerId ?? null;
  const account = customerId === null ? null : await getCustomerAccount(ctx, customerId);
  const membership = user?.memberships.find((each) => each.customerId === customerId);
  return {
    locale,
    timeZone: user?.timeZone ?? COMPANY_TIME_ZONE,
    origin: ctx.platform.config.ORIGIN,
    today: companyDay(ctx.clock),
    person: {
      signedIn: user !== null,
      name: user?.name ?? null,
      email: user?.email ?? null,
      phone: account?.phone ?? null,
      role: user === null ? null : user.role === 'customer' ? (membership?.role ?? null) : 'staff',
    },
    customer: {
      name: account?.name ?? membership?.customerName ?? null,
      kind: account?.kind ?? null,
      segments: account?.segment ? [account.segment] : [],
    },
    company: { opensAt: nextOpening(ctx.clock.now())?.toISOString() ?? null },
  };
}
