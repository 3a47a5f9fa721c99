import { dayIn, formatDate } from '#content/format.ts';
import {
  agentReplied,
  getOwnConversation,
  numberLabel,
  positionOfPerson,
  requestAccepted,
} from '../conversations/index.ts';
import { viewerOfUser } from '../customers/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { systemCtx, type App } from './system-ctx.ts';
import { tell } from './tell.ts';

/** Whoever has the conversation open reads the answer there: mail only when it is still unread then. */
const READS_WITHIN_MS = 2 * 60 * 1_000;

/**
 * Answers of our people, told to the person they answer: once until they have read on, however many lines an answer has. And
 * that a request made out of hours is in, with its promise. Guests are mailed by `mailGuests`; what the assistant says comes
 * while they are there.
 */
export const onConversations = (app: App): Subscription[] => [
  subscribe(agentReplied, 'notifications.agent-replied', async ({ payload, createdAt: at }) => {
    const { conversationId, userId, byUserId, sequence } = payload;
    if (userId === null || userId === byUserId) return;
    const ctx = systemCtx(app);
    const { read } = await positionOfPerson(ctx.db.read, conversationId);
    // With the eyes of the person: what the company closes to them they are not told of.
    const viewer = await viewerOfUser(ctx.db, userId);
    const conversation = viewer && (await getOwnConversation({ ...ctx, viewer }, conversationId));
    if (!conversation || read >= sequence) return;
    const occurrence = {
      key: `message:${conversationId}:${read}`,
      kind: 'message.posted',
      // The chat with support is for anyone; what is written to the manager goes with the messages of the cabinet.
      customerId: conversation.kind === 'manager' ? conversation.customerId : null,
      section: 'messages',
      target: `conversation:${conversationId}`,
      values: { number: numberLabel(conversation.number), sequence },
      at,
      mailAfter: new Date(at.getTime() + READS_WITHIN_MS),
    } as const;
    await tell(ctx, occurrence, [userId]);
  }),
  subscribe(requestAccepted, 'notifications.request-accepted', async ({ id, payload, createdAt: at }) => {
    const { conversationId, userId, promisedAt } = payload;
    if (userId === null) return;
    const ctx = systemCtx(app);
    const viewer = await viewerOfUser(ctx.db, userId);
    const conversation = viewer && (await getOwnConversation({ ...ctx, viewer }, conversationId));
    if (!conversation) return;
    const opens = new Date(promisedAt);
    const occurrence = {
      key: id,
      kind: 'request.accepted',
      customerId: null,
      section: 'messages',
      target: `conversation:${conversationId}`,
      values: {
        number: numberLabel(conversation.number),
        day: { day: dayIn(opens, viewer.timeZone) },
        time: formatDate(opens, viewer.locale, 'time', viewer.timeZone),
      },
      at,
    } as const;
    await tell(ctx, occurrence, [userId]);
  }),
];
