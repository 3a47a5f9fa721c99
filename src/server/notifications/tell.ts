import { notificationOccurrences, notifications } from '#db/schema/notifications.ts';
import type { Ctx } from '../context.ts';
import { publish } from '../platform/events.ts';
import { groupOf, kinds } from './kinds.ts';
import type { Occurrence } from './notification.ts';
import { notificationMailDue } from './notification.events.ts';
import { choicesFor, type Choice } from './preferences.queries.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** What happened longer ago is not mailed any more: after an outage nobody wants last week's mail. */
const MAIL_LIVES_MS = 2 * DAY_MS;
/** What happened longer ago is in the list, but nothing to look at. */
const NEWS_LIVES_MS = 14 * DAY_MS;

/**
 * Tells these people of an occurrence, each by what they chose. Told once: the same occurrence again changes nothing, whatever
 * process tells it and wherever the one before died.
 */
export async function tell(ctx: Ctx, occurrence: Occurrence, userIds: readonly string[]): Promise<void> {
  const { key, kind, customerId, target, values, at, field = null, mailAfter = null } = occurrence;
  const group = kinds[kind];
  const choices = await choicesFor(ctx.db.read, group, userIds);
  const now = ctx.clock.now();
  const age = now.getTime() - at.getTime();
  await ctx.db.write(async (tx) => {
    const [fresh] = await tx
      .insert(notificationOccurrences)
      .values({ key, createdAt: now })
      .onConflictDoNothing()
      .returning({ key: notificationOccurrences.key });
    if (!fresh) return;
    for (const [userId, choice] of choices) {
      const mail = age > MAIL_LIVES_MS ? 'none' : mailFor(choice);
      if (!choice.cabinet && mail === 'none') continue;
      const id = ctx.ids.next();
      await tx.insert(notifications).values({
        id,
        userId,
        customerId,
        section: occurrence.section ?? groupOf(group).section,
        field,
        kind,
        key,
        target,
        values,
        shown: choice.cabinet,
        mail,
        mailAfter: mail === 'at_once' ? mailAfter : null,
        createdAt: at,
        readAt: age > NEWS_LIVES_MS ? now : null,
      });
      if (mail === 'at_once' && mailAfter === null) {
        await publish(ctx, tx, notificationMailDue({ notificationId: id }));
      }
    }
  });
  for (const userId of choices.keys()) ctx.platform.hub.publish(notificationsTopic(userId));
}

/** Hub topic: this person's notifications have changed. */
export const notificationsTopic = (userId: string): string => `notifications:${userId}`;

const mailFor = (choice: Choice): 'at_once' | 'digest' | 'none' =>
  choice.mail ? 'at_once' : choice.digest ? 'digest' : 'none';
