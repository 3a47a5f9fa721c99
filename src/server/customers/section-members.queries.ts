import { asc, eq, sql } from 'drizzle-orm';
import { prepared } from '#db/prepared.ts';
import { customers, members } from '#db/schema/customers.ts';
import type { Ctx } from '../context.ts';
import { getPeople, sections, type Section } from '../identity/index.ts';
import { canOpenSection, sectionsOfRole } from './section.policy.ts';

const membersOf = prepared((db) =>
  db
    .select({ userId: members.userId, role: members.role, picked: members.sections })
    .from(members)
    .where(eq(members.customerId, sql.placeholder('customerId')))
    .orderBy(asc(members.createdAt), asc(members.userId)),
);

const segmentsByIds = prepared((db) =>
  db
    .select({ segment: customers.segment })
    .from(customers)
    .where(sql`${customers.id} in (select value from json_each(${sql.placeholder('ids')}))`),
);

/** People of a customer whose role opens a section, for whoever may open it. Two queries. */
export async function listSectionMembers(
  ctx: Ctx,
  customerId: string,
  section: Section,
): Promise<{ userId: string; name: string }[]> {
  if (!canOpenSection(ctx.viewer, customerId, section)) return [];
  const rows = await membersOf(ctx.db.read, { customerId });
  const able = rows.filter(({ role, picked }) =>
    sectionsOfRole(
      role,
      sections.filter((each) => picked?.includes(each)),
    ).includes(section),
  );
  const people = await getPeople(
    ctx.db.read,
    able.map(({ userId }) => userId),
  );
  return able.flatMap(({ userId }) => {
    const person = people.get(userId);
    return person?.active ? [{ userId, name: person.name }] : [];
  });
}

/** Segments of customers whose section the viewer may open, without repetition. One query. */
export async function segmentsOf(ctx: Ctx, customerIds: readonly string[], section: Section): Promise<string[]> {
  const open = customerIds.filter((id) => canOpenSection(ctx.viewer, id, section));
  return open.length === 0 ? [] : segmentsIn(ctx, open);
}

/** Segments of every customer the viewer acts for, without repetition. One query. */
export async function segmentsOfMember(ctx: Ctx): Promise<string[]> {
  const ids = ctx.viewer.kind === 'user' ? ctx.viewer.memberships.map(({ customerId }) => customerId) : [];
  return ids.length === 0 ? [] : segmentsIn(ctx, ids);
}

async function segmentsIn(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const rows = await segmentsByIds(ctx.db.read, { ids: JSON.stringify(ids) });
  return [...new Set(rows.flatMap(({ segment }) => segment ?? []))];
}
