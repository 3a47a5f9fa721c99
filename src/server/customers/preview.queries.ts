import { and, count, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { preparedOne } from '#db/prepared.ts';
import type { Db } from '#db/client.ts';
import { cabinetPreviews, customers, visibilityRules } from '#db/schema/customers.ts';
import type { Ctx } from '../context.ts';
import { getPeople, isStaff, type MemberRole, type UserViewer, type Viewer } from '../identity/index.ts';
import { membershipFrom } from './membership.queries.ts';
import { canSeeCustomers } from './section.policy.ts';

const everyone = alias(visibilityRules, 'rule_everyone');
const segment = alias(visibilityRules, 'rule_segment');
const customer = alias(visibilityRules, 'rule_customer');

const findPreview = preparedOne((db) =>
  db
    .select({
      staffId: cabinetPreviews.staffId,
      endedAt: cabinetPreviews.endedAt,
      customerId: customers.id,
      customerName: customers.name,
      role: cabinetPreviews.role,
      everyone: { hides: everyone.hides, shows: everyone.shows },
      segment: { hides: segment.hides, shows: segment.shows },
      customer: { hides: customer.hides, shows: customer.shows },
    })
    .from(cabinetPreviews)
    .innerJoin(customers, eq(customers.id, cabinetPreviews.customerId))
    .leftJoin(everyone, and(eq(everyone.scope, 'everyone'), eq(everyone.target, '')))
    .leftJoin(segment, and(eq(segment.scope, 'segment'), eq(segment.target, customers.segment)))
    .leftJoin(customer, and(eq(customer.scope, 'customer'), eq(customer.target, customers.id)))
    .where(eq(cabinetPreviews.id, sql.placeholder('previewId'))),
);

/**
 * The made-up person of the customer that one of our people looks at a cabinet as: sections and details as the company shows
 * them, a user id that owns nothing. Null once they have left, and when they may not look after customers any more.
 */
export async function viewerOfPreview(db: Db, staff: UserViewer, previewId: string): Promise<UserViewer | null> {
  if (!canSeeCustomers(staff)) return null;
  const row = await findPreview(db.read, { previewId });
  if (row?.staffId !== staff.userId || row.endedAt !== null) return null;
  const { customerId, customerName, role, everyone: all, segment: group, customer: own } = row;
  const member = { customerId, customerName, role, picked: null, everyone: all, segment: group, customer: own };
  return {
    ...staff,
    userId: `preview:${previewId}`,
    role: 'customer',
    memberships: [membershipFrom(member)],
    customerId,
    visitorHash: null,
    preview: { id: previewId, staffId: staff.userId, staffName: staff.name },
  };
}

export interface PreviewRecord {
  id: string;
  staffName: string;
  customerId: string;
  customerName: string;
  role: MemberRole;
  /** With whose eyes a scenario was tried out; null for a look at the cabinet. */
  personName: string | null;
  startedAt: Date;
  /** Null while they still look, and when the session ended without leaving. */
  endedAt: Date | null;
}

const canAudit = (viewer: Viewer): boolean => viewer.kind === 'system' || (isStaff(viewer) && viewer.role === 'admin');

/**
 * Who looked at a customer's cabinet, latest first: of one customer for staff who look after customers, of all for the admin.
 * Null for everyone else. Three queries however many there are.
 */
export async function listPreviews(
  ctx: Ctx,
  options: { customerId?: string; page?: number; perPage?: number } = {},
): Promise<{ previews: PreviewRecord[]; page: number; perPage: number; total: number } | null> {
  const { customerId, perPage = 25 } = options;
  if (customerId === undefined ? !canAudit(ctx.viewer) : !canSeeCustomers(ctx.viewer)) return null;
  const { read } = ctx.db;
  const where = customerId === undefined ? undefined : eq(cabinetPreviews.customerId, customerId);
  const [counted] = await read.select({ total: count() }).from(cabinetPreviews).where(where);
  const total = counted?.total ?? 0;
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const rows = await read
    .select({ preview: cabinetPreviews, customerName: customers.name })
    .from(cabinetPreviews)
    .innerJoin(customers, eq(customers.id, cabinetPreviews.customerId))
    .where(where)
    .orderBy(desc(cabinetPreviews.startedAt), desc(cabinetPreviews.id))
    .limit(perPage)
    .offset((page - 1) * perPage);
  const people = await getPeople(
    read,
    rows.flatMap(({ preview }) => [preview.staffId, ...(preview.userId ? [preview.userId] : [])]),
  );
  return {
    previews: rows.map(
      ({ preview: { id, staffId, customerId: of, role, userId, startedAt, endedAt }, customerName }) => ({
        id,
        staffName: people.get(staffId)?.name ?? '',
        customerId: of,
        customerName,
        role,
        personName: (userId && people.get(userId)?.name) || null,
        startedAt,
        endedAt,
      }),
    ),
    page,
    perPage,
    total,
  };
}
