import { count, desc, eq } from 'drizzle-orm';
import { signInAttempts } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from './viewer.ts';

export type SignInMethod = 'password' | 'half' | 'code' | 'recovery' | 'passkey';

export interface Attempt {
  email: string;
  address: string;
  userAgent: string;
  method: SignInMethod;
  succeeded: boolean;
}

/** Notes a try at signing in, for the person's own history. Never the password or the code. */
export async function noteAttempt(ctx: Pick<Ctx, 'db' | 'clock' | 'ids'>, attempt: Attempt): Promise<void> {
  const { email, address, userAgent, method, succeeded } = attempt;
  await ctx.db.write((tx) =>
    tx.insert(signInAttempts).values({
      id: ctx.ids.next(),
      email,
      address,
      userAgent: userAgent.slice(0, 300),
      method,
      succeeded,
      createdAt: ctx.clock.now(),
    }),
  );
}

export interface PastAttempt {
  id: string;
  at: Date;
  address: string;
  userAgent: string;
  method: SignInMethod;
  succeeded: boolean;
}

const PER_PAGE = 20;

/** Tries at signing in with this person's address in the last three months, the latest first. Two queries. */
export async function listAttempts(
  ctx: Ctx<UserViewer>,
  page: number,
): Promise<{ attempts: PastAttempt[]; total: number; page: number; perPage: number }> {
  const own = eq(signInAttempts.email, ctx.viewer.email);
  const [all] = await ctx.db.read.select({ count: count() }).from(signInAttempts).where(own);
  const total = all?.count ?? 0;
  const shown = Math.min(page, Math.max(1, Math.ceil(total / PER_PAGE)));
  const rows = await ctx.db.read
    .select()
    .from(signInAttempts)
    .where(own)
    .orderBy(desc(signInAttempts.createdAt), desc(signInAttempts.id))
    .limit(PER_PAGE)
    .offset((shown - 1) * PER_PAGE);
  return {
    attempts: rows.map(({ id, createdAt, address, userAgent, method, succeeded }) => ({
      id,
      at: createdAt,
      address,
      userAgent: userAgent ?? '',
      method: method ?? 'password',
      succeeded,
    })),
    total,
    page: shown,
    perPage: PER_PAGE,
  };
}
