import { and, asc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { prepared } from '#db/prepared.ts';
import type { Db } from '#db/client.ts';
import { customers, members, visibilityRules } from '#db/schema/customers.ts';
import { getPerson, sections, type Membership, type UserViewer } from '../identity/index.ts';
import { sectionsOfRole } from './section.policy.ts';
import { hiddenBy } from './visibility.ts';

const everyone = alias(visibilityRules, 'rule_everyone');
const segment = alias(visibilityRules, 'rule_segment');
const customer = alias(visibilityRules, 'rule_customer');

const membershipsOf = prepared((db) =>
  db
    .select({
      customerId: members.customerId,
      customerName: customers.name,
      role: members.role,
      picked: members.sections,
      everyone: { hides: everyone.hides, shows: everyone.shows },
      segment: { hides: segment.hides, shows: segment.shows },
      customer: { hides: customer.hides, shows: customer.shows },
    })
    .from(members)
    .innerJoin(customers, eq(customers.id, members.customerId))
    .leftJoin(everyone, and(eq(everyone.scope, 'everyone'), eq(everyone.target, '')))
    .leftJoin(segment, and(eq(segment.scope, 'segment'), eq(segment.target, customers.segment)))
    .leftJoin(customer, and(eq(customer.scope, 'customer'), eq(customer.target, customers.id)))
    .where(eq(members.userId, sql.placeholder('userId')))
    .orderBy(asc(members.createdAt), asc(members.customerId)),
);

/** For whom a person may act and what they may open there, oldest first. One query. */
export async function loadMemberships(db: Db, userId: string): Promise<Membership[]> {
  const rows = await membershipsOf(db.read, { userId });
  return rows.map(membershipFrom);
}

type StoredRule = { hides: string[]; shows: string[] } | null;
interface StoredMember {
  customerId: string;
  customerName: string;
  role: Membership['role'];
  /** custom: what the owner picked. */
  picked: string[] | null;
  everyone: StoredRule;
  segment: StoredRule;
  customer: StoredRule;
}

/** What somebody of a customer may do there: what the role opens, less what the company hides. */
export function membershipFrom({ customerId, customerName, role, picked, ...rules }: StoredMember): Membership {
  const hidden = hiddenBy([rules.everyone, rules.segment, rules.customer]);
  const open = sectionsOfRole(
    role,
    sections.filter((section) => picked?.includes(section)),
  );
  return {
    customerId,
    customerName,
    role,
    sections: sections.filter((section) => open.includes(section) && !hidden.sections.includes(section)),
    hiddenFields: hidden.fields,
  };
}

/** The viewer with their memberships, and with a current customer that is really theirs. */
export async function withMemberships(db: Db, viewer: UserViewer): Promise<UserViewer> {
  if (viewer.role !== 'customer') return { ...viewer, memberships: [], customerId: null };
  const memberships = await loadMemberships(db, viewer.userId);
  const chosen = memberships.find((member) => member.customerId === viewer.customerId) ?? memberships[0];
  return { ...viewer, memberships, customerId: chosen?.customerId ?? null };
}

/**
 * A person as a viewer without a request of theirs: what they could see, so that work done for them (the assistant in their
 * conversation) sees no more. Null for an unknown person and for one who has left.
 */
export async function viewerOfUser(db: Db, userId: string): Promise<UserViewer | null> {
  const person = await getPerson(db.read, userId);
  if (!person?.active) return null;
  const { name, email, role, locale, timeZone } = person;
  const viewer = { kind: 'user', userId, sessionId: '', name, email, role, locale, timeZone } as const;
  return withMemberships(db, { ...viewer, memberships: [], customerId: null, visitorHash: null, preview: null });
}
