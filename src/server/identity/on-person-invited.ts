import { localePath } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { renderMail } from '../platform/mail-template.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { personInvited } from './identity.events.ts';
import { INVITATION_LIVES_MS, issueResetToken } from './password-reset.ts';
import { getPerson } from './user.queries.ts';
import { systemViewer, type SystemViewer } from './viewer.ts';

/** Mails the link to set the first password. A repeated event may make a second link, but never a second mail. */
export const onPersonInvited = (app: { ctx(viewer: SystemViewer): Ctx }): Subscription =>
  subscribe(personInvited, 'identity.mail-first-password', async (event) => {
    const ctx = app.ctx(systemViewer('mail a link for the first password'));
    const person = await getPerson(ctx.db.read, event.payload.userId);
    if (!person?.active) return;
    const token = await issueResetToken(ctx, person.id, INVITATION_LIVES_MS);
    const link = ctx.platform.config.ORIGIN + localePath(person.locale, `/reset-password/${token}`);
    const mail = await renderMail(ctx.db.read, 'first-password', person.locale, { name: person.name, link });
    await ctx.platform.mailer.send({ key: `first-password:${event.id}`, to: person.email, ...mail });
  });
