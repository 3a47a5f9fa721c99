import { and, eq, isNotNull, lte, ne, or } from 'drizzle-orm';
import { erasureRequests } from '#db/schema/my-data.ts';
import { wordsFor, type WordKey } from '#content/words.ts';
import { listInvoices, forgetPerson as forgetInBilling } from '../billing/index.ts';
import type { Ctx } from '../context.ts';
import { forgetPerson as forgetInConversations } from '../conversations/index.ts';
import { affairsOf, forgetPerson as forgetInCustomers } from '../customers/index.ts';
import { forgetPerson as forgetInDocuments, hasAnswered } from '../documents/index.ts';
import { forgetPerson as forgetInHelpCenter } from '../help-center/index.ts';
import {
  closeAccount,
  findForgotten,
  forgetPerson as forgetInIdentity,
  personErased,
  tellRightsChanged,
} from '../identity/index.ts';
import { forgetPerson as forgetInNews } from '../news/index.ts';
import { forgetPerson as forgetInNotifications } from '../notifications/index.ts';
import { forgetPerson as forgetInOrders, listOrders } from '../orders/index.ts';
import { publish } from '../platform/events.ts';
import { forgetMail } from '../platform/forget-mail.ts';
import type { Forgotten } from '../platform/forgotten.ts';
import { forgetPerson as forgetInTasks } from '../tasks/index.ts';
import { mailErasure } from './erasure-mail.ts';
import { open, waiting } from './erasure.ts';

/** When no mail goes out for so long, the person is forgotten without having been told. */
const MAIL_PATIENCE_MS = 3 * 24 * 60 * 60 * 1_000;

/**
 * Forgets everybody whose week to think again is over; regular work. In three steps, each of which may be the last of a
 * process: the account is closed, the person is told (afterwards there is no address to write to), all of it is forgotten in
 * one transaction. Whoever looks next goes on from there.
 *
 * @returns how many people were forgotten
 */
export async function carryOutErasures(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now();
  const due = await ctx.db.read
    .select()
    .from(erasureRequests)
    .where(and(open, or(isNotNull(erasureRequests.startedAt), lte(erasureRequests.notBefore, now))));
  let forgotten = 0;
  for (const { id, userId } of due) {
    try {
      if (await carryOut(ctx, id, userId)) forgotten += 1;
    } catch (error) {
      ctx.platform.log.error({ err: error, requestId: id }, 'a person could not be forgotten');
    }
  }
  return forgotten;
}

async function carryOut(ctx: Ctx, id: string, userId: string): Promise<boolean> {
  const known = await findForgotten(ctx.db.read, userId);
  if (!known) return false;
  const begun = await begin(ctx, id, userId);
  if (begun === 'owner') await mailErasure(ctx, { ...known, key: `erasure:blocked:${id}`, kind: 'blocked' });
  if (begun === null || begun === 'owner') return false;
  tellRightsChanged(ctx, userId);
  await tell(ctx, id, begun, known);
  return forget(ctx, id, userId);
}

/** Closes the account. Null when the person thought again or was told no; `owner` when others would be left without one. */
async function begin(ctx: Ctx, id: string, userId: string): Promise<{ startedAt: Date } | 'owner' | null> {
  return ctx.db.write(async (tx) => {
    const [row] = await tx
      .select()
      .from(erasureRequests)
      .where(and(eq(erasureRequests.id, id), open));
    if (!row) return null;
    if (row.startedAt) return { startedAt: row.startedAt };
    const affairs = (await affairsOf(tx, [userId])).get(userId);
    if (affairs && affairs.leftWithoutOwner.length > 0) return 'owner';
    const startedAt = ctx.clock.now();
    const [begun] = await tx
      .update(erasureRequests)
      .set({ startedAt })
      .where(and(eq(erasureRequests.id, id), waiting, lte(erasureRequests.notBefore, startedAt)))
      .returning({ id: erasureRequests.id });
    if (!begun) return null;
    await closeAccount(ctx, tx, userId);
    return { startedAt };
  });
}

async function tell(
  ctx: Ctx,
  id: string,
  { startedAt }: { startedAt: Date },
  known: NonNullable<Awaited<ReturnType<typeof findForgotten>>>,
): Promise<void> {
  try {
    await mailErasure(ctx, { ...known, key: `erasure-done:${id}`, kind: 'done' });
  } catch (error) {
    if (ctx.clock.now().getTime() - startedAt.getTime() < MAIL_PATIENCE_MS) throw error;
    ctx.platform.log.warn({ err: error, requestId: id }, 'a person is forgotten without having been told');
  }
}

async function forget(ctx: Ctx, id: string, userId: string): Promise<boolean> {
  const affairs = (await affairsOf(ctx.db.read, [userId])).get(userId);
  const customerIds = affairs?.customers.map((customer) => customer.id) ?? [];
  const ownAffairs: { customerId: string; papers: boolean }[] = [];
  for (const customerId of affairs?.ownIds ?? [])
    ownAffairs.push({ customerId, papers: await hasPapers(ctx, customerId) });
  return ctx.db.write(async (tx) => {
    const [done] = await tx
      .update(erasureRequests)
      .set({ doneAt: ctx.clock.now(), kept: keptOf(ownAffairs) })
      .where(and(eq(erasureRequests.id, id), open, isNotNull(erasureRequests.startedAt)))
      .returning({ id: erasureRequests.id });
    const known = done && (await findForgotten(tx, userId));
    if (!known) return false;
    const standIn = wordsFor(known.locale)('myData.erasedPerson');
    const person: Forgotten = { ...known, standIn, customerIds, ownAffairs };
    await forgetInNotifications(tx, person);
    await forgetInHelpCenter(tx, person);
    await forgetInNews(tx, person);
    await forgetInTasks(tx, person);
    await forgetInDocuments(tx, person);
    await forgetInConversations(tx, person);
    await forgetInOrders(tx, person);
    await forgetInBilling(ctx, tx, person);
    await forgetInCustomers(ctx, tx, person);
    await forgetMail(tx, person);
    // What was said to them when an earlier request was declined may name them.
    await tx
      .update(erasureRequests)
      .set({ declinedReason: null })
      .where(and(eq(erasureRequests.userId, userId), ne(erasureRequests.id, id)));
    await forgetInIdentity(ctx, tx, person);
    await publish(ctx, tx, personErased({ userId }));
    return true;
  });
}

async function hasPapers(ctx: Ctx, customerId: string): Promise<boolean> {
  const invoices = await listInvoices(ctx, { customerId, perPage: 1 });
  const orders = await listOrders(ctx, { customerId, perPage: 1 });
  return (invoices?.total ?? 0) + (orders?.total ?? 0) > 0 || hasAnswered(ctx.db.read, customerId);
}

const keptOf = (ownAffairs: Forgotten['ownAffairs']): WordKey[] => [
  'myData.kept.papers',
  'myData.kept.messages',
  ...(ownAffairs.some(({ papers }) => papers) ? (['myData.kept.buyer'] as const) : []),
];
