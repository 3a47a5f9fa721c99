import type { scenarioRuns } from '#db/schema/assistant.ts';
import type { Ctx } from '../context.ts';
import { conversationViewer, getHeldConversation, postMessage } from '../conversations/index.ts';
import { getCustomerCard, viewerOfUser } from '../customers/index.ts';
import { systemViewer, type UserViewer } from '../identity/index.ts';
import type { Walking } from './situation.ts';

export type RunRow = typeof scenarioRuns.$inferSelect;

/** Whose walk it is: the person of a conversation the agent answers, or somebody of a customer, on the phone. */
export type Whose = Pick<RunRow, 'conversationId' | 'customerId' | 'userId'>;

/**
 * What an agent walks with: the eyes of the person, so that values and look-ups are theirs and nobody else's. Null for agents who
 * do not answer that conversation now, or may not see that customer.
 */
export async function walkingFor(
  ctx: Ctx<UserViewer>,
  { conversationId, customerId, userId }: Whose,
): Promise<Walking | null> {
  const said = { text: '', value: undefined };
  if (conversationId !== '') {
    const conversation = await getHeldConversation(ctx, conversationId);
    if (!conversation) return null;
    const person = await conversationViewer({ ...ctx, viewer: systemViewer('lead an agent through') }, conversation);
    return {
      ...said,
      ctx: { ...ctx, viewer: person },
      locale: conversation.locale,
      conversation,
      deliver: ({ title, fileId, key }) => sendFile(ctx, { conversationId, clientId: key, title, fileId }),
    };
  }
  const customer = customerId === null ? null : await getCustomerCard(ctx, customerId);
  const member = customer?.members.find((each) => each.userId === userId);
  const person = member ? await viewerOfUser(ctx.db, member.userId) : null;
  if (!person || customerId === null) return null;
  return {
    ...said,
    ctx: { ...ctx, viewer: { ...person, customerId } },
    locale: person.locale,
    conversation: { id: '', customerId, about: null },
    // Nothing can be sent into a telephone.
    deliver: () => Promise.resolve(false),
  };
}

/** The agent sends it themselves: the assistant is silent here. */
async function sendFile(
  ctx: Ctx<UserViewer>,
  { title, fileId, ...message }: { conversationId: string; clientId: string; title: string; fileId: string },
): Promise<boolean> {
  return (await postMessage(ctx, { ...message, text: title, fileIds: [fileId] })).ok;
}
