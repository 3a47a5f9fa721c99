import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { notifications } from '#db/schema/notifications.ts';
import type { Locale } from '#content/locales.ts';
import { canSeeCustomers } from '../customers/index.ts';
import type { Ctx } from '../context.ts';
import { isCustomer, type UserViewer } from '../identity/index.ts';
import { isKind, kinds, type GroupKey, type Kind } from './kinds.ts';
import { sayNotification, type Values } from './notification.ts';

/** A notification as its person sees it. */
export interface NotificationView {
  id: string;
  kind: Kind;
  group: GroupKey;
  title: string;
  text: string;
  /** Whose affairs it is about; null for what concerns the person alone, and for our people. */
  customerId: string | null;
  customerName: string | null;
  createdAt: Date;
  unread: boolean;
}

export interface NotificationList {
  notifications: NotificationView[];
  page: number;
  perPage: number;
  /** Those that match the filter. */
  total: number;
  counts: { all: number; unread: number };
}

export const BELL_SIZE = 10;

/**
 * What the viewer may see now, as one value to bind: `customer:section` of every section that is open to them. Whoever lost a
 * section, or left a company, sees no more of what they were told of it.
 */
function scopeOf(viewer: UserViewer): string {
  if (!isCustomer(viewer)) return JSON.stringify(canSeeCustomers(viewer) ? ['*'] : []);
  return JSON.stringify(
    viewer.memberships.flatMap(({ customerId, sections }) => [
      `${customerId}:`,
      ...sections.map((section) => `${customerId}:${section}`),
    ]),
  );
}

/** What of it the company hides from the viewer now, as one value to bind: `customer:field`. */
const hiddenFrom = (viewer: UserViewer): string =>
  JSON.stringify(
    viewer.memberships.flatMap(({ customerId, hiddenFields }) => hiddenFields.map((field) => `${customerId}:${field}`)),
  );

const givenTo = (viewer: UserViewer) => ({
  userId: viewer.userId,
  scope: scopeOf(viewer),
  hidden: hiddenFrom(viewer),
});

const whole = sql`(${notifications.customerId} is null or exists (select 1 from json_each(${sql.placeholder('scope')}) as open
  where open.value in ('*', ${notifications.customerId} || ':' || coalesce(${notifications.section}, ''))))`;
const shownField = sql`(${notifications.field} is null or not exists (select 1 from json_each(${sql.placeholder('hidden')}) as closed
  where closed.value = ${notifications.customerId} || ':' || ${notifications.field}))`;
const visible = and(
  eq(notifications.userId, sql.placeholder('userId')),
  sql`${notifications.shown} = 1`,
  whole,
  shownField,
);

const latest = prepared((db) =>
  db
    .select()
    .from(notifications)
    .where(visible)
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(sql.placeholder('limit'))
    .offset(sql.placeholder('offset')),
);
const latestUnread = prepared((db) =>
  db
    .select()
    .from(notifications)
    .where(and(visible, isNull(notifications.readAt)))
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(sql.placeholder('limit'))
    .offset(sql.placeholder('offset')),
);
const countUnread = preparedOne((db) =>
  db
    .select({ count: sql<number>`count(*)` })
    .from(notifications)
    .where(and(visible, isNull(notifications.readAt))),
);
const countAll = preparedOne((db) =>
  db
    .select({ count: sql<number>`count(*)` })
    .from(notifications)
    .where(visible),
);

/** How many are unread, and the latest ten, for the bell. Two queries. Null while one of our people looks at a cabinet. */
export async function getBell(
  ctx: Ctx<UserViewer>,
  locale: Locale,
): Promise<{ unread: number; latest: NotificationView[] } | null> {
  if (ctx.viewer.preview !== null) return null;
  const given = givenTo(ctx.viewer);
  const unread = await countUnread(ctx.db.read, given);
  const rows = await latest(ctx.db.read, { ...given, limit: BELL_SIZE, offset: 0 });
  return { unread: unread?.count ?? 0, latest: present(ctx.viewer, rows, locale) };
}

/** The viewer's notifications, the latest first. Three queries however many there are. */
export async function listNotifications(
  ctx: Ctx<UserViewer>,
  options: {
    locale: Locale;
    unreadOnly?: boolean | undefined;
    page?: number | undefined;
    perPage?: number | undefined;
  },
): Promise<NotificationList> {
  const { locale, unreadOnly = false, perPage = 20 } = options;
  const given = givenTo(ctx.viewer);
  const counts = {
    all: (await countAll(ctx.db.read, given))?.count ?? 0,
    unread: (await countUnread(ctx.db.read, given))?.count ?? 0,
  };
  const total = unreadOnly ? counts.unread : counts.all;
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const paged = { ...given, limit: perPage, offset: (page - 1) * perPage };
  const rows = await (unreadOnly ? latestUnread : latest)(ctx.db.read, paged);
  return { notifications: present(ctx.viewer, rows, locale), page, perPage, total, counts };
}

/** One notification of the viewer's. Null for anybody else's. */
export async function findOwn(ctx: Ctx<UserViewer>, id: string) {
  const [row] = await ctx.db.read
    .select()
    .from(notifications)
    .where(and(eq(notifications.id, id), eq(notifications.userId, ctx.viewer.userId)));
  return row ?? null;
}

export const unreadOf = (userId: string) => and(eq(notifications.userId, userId), isNull(notifications.readAt));

type Row = typeof notifications.$inferSelect;

const present = (viewer: UserViewer, rows: Row[], locale: Locale): NotificationView[] =>
  rows.flatMap((row) => {
    const { id, kind, customerId, createdAt, readAt } = row;
    // A kind of another version of the application.
    if (!isKind(kind)) return [];
    const customerName = viewer.memberships.find((member) => member.customerId === customerId)?.customerName ?? null;
    const said = sayNotification(kind, row.values as Values, locale);
    return [{ id, kind, group: kinds[kind], ...said, customerId, customerName, createdAt, unread: readAt === null }];
  });
