import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { invitations, members } from '#db/schema/customers.ts';
import type { Ctx } from '../context.ts';
import { getPeople, sections, type MemberRole, type Section, type UserViewer } from '../identity/index.ts';
import { canManageColleagues } from './people.policy.ts';
import { canOpenSection } from './section.policy.ts';

export interface Colleague {
  userId: string;
  name: string;
  email: string;
  role: MemberRole;
  /** What `custom` opens; empty for the other roles, which say it themselves. */
  picked: Section[];
  since: Date;
  /** The viewer themselves. */
  me: boolean;
}

export interface OpenInvitation {
  id: string;
  email: string;
  role: MemberRole;
  picked: Section[];
  by: string;
  sentAt: Date;
  expiresAt: Date;
  /** Its link works no more until it is sent again. */
  expired: boolean;
}

export interface People {
  colleagues: Colleague[];
  invitations: OpenInvitation[];
}

/** What a person was given that the owner's cabinet has: the company may have closed a section since. */
const pickedOf = (viewer: UserViewer, customerId: string, kept: string[] | null): Section[] =>
  sections.filter((section) => kept?.includes(section) && canOpenSection(viewer, customerId, section));

/** Who may act for a customer and who is invited, for its owners and ours who manage it; null for everybody else. Three queries however many. */
export async function listPeopleOf(ctx: Ctx<UserViewer>, customerId: string): Promise<People | null> {
  if (!canManageColleagues(ctx.viewer, customerId)) return null;
  const { read } = ctx.db;
  const rows = await read
    .select()
    .from(members)
    .where(eq(members.customerId, customerId))
    .orderBy(asc(members.createdAt), asc(members.userId));
  const open = await read
    .select()
    .from(invitations)
    .where(and(eq(invitations.customerId, customerId), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)))
    .orderBy(desc(invitations.createdAt));
  const people = await getPeople(read, [...rows.map((row) => row.userId), ...open.map((row) => row.invitedBy)]);
  const now = ctx.clock.now();
  return {
    colleagues: rows.flatMap(({ userId, role, sections: kept, createdAt }) => {
      const person = people.get(userId);
      if (!person?.active) return [];
      const { name, email } = person;
      return [
        {
          userId,
          name,
          email,
          role,
          picked: pickedOf(ctx.viewer, customerId, kept),
          since: createdAt,
          me: userId === ctx.viewer.userId,
        },
      ];
    }),
    invitations: open.map(({ id, email, role, sections: kept, invitedBy, sentAt, expiresAt }) => ({
      id,
      email,
      role,
      picked: pickedOf(ctx.viewer, customerId, kept),
      by: people.get(invitedBy)?.name ?? '',
      sentAt,
      expiresAt,
      expired: expiresAt <= now,
    })),
  };
}

/** One colleague, for the owners; null for everybody else and for somebody who is none. */
export async function getColleague(
  ctx: Ctx<UserViewer>,
  customerId: string,
  userId: string,
): Promise<Colleague | null> {
  const people = await listPeopleOf(ctx, customerId);
  return people?.colleagues.find((colleague) => colleague.userId === userId) ?? null;
}
