import { createHash } from 'node:crypto';
import { formatDate } from '#content/format.ts';
import { localePath } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { systemViewer, type SystemViewer } from '../identity/index.ts';
import { COMPANY_TIME_ZONE } from '../platform/company-day.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { renderMail, type MailValues } from '../platform/mail-template.ts';
import { isEmail } from '../platform/read-contact.ts';
import { agentReplied, contactKept } from './conversation.events.ts';
import { numberLabel, type Conversation } from './conversation.ts';
import { getConversation, messagesAfter, openAssignment } from './conversation.queries.ts';
import { positionOfPerson } from './positions.ts';
import { nextOpening } from './support-hours.ts';

/**
 * Guests who left an address are mailed: that their request is in, and what they are answered. Whoever can sign in is told by
 * notifications instead.
 */
export const mailGuests = (app: { ctx(viewer: SystemViewer): Ctx }): Subscription[] => {
  const ctxFor = () => app.ctx(systemViewer('mail a guest who waits for an answer'));
  return [
    subscribe(contactKept, 'conversations.mail-request', async ({ payload: { conversationId } }) => {
      const ctx = ctxFor();
      const conversation = await getConversation(ctx, conversationId);
      const request = await openAssignment(ctx.db.read, conversationId);
      if (!conversation?.contact || !request?.promisedAt) return;
      const { locale, contact } = conversation;
      // Whoever leaves an address that is not theirs, from many networks or under many cookies, fills no mailbox.
      if ((await ctx.platform.limiter.take('contactMail', contact)) !== null) {
        ctx.platform.log.warn({ conversationId }, 'the address of a request was confirmed often enough today: no mail');
        return;
      }
      const t = wordsFor(locale);
      // As it is now: by the time the guest says where to answer, people may have come.
      const opensAt = nextOpening(ctx.clock.now());
      const when =
        opensAt === null
          ? t('chat.contact.mail.now')
          : t('chat.contact.mail.later', {
              date: formatDate(opensAt, locale, 'day', COMPANY_TIME_ZONE),
              time: formatDate(opensAt, locale, 'time', COMPANY_TIME_ZONE),
            });
      await mailTo(ctx, conversation, {
        // Left, changed and left again, an address is told once; it does not stand in the key, for it may have to be forgotten.
        key: `request:${conversationId}:${createHash('sha256').update(contact).digest('hex').slice(0, 16)}`,
        template: 'request-accepted',
        // What the guest wrote is not repeated: whoever the address belongs to may be somebody else.
        values: { when },
      });
    }),
    subscribe(agentReplied, 'conversations.mail-answer', async ({ id, payload }) => {
      const { conversationId, messageId, sequence, userId } = payload;
      if (userId !== null) return;
      const ctx = ctxFor();
      const conversation = await getConversation(ctx, conversationId);
      if (!conversation) return;
      // Whoever has the page open has read it there.
      if ((await positionOfPerson(ctx.db.read, conversationId)).read >= sequence) return;
      const said = await messagesAfter(ctx.db.read, conversationId, sequence - 1);
      const answer = said.find((message) => message.id === messageId);
      if (!answer) return;
      const lines = answer.body.split(/\n+/u).filter((line) => line.trim() !== '');
      await mailTo(ctx, conversation, {
        key: `answer:${id}`,
        template: 'request-answered',
        values: { answer: (lines.length > 0 ? lines : [filesOnly(conversation)]).map((text) => ({ text })) },
      });
    }),
  ];
};

const filesOnly = ({ locale }: Conversation): string => wordsFor(locale)('chat.contact.files');

async function mailTo(
  ctx: Ctx,
  { id, number, contact, userId, locale }: Conversation,
  { key, template, values }: { key: string; template: string; values: MailValues },
): Promise<void> {
  if (contact === null || userId !== null || !isEmail(contact)) return;
  const link = ctx.platform.config.ORIGIN + localePath(locale, `/chat/${id}`);
  const mail = await renderMail(ctx.db.read, template, locale, { ...values, number: numberLabel(number), link });
  await ctx.platform.mailer.send({ key, to: contact, ...mail });
}
