import { eq, max } from 'drizzle-orm';
import { conversations } from '#db/schema/conversations.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { ownerKey } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { announce } from './announce.ts';
import { appendMessage } from './append-message.ts';
import { subjectOf } from './conversation.ts';
import { checkText } from './message-text.ts';

export interface StartConversation {
  locale: Locale;
  /** Made by the sender. Starting again with the same gives the same conversation. */
  clientId: string;
  text: string;
  /** The help article the person came from. */
  articleKey?: string | undefined;
}

/** Numbers begin here so that they read like `5-001`. */
const FIRST_NUMBER = 5001;

/** Opens a conversation with its first message; the assistant holds it. */
export async function startConversation(
  ctx: Ctx,
  input: StartConversation,
): Promise<Result<{ conversationId: string }>> {
  const { viewer } = ctx;
  const owner = ownerKey(viewer);
  if (viewer.kind === 'system' || owner === null) return fail('invalid_input', 'conversation.needsIdentity');
  const text = checkText(input.text);
  if (!text.ok) return text;
  const now = ctx.clock.now();
  const startKey = `${owner}:${input.clientId}`;
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
      holder: 'assistant',
      locale: input.locale,
      subject: subjectOf(text.value),
      startKey,
      userId: viewer.kind === 'user' ? viewer.userId : null,
      visitorHash: viewer.visitorHash,
      customerId: viewer.kind === 'user' ? viewer.customerId : null,
      articleKey: input.articleKey ?? null,
      createdAt: now,
      updatedAt: now,
    });
    await appendMessage(ctx, tx, {
      conversationId: id,
      clientId: input.clientId,
      author: 'person',
      authorId: viewer.kind === 'user' ? viewer.userId : null,
      body: text.value,
      extras: {},
    });
    return id;
  });
  announce(ctx, conversationId);
  return ok({ conversationId });
}
