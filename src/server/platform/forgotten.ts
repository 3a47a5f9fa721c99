import { or, sql, type SQL } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';

/** A person who is being forgotten, as they are still known. What each module needs to find its part of them. */
export interface Forgotten {
  userId: string;
  name: string;
  /** Every address they ever signed in with and that is nobody else's now, in lower case. */
  emails: readonly string[];
  /** Addresses they asked to sign in with and never confirmed: only the mails that asked for that are about them. */
  unconfirmed: readonly string[];
  /** What stands where their name stood, in the language of their cabinet. */
  standIn: string;
  /** Whom they may act for until now. */
  customerIds: readonly string[];
  /** Of these, persons (not companies) whose only member they are, by whether the law wants their papers kept. */
  ownAffairs: readonly { customerId: string; papers: boolean }[];
}

/** An address that can never be anybody's (RFC 2606 §2), for what must be an address. */
export const erasedEmail = (userId: string): string => `erased-${userId}@erased.invalid`;
export const isErasedEmail = (email: string): boolean => email.endsWith('@erased.invalid');
const NO_EMAIL = 'erased@erased.invalid';

/** A first name alone is also others' name: only a whole one is looked for in what people wrote. */
const isWholeName = (name: string): boolean => name.length >= 5 && /\S\s+\S/u.test(name);

/** What to look for, and what stands there afterwards; the way JSON writes it too, for columns that hold it. */
function replacements({ name, emails, standIn }: Forgotten): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = emails.map((email) => [email, NO_EMAIL] as const);
  if (isWholeName(name)) found.push([name, standIn]);
  return found.flatMap(([from, to]) => {
    const quoted = JSON.stringify(from).slice(1, -1);
    return quoted === from
      ? [[from, to] as const]
      : ([
          [from, to],
          [quoted, to],
        ] as const);
  });
}

/** True where a text has the person's address or whole name. */
export const mentions = (column: AnySQLiteColumn, person: Forgotten): SQL =>
  or(...replacements(person).map(([from]) => sql`instr(${column}, ${from}) > 0`)) ?? sql`0`;

/** The text with the person's address and whole name replaced. */
export const without = (column: AnySQLiteColumn, person: Forgotten): SQL<string> =>
  replacements(person).reduce<SQL<string>>((text, [from, to]) => sql`replace(${text}, ${from}, ${to})`, sql`${column}`);

/** The values of a list as one parameter, however many they are: `column in ${anyOf(ids)}`. */
export const anyOf = (values: readonly string[]): SQL => sql`(select value from json_each(${JSON.stringify(values)}))`;
