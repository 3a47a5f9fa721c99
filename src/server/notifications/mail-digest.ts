import { and, asc, eq, isNull } from 'drizzle-orm';
import { formatDay, formatMoney } from '#content/format.ts';
import { wordsFor } from '#content/words.ts';
import { digests, notifications } from '#db/schema/notifications.ts';
import { listInvoices } from '../billing/index.ts';
import { viewerOfUser } from '../customers/index.ts';
import type { Ctx } from '../context.ts';
import { listDocuments } from '../documents/index.ts';
import { isCustomer, type UserViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { renderMail, type MailLine } from '../platform/mail-template.ts';
import { listTasksWaitingForMe } from '../tasks/index.ts';
import { isKind } from './kinds.ts';
import { linkOf, mailFooter, maySee } from './mail-notification.ts';
import { sayNotification, type Values } from './notification.ts';
import { digestDue } from './notification.events.ts';
import { digestOf } from './preferences.queries.ts';
import { systemCtx, type App } from './system-ctx.ts';

/** As many as a person reads; the rest is in the cabinet. */
const LINES = 20;

/** Mails a digest: what was put aside for it and is still unread, what is due, what waits. Nothing left to say, no mail. */
export const onDigestDue = (app: App): Subscription =>
  subscribe(digestDue, 'notifications.mail-digest', async ({ payload }) => {
    const ctx = systemCtx(app);
    const [digest] = await ctx.db.read.select().from(digests).where(eq(digests.id, payload.digestId));
    const viewer = digest && (await viewerOfUser(ctx.db, digest.userId));
    if (!digest || !viewer) return;
    // Switched off between putting it together and its mail.
    if ((await digestOf(ctx.db.read, digest.userId)) === 'never') return;
    const news = await newsOf(ctx, viewer, digest.id);
    if (news.length === 0) return;
    const { locale } = viewer;
    const { footer, headers } = await mailFooter(ctx, viewer, 'digest');
    const values = {
      date: formatDay(digest.on, locale, 'weekday'),
      name: viewer.name,
      news,
      due: isCustomer(viewer) ? await dueOf(ctx, viewer) : [],
      waiting: isCustomer(viewer) ? await waitingOf(ctx, viewer) : [],
      link: linkOf(ctx, viewer, 'home:'),
    };
    const mail = await renderMail(ctx.db.read, 'digest', locale, values, footer);
    await ctx.platform.mailer.send({ key: `digest:${digest.id}`, to: viewer.email, headers, ...mail });
  });

async function newsOf(ctx: Ctx, viewer: UserViewer, digestId: string): Promise<MailLine[]> {
  const rows = await ctx.db.read
    .select()
    .from(notifications)
    .where(and(eq(notifications.digestId, digestId), isNull(notifications.readAt)))
    .orderBy(asc(notifications.createdAt))
    .limit(LINES);
  return rows.flatMap((row) => {
    if (!isKind(row.kind) || !maySee(viewer, row)) return [];
    const { title } = sayNotification(row.kind, row.values as Values, viewer.locale);
    return [{ text: title, link: linkOf(ctx, viewer, row.target) }];
  });
}

/** Unpaid invoices of every company of the person, as far as they may see them. */
async function dueOf(ctx: Ctx, viewer: UserViewer): Promise<MailLine[]> {
  const { locale } = viewer;
  const t = wordsFor(locale);
  const lines: MailLine[] = [];
  for (const { customerId } of viewer.memberships) {
    const asked = { customerId, filter: 'unpaid', sort: 'due', descending: false, perPage: LINES } as const;
    const list = await listInvoices({ ...ctx, viewer }, asked);
    for (const { number, title, due, currency, nextDueOn, state } of list?.invoices ?? []) {
      const said = {
        number,
        title,
        amount: formatMoney(due, currency, locale),
        date: formatDay(nextDueOn, locale, 'day'),
      };
      lines.push({
        text: t(state === 'overdue' ? 'notification.digest.overdue' : 'notification.digest.due', said),
        link: linkOf(ctx, viewer, `invoice:${number}`),
      });
    }
  }
  return lines.slice(0, LINES);
}

/** Tasks and documents that wait for the person's side, of every company of theirs, as far as they may see them. */
async function waitingOf(ctx: Ctx, viewer: UserViewer): Promise<MailLine[]> {
  const { locale } = viewer;
  const t = wordsFor(locale);
  const lines: MailLine[] = [];
  for (const { customerId } of viewer.memberships) {
    const there = { ...ctx, viewer: { ...viewer, customerId } };
    for (const { id, title, dueOn } of (await listTasksWaitingForMe(there, LINES)) ?? []) {
      const text =
        dueOn === null ? title : t('notification.digest.task', { title, date: formatDay(dueOn, locale, 'day') });
      lines.push({ text, link: linkOf(ctx, viewer, `task:${id}`) });
    }
    const documents = await listDocuments(there, { filter: 'waiting', perPage: LINES });
    for (const { id, title, asks } of documents?.documents ?? []) {
      const text = t('notification.kind.document.offered', { title, asks });
      lines.push({ text, link: linkOf(ctx, viewer, `document:${id}`) });
    }
  }
  return lines.slice(0, LINES);
}
