import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { settings } from '#db/schema/platform.ts';
import type { Ctx } from '../context.ts';
import { getPerson } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { getSetting } from '../platform/settings.ts';
import { groupOf, isGroup, type GroupKey } from './kinds.ts';
import { resumeDigest, stopDigest, storeChoice } from './store-preferences.ts';
import { choicesFor } from './preferences.queries.ts';

const SECRET = 'notifications.unsubscribe-secret';

/** What one link switches off: mail of one group, or the digest. */
export type Unsubscribed = GroupKey | 'digest';

/**
 * The token of an unsubscribe link: who and what, signed (HMAC-SHA-256, RFC 2104). It works without signing in and does not
 * expire: all it can do is to switch one kind of mail to one person off or on again.
 */
export async function unsubscribeToken(ctx: Ctx, userId: string, what: Unsubscribed): Promise<string> {
  const said = `${userId}.${what}`;
  return `${Buffer.from(said).toString('base64url')}.${sign(said, await secretOf(ctx))}`;
}

/** What a link is for. Null when the token is not one of ours, or whom it names is gone. */
export async function openUnsubscribe(
  ctx: Ctx,
  token: string,
): Promise<{ userId: string; what: Unsubscribed; email: string } | null> {
  const [said = '', signature = ''] = token.split('.');
  const text = Buffer.from(said, 'base64url').toString('utf8');
  const secret = await getSetting(ctx.db.read, SECRET, z.string());
  if (secret === undefined || !isSame(signature, sign(text, secret))) return null;
  const [userId = '', what = ''] = text.split('.');
  if (what !== 'digest' && (!isGroup(what) || groupOf(what).locked)) return null;
  const person = await getPerson(ctx.db.read, userId);
  return person && { userId, what, email: person.email };
}

/** Stops mail of the link's group, or starts it `again` as it was. Doing it twice is harmless. */
export async function unsubscribe(ctx: Ctx, token: string, again = false): Promise<Result<null>> {
  const opened = await openUnsubscribe(ctx, token);
  if (!opened) return fail('not_found', 'error.notFound');
  const { userId, what } = opened;
  if (what === 'digest') await (again ? resumeDigest : stopDigest)(ctx, userId);
  else {
    const choice = (await choicesFor(ctx.db.read, what, [userId])).get(userId) ?? groupOf(what).defaults;
    await storeChoice(ctx, userId, what, { ...choice, mail: again });
  }
  return ok(null);
}

async function secretOf(ctx: Ctx): Promise<string> {
  const known = await getSetting(ctx.db.read, SECRET, z.string());
  if (known !== undefined) return known;
  // Two processes may get here at once: the first one's secret stays.
  await ctx.db.write((tx) =>
    tx.insert(settings).values({ key: SECRET, value: ctx.ids.secret() }).onConflictDoNothing(),
  );
  const stored = await getSetting(ctx.db.read, SECRET, z.string());
  if (stored === undefined) throw new Error('the secret of unsubscribe links could not be stored');
  return stored;
}

const sign = (text: string, secret: string): string => createHmac('sha256', secret).update(text).digest('base64url');

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
