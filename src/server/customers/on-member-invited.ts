import { and, eq, isNull } from 'drizzle-orm';
import { customers, invitations } from '#db/schema/customers.ts';
import { formatDate } from '#content/format.ts';
import { localePath } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { getPerson, systemViewer, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { renderMail } from '../platform/mail-template.ts';
import { memberInvited } from './customer.events.ts';
import { INVITATION } from './invite-colleague.ts';

/** Mails the link, unless the invitation was taken back in the meantime. */
export const onMemberInvited = (app: { ctx(viewer: SystemViewer): Ctx }): Subscription =>
  subscribe(memberInvited, 'customers.mail-invitation', async (event) => {
    const ctx = app.ctx(systemViewer('mail an invitation'));
    const open = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt));
    const [row] = await ctx.db.read
      .select({ invitation: invitations, customer: customers.name })
      .from(invitations)
      .innerJoin(customers, eq(customers.id, invitations.customerId))
      .where(and(eq(invitations.id, event.payload.invitationId), open));
    if (!row) return;
    const { id, email, locale, invitedBy, expiresAt } = row.invitation;
    const by = await getPerson(ctx.db.read, invitedBy);
    const path = localePath(locale, `/invitation/${ctx.platform.vault.token(INVITATION, id)}`);
    const mail = await renderMail(ctx.db.read, 'invitation', locale, {
      by: by?.name ?? '',
      customer: row.customer,
      until: formatDate(expiresAt, locale, 'day', by?.timeZone),
      link: ctx.platform.config.ORIGIN + path,
    });
    await ctx.platform.mailer.send({ key: `invitation:${event.id}`, to: email, ...mail });
  });
