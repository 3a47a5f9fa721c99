import { localePath } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { renderMail } from '../platform/mail-template.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { passwordResetRequested } from './identity.events.ts';
import { issueResetToken } from './password-reset.ts';
import { getPerson } from './user.queries.ts';
import { systemViewer, type SystemViewer } from './viewer.ts';

/** Mails the link. A repeated event may make a second link, but never a second mail. */
export const onPasswordResetRequested = (app: { ctx(viewer: SystemViewer): Ctx }): Subscription =>
  subscribe(passwordResetRequested, 'identity.mail-reset-link', async (event) => {
    const { userId } = event.payload;
    if (!userId) return;
    const ctx = app.ctx(systemViewer('mail a password reset link'));
    const person = await getPerson(ctx.db.read, userId);
    if (!person?.active) return;
    const token = await issueResetToken(ctx, userId);
    const link = ctx.platform.config.ORIGIN + localePath(person.locale, `/reset-password/${token}`);
    const mail = await renderMail(ctx.db.read, 'password-reset', person.locale, { name: person.name, link });
    await ctx.platform.mailer.send({ key: `password-reset:${event.id}`, to: person.email, ...mail });
  });
