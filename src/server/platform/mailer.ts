import type { Transporter } from 'nodemailer';
import { desc, eq, inArray, lte } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { deleteInPortions } from '#db/prune.ts';
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
  /** Where an answer goes, when not to the sender. */
  replyTo?: string | undefined;
  /** Further header fields, e.g. `List-Unsubscribe` (RFC 8058). */
  headers?: Readonly<Record<string, string>> | undefined;
}

export interface Mailer {
  readonly kind: 'smtp' | 'outbox';
  send(mail: Mail): Promise<void>;
}

const SMTP_TIMEOUT_MS = 15_000;
const OUTBOX_LIVES_MS = 90 * 24 * 60 * 60 * 1_000;

/**
 * Mail by SMTP (RFC 5321) when `smtpUrl` is set; otherwise it is only noted, and its text kept when `keepBodies` is set: the
 * demo shows it. A mail that was not taken to the end, also because the process died, goes out when it is asked for again.
 */
export function createMailer(options: {
  db: Db;
  clock: Clock;
  ids: Ids;
  smtpUrl?: string | undefined;
  from: string;
  keepBodies?: boolean;
  timeoutMs?: number;
}): Mailer {
  const { db, clock, ids, smtpUrl, from, keepBodies = false, timeoutMs = SMTP_TIMEOUT_MS } = options;
  let connected: Promise<Transporter> | undefined;
  // Loaded by the first mail: an installation without a mail server never needs it, and no start waits for it.
  const transport = smtpUrl ? () => (connected ??= connect(smtpUrl, timeoutMs)) : null;
  const underWay = new Map<string, Promise<void>>();

  const note = (mail: Mail) =>
    db.write(async (tx) => {
      // What may hold a secret link is not kept beyond the demo.
      const { text, html } = keepBodies && !transport ? mail : { text: '', html: '' };
      const {
        key,
        to: recipient,
        subject,
        headers = null,
      } = keepBodies && !transport ? mail : { ...mail, headers: null };
      await tx
        .insert(mailOutbox)
        .values({ id: ids.next(), key, recipient, subject, text, html, headers, createdAt: clock.now() })
        .onConflictDoNothing();
      const [noted] = await tx.select().from(mailOutbox).where(eq(mailOutbox.key, key));
      return noted;
    });

  const deliver = async (mail: Mail): Promise<void> => {
    const noted = await note(mail);
    if (!transport || !noted || noted.sentAt) return;
    const { to, subject, text, html, replyTo, headers } = mail;
    // The same on every try: should a mail go out twice after all, its reader's mail program can tell.
    const messageId = `<${noted.id}@kabinet>`;
    await (await transport()).sendMail({ from, to, subject, text, html, replyTo, headers: { ...headers }, messageId });
    await db.write((tx) => tx.update(mailOutbox).set({ sentAt: clock.now() }).where(eq(mailOutbox.id, noted.id)));
  };

  return {
    kind: transport ? 'smtp' : 'outbox',
    send: (mail) => {
      // A delivery given up as too slow is tried again while the first try may still be talking to the server.
      const running = underWay.get(mail.key);
      if (running) return running;
      const sending = deliver(mail).finally(() => underWay.delete(mail.key));
      underWay.set(mail.key, sending);
      return sending;
    },
  };
}

async function connect(url: string, timeoutMs: number): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({ url, connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs });
}

export type KeptMail = typeof mailOutbox.$inferSelect;

/** The latest mails, for the demo's outbox page. */
export const listOutbox = (db: Db, limit = 50): Promise<KeptMail[]> =>
  db.read.select().from(mailOutbox).orderBy(desc(mailOutbox.createdAt)).limit(limit);

/** Forgets mails of more than three months ago, long after anybody may ask to send them again. Run now and then. */
export async function pruneOutbox(ctx: { db: Db; clock: Clock }): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - OUTBOX_LIVES_MS);
  await deleteInPortions(ctx.db, (tx, limit) =>
    tx
      .delete(mailOutbox)
      .where(
        inArray(
          mailOutbox.id,
          tx.select({ id: mailOutbox.id }).from(mailOutbox).where(lte(mailOutbox.createdAt, before)).limit(limit),
        ),
      )
      .returning({ id: mailOutbox.id }),
  );
}
