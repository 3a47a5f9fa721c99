import { createTransport } from 'nodemailer';
import { desc, eq } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { mailOutbox } from '#db/schema/platform.ts';
import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';

export interface Mail {
  /** The same key is never sent twice. */
  key: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface Mailer {
  readonly kind: 'smtp' | 'outbox';
  send(mail: Mail): Promise<void>;
}

/**
 * Mail by SMTP (RFC 5321) when `smtpUrl` is set; otherwise it is kept in the outbox that the desk shows in the demo.
 * Either way the outbox row is written once per key, so a repeated event does not repeat the mail.
 */
export function createMailer(options: {
  db: Db;
  clock: Clock;
  ids: Ids;
  smtpUrl?: string | undefined;
  from: string;
}): Mailer {
  const { db, clock, ids, smtpUrl, from } = options;
  const transport = smtpUrl ? createTransport(smtpUrl) : null;
  return {
    kind: transport ? 'smtp' : 'outbox',
    send: async (mail) => {
      const [kept] = await db.write((tx) =>
        tx
          .insert(mailOutbox)
          .values({
            id: ids.next(),
            key: mail.key,
            recipient: mail.to,
            subject: mail.subject,
            // What SMTP carries away is not kept: it may hold a secret link.
            text: transport ? '' : mail.text,
            html: transport ? '' : mail.html,
            createdAt: clock.now(),
          })
          .onConflictDoNothing()
          .returning({ id: mailOutbox.id }),
      );
      if (!kept || !transport) return;
      try {
        await transport.sendMail({
          from,
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: `<${kept.id}@kabinet>`,
        });
      } catch (error) {
        await db.write((tx) => tx.delete(mailOutbox).where(eq(mailOutbox.id, kept.id)));
        throw error;
      }
    },
  };
}

export type KeptMail = typeof mailOutbox.$inferSelect;

/** The latest mails, for the demo's outbox page. */
export const listOutbox = (db: Db, limit = 50): Promise<KeptMail[]> =>
  db.read.select().from(mailOutbox).orderBy(desc(mailOutbox.createdAt)).limit(limit);
