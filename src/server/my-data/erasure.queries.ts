import { count, desc, eq, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import { erasureRequests } from '#db/schema/my-data.ts';
import { isWordKey, type WordKey } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { affairsOf } from '../customers/index.ts';
import { getPeople, type UserViewer } from '../identity/index.ts';
import { isErasedEmail } from '../platform/forgotten.ts';
import { canHandleErasures, mayAskForErasure } from './erasure.policy.ts';
import { stateOf, waiting, type ErasureState } from './erasure.ts';

export interface MyErasure {
  /** Staff and whoever only looks at a cabinet cannot ask. */
  mayAsk: boolean;
  /** The latest request; null when there never was one. */
  latest: {
    state: ErasureState;
    createdAt: Date;
    notBefore: Date;
    declinedAt: Date | null;
    reason: string | null;
  } | null;
  /** Companies with colleagues that would have no owner: first hand that over. */
  ownerFirst: { id: string; name: string }[];
}

const latestOf = preparedOne((db) =>
  db
    .select()
    .from(erasureRequests)
    .where(eq(erasureRequests.userId, sql.placeholder('userId')))
    .orderBy(desc(erasureRequests.createdAt), desc(erasureRequests.id))
    .limit(1),
);

/** Where the viewer's own wish to be forgotten stands. At most four queries. */
export async function getMyErasure(ctx: Ctx<UserViewer>): Promise<MyErasure> {
  if (!mayAskForErasure(ctx.viewer)) return { mayAsk: false, latest: null, ownerFirst: [] };
  const { userId } = ctx.viewer;
  const row = await latestOf(ctx.db.read, { userId });
  const affairs = (await affairsOf(ctx.db.read, [userId])).get(userId);
  return {
    mayAsk: true,
    latest: row
      ? {
          state: stateOf(row),
          createdAt: row.createdAt,
          notBefore: row.notBefore,
          declinedAt: row.declinedAt,
          reason: row.declinedReason,
        }
      : null,
    ownerFirst: affairs?.leftWithoutOwner ?? [],
  };
}

export interface Erasure {
  id: string;
  state: ErasureState;
  /** Once forgotten, what stands where the name stood. */
  name: string;
  /** Null once forgotten. */
  email: string | null;
  customers: { id: string; name: string }[];
  /** It waits until there is another owner. */
  ownerFirst: boolean;
  createdAt: Date;
  notBefore: Date;
  /** When it ended, however it did. */
  endedAt: Date | null;
  declinedBy: string | null;
  reason: string | null;
  kept: WordKey[];
}

export interface ErasureList {
  erasures: Erasure[];
  page: number;
  perPage: number;
  total: number;
}

/** Who wants to be forgotten, the latest first, for supervisors and admins; null for everyone else. Six queries. */
export async function listErasures(
  ctx: Ctx<UserViewer>,
  options: { page?: number; perPage?: number } = {},
): Promise<ErasureList | null> {
  if (!canHandleErasures(ctx.viewer)) return null;
  const { perPage = 25 } = options;
  const { read } = ctx.db;
  const [counted] = await read.select({ total: count() }).from(erasureRequests);
  const total = counted?.total ?? 0;
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const rows = await read
    .select()
    .from(erasureRequests)
    .orderBy(desc(erasureRequests.createdAt), desc(erasureRequests.id))
    .limit(perPage)
    .offset((page - 1) * perPage);
  const people = await getPeople(
    read,
    rows.flatMap(({ userId, declinedBy }) => [userId, declinedBy ?? '']),
  );
  const affairs = await affairsOf(
    read,
    rows.filter((row) => stateOf(row) === 'waiting').map(({ userId }) => userId),
  );
  const erasures = rows.map((row) => {
    const state = stateOf(row);
    const person = people.get(row.userId);
    const theirs = state === 'waiting' ? affairs.get(row.userId) : undefined;
    return {
      id: row.id,
      state,
      name: person?.name ?? '',
      email: person && !isErasedEmail(person.email) ? person.email : null,
      customers: theirs?.customers ?? [],
      ownerFirst: (theirs?.leftWithoutOwner.length ?? 0) > 0,
      createdAt: row.createdAt,
      notBefore: row.notBefore,
      endedAt: row.doneAt ?? row.declinedAt ?? row.canceledAt,
      declinedBy: row.declinedBy === null ? null : (people.get(row.declinedBy)?.name ?? null),
      reason: row.declinedReason,
      kept: (row.kept ?? []).filter(isWordKey),
    };
  });
  return { erasures, page, perPage, total };
}

const countWaiting = preparedOne((db) => db.select({ count: count() }).from(erasureRequests).where(waiting));

/** How many requests may still be answered; null for those who do not. */
export async function countWaitingErasures(ctx: Ctx<UserViewer>): Promise<number | null> {
  if (!canHandleErasures(ctx.viewer)) return null;
  return (await countWaiting(ctx.db.read, {}))?.count ?? 0;
}
