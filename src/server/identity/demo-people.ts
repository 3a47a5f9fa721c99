import { asc, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '#db/schema/identity.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import type { Locale } from '#content/locales.ts';
import { titleFor } from '#content/person-title.ts';
import { getSetting, putSetting } from '../platform/settings.ts';
import type { Role } from './viewer.ts';

export interface DemoPerson {
  name: string;
  initials: string;
  email: string;
  role: Role;
  detail: string | null;
  password: string;
}

const passwordSetting = z.string();
/** What the sign-in page says of each, by mail address: a title on its own is in the person's language. */
const detailsSetting = z.record(z.string(), z.object({ ru: z.string(), en: z.string() }));

/** Who can be tried in the demo. Empty anywhere else: the password is a setting that only the demo story writes. */
export async function listDemoPeople(ctx: Ctx, locale: Locale): Promise<DemoPerson[]> {
  if (!ctx.platform.config.DEMO) return [];
  const password = await getSetting(ctx.db.read, 'demo.password', passwordSetting);
  if (password === undefined) return [];
  const details = (await getSetting(ctx.db.read, 'demo.details', detailsSetting)) ?? {};
  // Whoever joins while the demo is tried has a password of their own.
  const told = inArray(users.email, Object.keys(details));
  const rows = await ctx.db.read.select().from(users).where(told).orderBy(asc(users.id)).limit(20);
  return rows.map(({ name, email, role, ...person }) => ({
    name,
    email,
    role,
    detail: details[email]?.[locale] ?? titleFor(person, locale),
    password,
    initials: name
      .split(' ')
      .map((part) => part[0] ?? '')
      .join('')
      .slice(0, 2),
  }));
}

/** Takes a forgotten person off the demo's sign-in page. */
export async function forgetDemoPerson(tx: Tx, emails: readonly string[]): Promise<void> {
  const details = await getSetting(tx, 'demo.details', detailsSetting);
  if (!details || !emails.some((email) => email in details)) return;
  const left = Object.entries(details).filter(([email]) => !emails.includes(email));
  await putSetting(tx, 'demo.details', Object.fromEntries(left));
}
