import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer, VisitorViewer } from '../identity/index.ts';
import { COMPANY_TIME_ZONE, companyDay } from '../platform/company-day.ts';
import type { Scene } from '../scenarios/index.ts';

/** Who is spoken with, as scenarios see it. */
export function sceneOf(ctx: Ctx<UserViewer | VisitorViewer>, locale: Locale): Scene {
  const { viewer } = ctx;
  const user = viewer.kind === 'user' ? viewer : null;
  return {
    locale,
    timeZone: user?.timeZone ?? COMPANY_TIME_ZONE,
    origin: ctx.platform.config.ORIGIN,
    today: companyDay(ctx.clock),
    person: { signedIn: user !== null, name: user?.name ?? null },
    customer: { name: user?.memberships.find((each) => each.customerId === user.customerId)?.customerName ?? null },
  };
}
