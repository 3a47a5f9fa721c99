import { and, eq, isNotNull, lte } from 'drizzle-orm';
import { notifications } from '#db/schema/notifications.ts';
import { localePath } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import { positionOfPerson } from '../conversations/index.ts';
import { canOpenSection, canSeeField, peopleOfCustomer, viewerOfUser } from '../customers/index.ts';
import type { Ctx } from '../context.ts';
import { hideableFields, isCustomer, sections, type UserViewer } from '../identity/index.ts';
import { publish, subscribe, type Subscription } from '../platform/events.ts';
import { renderMail, type MailFooter } from '../platform/mail-template.ts';
import { groupOf, isKind, kinds } from './kinds.ts';
import { sayNotification, type Values } from './notification.ts';
import { notificationMailDue } from './notification.events.ts';
import { choicesFor } from './preferences.queries.ts';
import { systemCtx, type App } from './system-ctx.ts';
import { targetPath } from './target-path.ts';
import { unsubscribeToken, type Unsubscribed } from './unsubscribe.ts';

type Row = typeof notifications.$inferSelect;

/** Mails one notification to one person. The mailer sends the same key once, so a repeated event sends nothing more. */
export const onMailDue = (app: App): Subscription =>
  subscribe(notificationMailDue, 'notifications.mail', async ({ payload }) => {
    const ctx = systemCtx(app);
    const [row] = await ctx.db.read.select().from(notifications).where(eq(notifications.id, payload.notificationId));
    if (!row || !isKind(row.kind) || isTakenBack(row)) return;
    const viewer = await viewerOfUser(ctx.db, row.userId);
    if (!viewer || !maySee(viewer, row)) return;
    const group = kinds[row.kind];
    // Switched off between the fact and its mail.
    const choice = (await choicesFor(ctx.db.read, group, [row.userId])).get(row.userId);
    if (!choice?.mail) return;
    if (await isReadElsewhere(ctx, row)) return;
    const { locale } = viewer;
    const { title, text } = sayNotification(row.kind, row.values as Values, locale);
    const { locked = false } = groupOf(group);
    const { footer, headers } = await mailFooter(ctx, viewer, locked ? null : group);
    const several = row.customerId !== null && viewer.memberships.length > 1;
    const customer = several ? (await peopleOfCustomer(ctx.db.read, row.customerId ?? '')).name : null;
    const values = {
      title,
      text: customer === null ? text : `${wordsFor(locale)('notification.mail.whose', { customer })} ${text}`,
      name: viewer.name,
      link: linkOf(ctx, viewer, row.target),
    };
    const mail = await renderMail(ctx.db.read, 'notification', locale, values, footer);
    await ctx.platform.mailer.send({ key: `notification:${row.id}`, to: viewer.email, headers, ...mail });
  });

/** See `onWithdrawn`: neither shown nor unread, also to those who want mail only. */
const isTakenBack = ({ shown, readAt }: Row): boolean => !shown && readAt !== null;

/** Answers are read in the conversation itself, often long before anybody opens the bell. */
async function isReadElsewhere(ctx: Ctx, { kind, target, values }: Row): Promise<boolean> {
  if (kind !== 'message.posted') return false;
  const { read } = await positionOfPerson(ctx.db.read, target.slice('conversation:'.length));
  return read >= Number(values['sequence']);
}

/** What the person may still see: they may have left the company, or the section or the detail may be hidden by now. */
export const maySee = (viewer: UserViewer, row: Pick<Row, 'customerId' | 'section' | 'field'>): boolean => {
  if (row.customerId === null) return true;
  const { customerId } = row;
  const field = hideableFields.find((each) => each === row.field);
  if (field && !canSeeField(viewer, customerId, field)) return false;
  const section = sections.find((each) => each === row.section);
  if (section) return canOpenSection(viewer, customerId, section);
  return !isCustomer(viewer) || viewer.memberships.some((member) => member.customerId === customerId);
};

export const linkOf = (ctx: Ctx, viewer: UserViewer, target: string): string =>
  ctx.platform.config.ORIGIN + targetPath(target, isCustomer(viewer) ? 'customer' : 'staff');

/**
 * Why a person got a mail and how to get no more of the kind, at the foot for people and in headers for mail programs
 * (RFC 8058: one address that takes a POST without asking anything). Security mail cannot be switched off.
 */
export async function mailFooter(
  ctx: Ctx,
  viewer: UserViewer,
  what: Unsubscribed | null,
): Promise<{ footer: MailFooter; headers: Record<string, string> }> {
  const { ORIGIN } = ctx.platform.config;
  const t = wordsFor(viewer.locale);
  if (what === null) return { footer: { reason: t('notification.mail.security'), links: [] }, headers: {} };
  const path = localePath(viewer.locale, `/unsubscribe/${await unsubscribeToken(ctx, viewer.userId, what)}`);
  const address = ORIGIN + path;
  const name = t(`notification.group.${what}`);
  return {
    footer: {
      reason: t('notification.mail.reason', { name }),
      links: [
        { text: t('notification.mail.unsubscribe'), href: address },
        { text: t('notification.mail.preferences'), href: `${ORIGIN}/account/notifications` },
      ],
    },
    headers: { 'List-Unsubscribe': `<${address}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  };
}

/** Hands on the mail that waited and is still unread. Guarded, so that two processes hand each on once. Run every minute. */
export async function sendWaitingMail(ctx: Ctx): Promise<void> {
  await ctx.db.write(async (tx) => {
    const due = await tx
      .update(notifications)
      .set({ mailAfter: null })
      .where(and(isNotNull(notifications.mailAfter), lte(notifications.mailAfter, ctx.clock.now())))
      .returning({ id: notifications.id, readAt: notifications.readAt });
    for (const { id, readAt } of due) {
      if (readAt === null) await publish(ctx, tx, notificationMailDue({ notificationId: id }));
    }
  });
}
