import { eq } from 'drizzle-orm';
import { erasureRequests } from '#db/schema/my-data.ts';
import { formatDate } from '#content/format.ts';
import type { Ctx } from '../context.ts';
import { getPerson, listStaff, systemViewer, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { renderMail } from '../platform/mail-template.ts';
import { mailErasure, type ErasureMail } from './erasure-mail.ts';
import { erasureCanceled, erasureDeclined, erasureRequested } from './erasure.events.ts';

interface App {
  ctx(viewer: SystemViewer): Ctx;
}

const told = [
  [erasureRequested, 'requested', 'my-data.mail-erasure-requested'],
  [erasureCanceled, 'canceled', 'my-data.mail-erasure-canceled'],
  [erasureDeclined, 'declined', 'my-data.mail-erasure-declined'],
] as const satisfies readonly [unknown, ErasureMail, string][];

/** The person hears of every step, also because a stranger may have asked in their name; supervisors hear that they may object. */
export const onErasure = (app: App): Subscription[] => [
  ...told.map(([event, kind, name]) =>
    subscribe(event, name, async ({ payload: { userId, requestId } }) => {
      const ctx = app.ctx(systemViewer('tell a person what becomes of their data'));
      const person = await getPerson(ctx.db.read, userId);
      const [request] = await ctx.db.read.select().from(erasureRequests).where(eq(erasureRequests.id, requestId));
      if (!request || !person?.active) return;
      const { email, locale, timeZone } = person;
      const values = {
        day: formatDate(request.notBefore, locale, 'full', timeZone),
        reason: request.declinedReason ?? '',
      };
      await mailErasure(ctx, {
        name: person.name,
        emails: [email],
        locale,
        key: `erasure:${kind}:${requestId}`,
        kind,
        values,
      });
    }),
  ),
  subscribe(erasureRequested, 'my-data.mail-supervisors', async ({ payload: { requestId } }) => {
    const ctx = app.ctx(systemViewer('tell supervisors that somebody wants to be forgotten'));
    const [request] = await ctx.db.read.select().from(erasureRequests).where(eq(erasureRequests.id, requestId));
    if (!request || request.canceledAt || request.doneAt) return;
    for (const { id, name, email, role, locale, timeZone } of await listStaff(ctx)) {
      if (role !== 'supervisor' && role !== 'admin') continue;
      // Who it is stands at the desk only: mail is kept longer than the person.
      const mail = await renderMail(ctx.db.read, 'erasure-staff', locale, {
        name,
        day: formatDate(request.notBefore, locale, 'full', timeZone),
        link: `${ctx.platform.config.ORIGIN}/desk/erasures`,
      });
      await ctx.platform.mailer.send({ key: `erasure-staff:${requestId}:${id}`, to: email, ...mail });
    }
  }),
];
