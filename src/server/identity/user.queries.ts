import { and, asc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import type { Reader } from '#db/client.ts';
import { users } from '#db/schema/identity.ts';
import type { Titled } from '#content/person-title.ts';
import type { Ctx } from '../context.ts';
import { anyCasePattern } from '../platform/any-case.ts';
import { isStaff, type Role, type UserViewer, type Viewer } from './viewer.ts';

const findById = preparedOne((db) =>
  db
    .select()
    .from(users)
    .where(eq(users.id, sql.placeholder('id'))),
);

export interface Person extends Titled {
  id: string;
  name: string;
  email: string;
  role: Role;
  locale: 'ru' | 'en';
  timeZone: string;
  /** False once the person has left: shown beside what they said, but no longer acting or written to. */
  active: boolean;
}

const toPerson = ({
  id,
  name,
  email,
  role,
  title,
  titles,
  locale,
  timeZone,
  deactivatedAt,
}: typeof users.$inferSelect): Person => ({
  id,
  name,
  email,
  role,
  title,
  titles,
  locale,
  timeZone,
  active: deactivatedAt === null,
});

/** A person by id, for names beside messages and for mail. Callers decide what of it may be shown. */
export async function getPerson(db: Reader, id: string): Promise<Person | null> {
  const row = await findById(db, { id });
  return row ? toPerson(row) : null;
}

/** Who signs in with an address, in lower case. Never tell a reader whether there is somebody. */
export async function getPersonByEmail(db: Reader, email: string): Promise<Person | null> {
  const [row] = await db.select().from(users).where(eq(users.email, email));
  return row ? toPerson(row) : null;
}

/** People by id in one query. */
export async function getPeople(db: Reader, ids: readonly string[]): Promise<Map<string, Person>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(users)
    .where(inArray(users.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, toPerson(row)]));
}

/** Our people, those who have left too, for the admin; not those who asked to be forgotten. */
export async function listOurPeople(ctx: Ctx<UserViewer>): Promise<(Person & { createdAt: Date })[]> {
  if (!isStaff(ctx.viewer)) return [];
  const rows = await ctx.db.read
    .select()
    .from(users)
    .where(and(ne(users.role, 'customer'), isNull(users.erasedAt)))
    .orderBy(asc(users.name));
  return rows.map((row) => ({ ...toPerson(row), createdAt: row.createdAt }));
}

const looksUpPeople = (viewer: Viewer): boolean => viewer.kind === 'system' || isStaff(viewer);

/** Ids of all people whose name or mail address holds the text, for searches of staff. */
export async function findPeopleIds(ctx: Ctx, search: string): Promise<string[]> {
  const pattern = anyCasePattern(search);
  if (pattern === null || !looksUpPeople(ctx.viewer)) return [];
  const rows = await ctx.db.read
    .select({ id: users.id })
    .from(users)
    .where(and(isNull(users.erasedAt), or(sql`${users.email} glob ${pattern}`, sql`${users.name} glob ${pattern}`)));
  return rows.map(({ id }) => id);
}

/** Our people who are still here, by name, for choosing who does something. */
export async function listStaff(ctx: Ctx): Promise<Person[]> {
  if (!looksUpPeople(ctx.viewer)) return [];
  const rows = await ctx.db.read
    .select()
    .from(users)
    .where(and(ne(users.role, 'customer'), isNull(users.deactivatedAt)))
    .orderBy(asc(users.name))
    .limit(500);
  return rows.map(toPerson);
}

const findByEmail = preparedOne((db) =>
  db
    .select()
    .from(users)
    .where(eq(users.email, sql.placeholder('email'))),
);

/** Who signs in with an address, for staff; null for everyone else, so that nobody learns who has an account. */
export async function findPersonByEmail(ctx: Ctx, email: string): Promise<Person | null> {
  if (!looksUpPeople(ctx.viewer)) return null;
  const row = await findByEmail(ctx.db.read, { email: email.trim().toLowerCase() });
  return row ? toPerson(row) : null;
}
