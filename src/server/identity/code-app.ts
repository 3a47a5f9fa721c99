import { and, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { codeApps, recoveryCodes } from '#db/schema/identity.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { getBrand } from '../platform/brand.ts';
import { publish } from '../platform/events.ts';
import { qrSymbol, type QrSymbol } from '../platform/qr-symbol.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { confirmPassword } from './confirm-password.ts';
import { recoveryCodesRenewed, secondFactorDisabled, secondFactorEnabled } from './identity.events.ts';
import { keyUri, newSecret, stepOf } from './one-time-code.ts';
import { renewRecoveryCodes } from './recovery-codes.ts';
import type { UserViewer } from './viewer.ts';

const PURPOSE = 'code-app';
const SETUP_LIVES_MS = 30 * 60 * 1_000;

const findApp = preparedOne((db) =>
  db
    .select()
    .from(codeApps)
    .where(eq(codeApps.userId, sql.placeholder('userId'))),
);

/** True when this person must show a code after the password. */
export async function hasSecondFactor(ctx: Pick<Ctx, 'db'>, userId: string): Promise<boolean> {
  return Boolean((await findApp(ctx.db.read, { userId }))?.confirmedAt);
}

/** Begins to set up an app: makes the secret it will share. Nothing changes for signing in until a code was shown. */
export async function startCodeApp(ctx: Ctx<UserViewer>, input: { current: string }): Promise<Result<null>> {
  const { userId } = ctx.viewer;
  const sure = await confirmPassword(ctx, input.current);
  if (!sure.ok) return sure;
  const sealedSecret = ctx.platform.vault.seal(PURPOSE, newSecret());
  const fresh = { sealedSecret, createdAt: ctx.clock.now(), lastStep: null };
  const begun = await ctx.db.write((tx) =>
    tx
      .insert(codeApps)
      .values({ userId, ...fresh })
      .onConflictDoUpdate({ target: codeApps.userId, set: fresh, setWhere: isNull(codeApps.confirmedAt) })
      .returning({ userId: codeApps.userId }),
  );
  return begun.length > 0 ? ok(null) : fail('conflict', 'security.codes.alreadyOn');
}

export interface CodeAppSetup {
  /** Base32 in groups of four, to be typed where no camera is. */
  secret: string;
  /** What the app scans, and the same as an address that an app on this device opens. */
  qr: QrSymbol;
  uri: string;
}

/** What to show while the app is being set up; null when it is not, or was begun too long ago. */
export async function codeAppSetup(ctx: Ctx<UserViewer>): Promise<CodeAppSetup | null> {
  const app = await findApp(ctx.db.read, { userId: ctx.viewer.userId });
  if (!app || app.confirmedAt || ctx.clock.now().getTime() - app.createdAt.getTime() > SETUP_LIVES_MS) return null;
  const secret = ctx.platform.vault.open(PURPOSE, app.sealedSecret);
  if (secret === null) return null;
  const brand = await getBrand(ctx.db.read);
  const uri = keyUri(secret, brand.name[ctx.viewer.locale], ctx.viewer.email);
  const qr = qrSymbol(uri);
  if (!qr) throw new Error('a key URI does not fit into a QR code');
  return {
    secret: secret.replaceAll(/(.{4})(?=.)/g, '$1 '),
    qr,
    uri,
  };
}

/** Turns the second step on once the app has shown a right code. Gives the recovery codes, for the only time. */
export async function confirmCodeApp(
  ctx: Ctx<UserViewer>,
  input: { code: string },
): Promise<Result<{ codes: string[] }>> {
  const { userId } = ctx.viewer;
  const retryAfter = await ctx.platform.limiter.take('secondStep', userId);
  if (retryAfter !== null) return fail('rate_limited', 'error.rateLimited', { retryAfter });
  const wrong = fail('invalid_input', 'security.wrongCode', { fields: { code: 'security.wrongCode' } });
  if (!(await codeAppSetup(ctx))) return fail('conflict', 'security.codes.setupGone');
  const taken = await ctx.db.write(async (tx) => {
    if (!(await takeCode(ctx, tx, userId, input.code))) return null;
    await tx.update(codeApps).set({ confirmedAt: ctx.clock.now() }).where(eq(codeApps.userId, userId));
    await publish(ctx, tx, secondFactorEnabled({ userId }));
    return renewRecoveryCodes(ctx, tx, userId);
  });
  if (!taken) return wrong;
  await ctx.platform.limiter.forget('secondStep', userId);
  return ok({ codes: taken });
}

/** Turns the second step off, recovery codes with it. */
export async function removeCodeApp(ctx: Ctx<UserViewer>, input: { current: string }): Promise<Result<null>> {
  const { userId } = ctx.viewer;
  const sure = await confirmPassword(ctx, input.current);
  if (!sure.ok) return sure;
  await ctx.db.write(async (tx) => {
    const off = await tx
      .delete(codeApps)
      .where(and(eq(codeApps.userId, userId), isNotNull(codeApps.confirmedAt)))
      .returning({ userId: codeApps.userId });
    if (off.length === 0) return;
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
    await publish(ctx, tx, secondFactorDisabled({ userId }));
  });
  return ok(null);
}

/** New recovery codes in place of the old ones; the person is told by mail. */
export async function newRecoveryCodes(
  ctx: Ctx<UserViewer>,
  input: { current: string },
): Promise<Result<{ codes: string[] }>> {
  const { userId } = ctx.viewer;
  const sure = await confirmPassword(ctx, input.current);
  if (!sure.ok) return sure;
  if (!(await hasSecondFactor(ctx, userId))) return fail('not_found', 'error.notFound');
  const codes = await ctx.db.write(async (tx) => {
    await publish(ctx, tx, recoveryCodesRenewed({ userId }));
    return renewRecoveryCodes(ctx, tx, userId);
  });
  return ok({ codes });
}

/** Takes a code of the app. Each time step is taken once, so that a code seen over a shoulder is worth nothing. */
export async function takeCode(ctx: Ctx, tx: Tx, userId: string, code: string): Promise<boolean> {
  const [app] = await tx.select().from(codeApps).where(eq(codeApps.userId, userId));
  const secret = app && ctx.platform.vault.open(PURPOSE, app.sealedSecret);
  const step = secret ? stepOf(secret, code, ctx.clock.now()) : null;
  if (step === null) return false;
  const taken = await tx
    .update(codeApps)
    .set({ lastStep: step })
    .where(and(eq(codeApps.userId, userId), or(isNull(codeApps.lastStep), lt(codeApps.lastStep, step))))
    .returning({ userId: codeApps.userId });
  return taken.length > 0;
}
