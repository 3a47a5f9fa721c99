import { eq, max } from 'drizzle-orm';
import { conversations } from '#db/schema/conversations.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { canOpenSection, canSeeField, managerOf } from '../customers/index.ts';
import { ownerKey, type UserViewer, type VisitorViewer } from '../identity/index.ts';
import { publish } from '../platform/events.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { subjectText, type Subject } from '../platform/subject.ts';
import { announce, announceToDesk } from './announce.ts';
import { appendMessage } from './append-message.ts';
import { aboutConversation, conversationStarted } from './conversation.events.ts';
import { subjectOf, type ConversationKind } from './conversation.ts';
import { forgetDraft, NEW_CONVERSATION } from './drafts.ts';
import type { QueueKey } from './assignment.ts';
import { giveToManager } from './give-to-manager.ts';
import { giveToQueue } from './hand-off.ts';
import { checkText } from './message-text.ts';

export interface StartConversation {
  locale: Locale;
  /** Made by the sender. Starting again with the same gives the same conversation. */
  clientId: string;
  text: string;
  /** The help article the person came from. */
  articleKey?: string | undefined;
  /** `manager` goes straight to the customer's manager. */
  kind?: ConversationKind | undefined;
  /** What it is about. The caller has asked its owner whether the viewer may see it. */
  about?: Subject | undefined;
  /** Key of the scenario the assistant begins at once, as if its button had been pressed; what it is about is known to it. */
  scenario?: string | undefined;
  /** People of this queue answer, and the assistant is not asked. */
  queue?: QueueKey | undefined;
  /** Where a guest can be reached, when it goes to a queue and is known already. */
  contact?: string | null | undefined;
  /** For which of the viewer's customers; by default the one their cabinet shows. */
  customerId?: string | undefined;
  /** Files already stored, in order. */
  fileIds?: readonly string[] | undefined;
}

/** Numbers begin here so that they read like `5-001`. */
const FIRST_NUMBER = 5001;

/** Opens a conversation with its first message. The assistant holds it, or the customer's manager. */
export async function startConversation(
  ctx: Ctx,
  input: StartConversation,
): Promise<Result<{ conversationId: string }>> {
  const { viewer } = ctx;
  const owner = ownerKey(viewer);
  if (viewer.kind === 'system' || owner === null) return fail('invalid_input', 'conversation.needsIdentity');
  const { kind = 'support', about, scenario, queue, contact, fileIds = [] } = input;
  const text = checkText(input.text, fileIds.length > 0);
  if (!text.ok) return text;
  const customerId = customerFor(viewer, input.customerId);
  if (kind === 'manager' && !(await mayWriteToManager(ctx, customerId))) {
    return fail('invalid_input', 'conversation.noManager', { fields: { to: 'conversation.noManager' } });
  }
  const now = ctx.clock.now();
  const startKey = `${owner}:${input.clientId}`;
  const userId = viewer.kind === 'user' ? viewer.userId : null;
  const conversationId = await ctx.db.write(async (tx) => {
    const [known] = await tx
      .select({ id: conversations.id })
      .from(conversations)
      .where(eq(conversations.startKey, startKey));
    if (known) return known.id;
    const [latest] = await tx.select({ number: max(conversations.number) }).from(conversations);
    const id = ctx.ids.next();
    await tx.insert(conversations).values({
      id,
      number: (latest?.number ?? FIRST_NUMBER - 1) + 1,
      status: 'open',
      holder: kind === 'manager' || queue !== undefined ? 'queue' : 'assistant',
      kind,
      locale: input.locale,
      subject: text.value === '' ? null : subjectOf(text.value),
      about: about ? subjectText(about) : null,
      startKey,
      userId,
      visitorHash: viewer.visitorHash,
      customerId,
      articleKey: input.articleKey ?? null,
      createdAt: now,
      updatedAt: now,
    });
    const manager = kind === 'manager' ? await giveToManager(ctx, tx, { id, customerId }) : null;
    const whose = aboutConversation({ id, customerId, userId });
    await publish(ctx, tx, conversationStarted({ ...whose, kind, agentId: manager?.userId ?? null, byUserId: userId }));
    await appendMessage(ctx, tx, {
      conversationId: id,
      clientId: input.clientId,
      author: 'person',
      authorId: userId,
      body: text.value,
      extras: scenario === undefined ? {} : { reply: { value: `/scenario:${scenario}` } },
      fileIds,
    });
    if (queue !== undefined) await giveToQueue(ctx, tx, { conversationId: id, queue, request: text.value, contact });
    else if (userId !== null) await forgetDraft(tx, userId, NEW_CONVERSATION);
    return id;
  });
  (kind === 'manager' || queue !== undefined ? announceToDesk : announce)(ctx, conversationId);
  return ok({ conversationId });
}

function customerFor(viewer: UserViewer | VisitorViewer, wanted: string | undefined): string | null {
  if (viewer.kind !== 'user') return null;
  return viewer.memberships.find((member) => member.customerId === wanted)?.customerId ?? viewer.customerId;
}

/** There is a manager, the company shows who it is, and the answer could be read. */
export async function mayWriteToManager(ctx: Ctx, customerId: string | null): Promise<boolean> {
  if (customerId === null || !canSeeField(ctx.viewer, customerId, 'customer.manager')) return false;
  if (!canOpenSection(ctx.viewer, customerId, 'messages')) return false;
  return (await managerOf(ctx.db.read, customerId)) !== null;
}
