import { startConversation, startForm } from '#server/conversations/index.ts';
import { noteConversation } from '#server/help-center/index.ts';
import { endpoint, ensureVisitor, json, readerMark, seeOther } from '#server/http/index.ts';
import { chatPath } from '#components/conversations/addresses.ts';

export const POST = endpoint({
  who: 'anyone',
  input: startForm,
  limit: 'conversation',
  async handle({ ctx, input, wantsJson, locale, context }) {
    const chosen = input.locale ?? locale;
    const started = await startConversation(ensureVisitor(context), { ...input, locale: chosen });
    if (!started.ok) return started;
    await noteConversation(ctx, { ...input, searchId: input.search, mark: readerMark(context) });
    const path = chatPath(chosen, started.value.conversationId);
    return wantsJson ? json({ id: started.value.conversationId, path }, 201, { location: path }) : seeOther(path);
  },
});
