import { eq } from 'drizzle-orm';
import type { Reader as DbReader } from '#db/client.ts';
import { absentWriters } from '#db/schema/help-center-revisions.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { getPeople, getPersonByEmail } from '../identity/index.ts';
import { isErasedEmail } from '../platform/forgotten.ts';

/** Somebody who wrote: an account here, or what is kept of somebody who has none. Both null: nobody, or nobody knows any more. */
export interface Writer {
  userId: string | null;
  absentId: string | null;
}

/** How a history names somebody. */
export interface NamedWriter {
  email: string;
  name: string;
}

export const NOBODY: Writer = { userId: null, absentId: null };

/** Everybody of these ids, of accounts and of those who have none here. Whoever asked to be forgotten is not among them. */
export async function findWriters(db: DbReader | Tx, ids: readonly string[]): Promise<Map<string, NamedWriter>> {
  const found = new Map<string, NamedWriter>();
  if (ids.length === 0) return found;
  for (const [id, { email, name }] of await getPeople(db, ids)) {
    if (!isErasedEmail(email)) found.set(id, { email, name });
  }
  const asked = new Set(ids.filter((id) => !found.has(id)));
  if (asked.size === 0) return found;
  for (const { id, email, name } of await db.select().from(absentWriters)) {
    if (asked.has(id)) found.set(id, { email, name });
  }
  return found;
}

/**
 * Whom mail addresses of a history mean here: the account that signs in with one, or else a name that is kept.
 * @param names by address, as the history says them; an address without one is its own name
 */
export async function meetWriters(
  ctx: Ctx,
  tx: Tx,
  { emails, names }: { emails: readonly string[]; names: ReadonlyMap<string, string> },
): Promise<(email: string | null) => Writer> {
  const met = new Map<string, Writer>();
  for (const email of new Set(emails)) met.set(email, await meet(ctx, tx, { email, name: names.get(email) ?? email }));
  return (email) => (email === null ? NOBODY : (met.get(email) ?? NOBODY));
}

async function meet(ctx: Ctx, tx: Tx, { email, name }: NamedWriter): Promise<Writer> {
  if (isErasedEmail(email)) return NOBODY;
  const person = await getPersonByEmail(tx, email);
  if (person) return { userId: person.id, absentId: null };
  const [known] = await tx.select().from(absentWriters).where(eq(absentWriters.email, email));
  if (known) return { userId: null, absentId: known.id };
  const id = ctx.ids.next();
  await tx.insert(absentWriters).values({ id, email, name });
  return { userId: null, absentId: id };
}
