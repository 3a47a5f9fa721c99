import { eq } from 'drizzle-orm';
import { emailChanges } from '#db/schema/identity.ts';
import { formatDate } from '#content/format.ts';
import { localePath } from '#content/locales.ts';
import { wordsFor, type WordKey } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { subscribe, type EventType, type Subscription } from '../platform/events.ts';
import { renderMail } from '../platform/mail-template.ts';
import { EMAIL_CHANGE } from './email-change.ts';
import {
  emailChanged,
  emailChangeRequested,
  newDeviceSignedIn,
  passkeyAdded,
  passkeyRemoved,
  passwordChanged,
  recoveryCodesRenewed,
  recoveryCodeUsed,
  secondFactorDisabled,
  secondFactorEnabled,
} from './identity.events.ts';
import { getPerson } from './user.queries.ts';
import { systemViewer, type SystemViewer } from './viewer.ts';

interface Asker {
  ctx(viewer: SystemViewer): Ctx;
}
interface Notice {
  eventId: string;
  userId: string;
  at: Date;
  what: WordKey;
  /** The address that is not used any more, told so; else the present one is told. */
  formerly?: string;
}

/** Tells the person what has changed about signing in, so that a stranger's doing does not go unseen. */
async function tell(app: Asker, { eventId, userId, at, what, formerly }: Notice): Promise<void> {
  const ctx = app.ctx(systemViewer('mail what changed about signing in'));
  const person = await getPerson(ctx.db.read, userId);
  if (!person?.active) return;
  const { locale } = person;
  const mail = await renderMail(ctx.db.read, formerly === undefined ? 'security-notice' : 'email-changed', locale, {
    name: person.name,
    what: wordsFor(locale)(what),
    when: formatDate(at, locale, 'full', person.timeZone),
    link: ctx.platform.config.ORIGIN + localePath(locale, '/reset-password'),
  });
  await ctx.platform.mailer.send({ key: `security:${eventId}`, to: formerly ?? person.email, ...mail });
}

const notices: readonly [EventType<{ userId: string }>, WordKey, string][] = [
  [passwordChanged, 'notice.passwordChanged', 'identity.mail-password-changed'],
  [secondFactorEnabled, 'notice.secondFactorEnabled', 'identity.mail-second-factor-enabled'],
  [secondFactorDisabled, 'notice.secondFactorDisabled', 'identity.mail-second-factor-disabled'],
  [recoveryCodesRenewed, 'notice.recoveryCodesRenewed', 'identity.mail-recovery-codes-renewed'],
  [recoveryCodeUsed, 'notice.recoveryCodeUsed', 'identity.mail-recovery-code-used'],
  [passkeyAdded, 'notice.passkeyAdded', 'identity.mail-passkey-added'],
  [passkeyRemoved, 'notice.passkeyRemoved', 'identity.mail-passkey-removed'],
  [newDeviceSignedIn, 'notice.newDevice', 'identity.mail-new-device'],
];

export const onSecurityChanged = (app: Asker): Subscription[] => [
  ...notices.map(([event, what, name]) =>
    subscribe(event, name, ({ id, payload: { userId }, createdAt }) =>
      tell(app, { eventId: id, userId, at: createdAt, what }),
    ),
  ),
  subscribe(emailChanged, 'identity.mail-email-changed', async ({ id, payload, createdAt }) => {
    const ctx = app.ctx(systemViewer('tell an address that it is not used any more'));
    const [change] = await ctx.db.read.select().from(emailChanges).where(eq(emailChanges.id, payload.changeId));
    if (!change) return;
    const { userId } = payload;
    await tell(app, { eventId: id, userId, at: createdAt, what: 'notice.emailChanged', formerly: change.oldEmail });
  }),
  subscribe(emailChangeRequested, 'identity.mail-email-change', async ({ id, payload }) => {
    const ctx = app.ctx(systemViewer('mail a link to a new address'));
    const [change] = await ctx.db.read.select().from(emailChanges).where(eq(emailChanges.id, payload.changeId));
    const person = await getPerson(ctx.db.read, payload.userId);
    if (!change || change.usedAt || !person?.active) return;
    const path = localePath(person.locale, `/confirm-email/${ctx.platform.vault.token(EMAIL_CHANGE, change.id)}`);
    const link = ctx.platform.config.ORIGIN + path;
    const mail = await renderMail(ctx.db.read, 'email-change', person.locale, { name: person.name, link });
    await ctx.platform.mailer.send({ key: `email-change:${id}`, to: change.email, ...mail });
  }),
];
