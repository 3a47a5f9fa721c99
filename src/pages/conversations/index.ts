import { startConversation, startForm } from '#server/conversations/index.ts';
import { endpoint, ensureVisitor, json, seeOther } from '#server/http/index.ts';
import { chatPath } from '#components/conversations/addresses.ts';

export const POST = endpoint({
  who: 'anyone',
  input: startForm,
  limit: 'conversation',
  async handle({ input, wantsJson, locale, context }) {
    const chosen = input.locale ?? locale;
    const started = await startConversation(ensureVisitor(context), { ...input, locale: chosen });
    if (!started.ok) return started;
    const path = chatPath(chosen, started.value.conversationId);
    return wantsJson ? json({ id: started.value.conversationId, path }, 201, { location: path }) : seeOther(path);
  },
});
