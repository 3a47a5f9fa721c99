import { countOwnCalls } from '../assistant/index.ts';
import { listInvoices } from '../billing/index.ts';
import type { Ctx } from '../context.ts';
import { conversationIdsOf, countDrafts } from '../conversations/index.ts';
import { listDocuments } from '../documents/index.ts';
import { listOwnVotes } from '../help-center/index.ts';
import { hasSecondFactor, listAttempts, listPasskeys, listSessions, type UserViewer } from '../identity/index.ts';
import { listNotifications } from '../notifications/index.ts';
import { listOrders } from '../orders/index.ts';
import { listTasks } from '../tasks/index.ts';
import { cabinetsOf } from './cabinets.ts';

export const ownKinds = [
  'sessions',
  'signIns',
  'passkeys',
  'notifications',
  'conversations',
  'calls',
  'drafts',
  'votes',
] as const;
export const customerKinds = ['invoices', 'orders', 'documents', 'tasks'] as const;
export type OwnKind = (typeof ownKinds)[number];
export type CustomerKind = (typeof customerKinds)[number];

export interface Overview {
  /** What is kept about the person alone, counted. */
  own: Record<OwnKind, number>;
  /** An app makes codes for them. */
  codes: boolean;
  /** What they may see of each customer they act for; null where a section is not theirs. */
  customers: { id: string; name: string; current: boolean; counts: Record<CustomerKind, number | null> }[];
}

/** What we hold about the viewer, counted by kind. As many queries however much it is; some more per customer. */
export async function getOverview(ctx: Ctx<UserViewer>): Promise<Overview> {
  const { viewer, db } = ctx;
  const own = {
    sessions: (await listSessions(ctx)).length,
    signIns: (await listAttempts(ctx, 1)).total,
    passkeys: (await listPasskeys(ctx)).length,
    notifications: (await listNotifications(ctx, { locale: viewer.locale, perPage: 1 })).total,
    conversations: (await conversationIdsOf(db.read, viewer.userId)).length,
    calls: await countOwnCalls(ctx),
    drafts: await countDrafts(ctx),
    votes: (await listOwnVotes(ctx)).length,
  };
  const customers: Overview['customers'] = [];
  for (const { customerId: id, name, ctx: cabinet } of cabinetsOf(ctx)) {
    const tasks = await listTasks(cabinet, { perPage: 1 });
    customers.push({
      id,
      name,
      current: id === viewer.customerId,
      counts: {
        invoices: (await listInvoices(cabinet, { perPage: 1 }))?.total ?? null,
        orders: (await listOrders(cabinet, { perPage: 1 }))?.total ?? null,
        documents: (await listDocuments(cabinet, { perPage: 1 }))?.total ?? null,
        tasks: tasks && tasks.counts.open + tasks.counts.done,
      },
    });
  }
  return { own, codes: await hasSecondFactor(ctx, viewer.userId), customers };
}
