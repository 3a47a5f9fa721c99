import { mailOutbox } from '#db/schema/platform.ts';
import { and, like, or, sql } from 'drizzle-orm';
import type { Tx } from '#db/write.ts';
import { anyOf, mentions, type Forgotten } from './forgotten.ts';

/** Forgets the mails to a person, and what mails to others said of them. Their keys stay: none of those is sent twice. */
export async function forgetMail(tx: Tx, person: Forgotten): Promise<void> {
  await tx.delete(mailOutbox).where(sql`${mailOutbox.recipient} in ${anyOf(person.emails)}`);
  const asked = sql`${mailOutbox.recipient} in ${anyOf(person.unconfirmed)}`;
  await tx.delete(mailOutbox).where(and(asked, like(mailOutbox.key, 'email-change:%')));
  const { subject, text, html, headers } = mailOutbox;
  await tx
    .update(mailOutbox)
    .set({ subject: '', text: '', html: '', headers: null })
    .where(or(...[subject, text, html, headers].map((column) => mentions(column, person))));
}
