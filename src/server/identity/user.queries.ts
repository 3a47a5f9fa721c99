import { asc, eq, inArray, sql } from 'drizzle-orm';
import { preparedOne } from '#db/prepared.ts';
import type { Reader } from '#db/client.ts';
import { users } from '#db/schema/identity.ts';
import type { Ctx } from '../context.ts';
import type { Role, UserViewer } from './viewer.ts';

const findById = preparedOne((db) =>
  db
    .select()
    .from(users)
    .where(eq(users.id, sql.placeholder('id'))),
);

export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  title: string | null;
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
  locale,
  timeZone,
  deactivatedAt,
}: typeof users.$inferSelect): Person => ({
  id,
  name,
  email,
  role,
  title,
  locale,
  timeZone,
  active: deactivatedAt === null,
});

/** A person by id, for names beside messages and for mail. Callers decide what of it may be shown. */
export async function getPerson(db: Reader, id: string): Promise<Person | null> {
  const row = await findById(db, { id });
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

/** Everyone who can sign in, for the admin. */
export async function listPeople(ctx: Ctx<UserViewer>): Promise<(Person & { createdAt: Date })[]> {
  const rows = await ctx.db.read.select().from(users).orderBy(asc(users.name)).limit(500);
  return rows.map((row) => ({ ...toPerson(row), createdAt: row.createdAt }));
}
