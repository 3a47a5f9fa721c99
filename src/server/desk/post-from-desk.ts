import type { Ctx } from '../context.ts';
import { addNote, postMessage } from '../conversations/index.ts';
import type { UserViewer } from '../identity/index.ts';
import { ok, type Result } from '../platform/result.ts';

export interface DeskPost {
  conversationId: string;
  kind: 'reply' | 'note';
  clientId: string;
  text: string;
  seen?: number | undefined;
}

/** What an agent writes: a reply both sides see, or a note for the staff. */
export async function postFromDesk(ctx: Ctx<UserViewer>, post: DeskPost): Promise<Result<{ id: string }>> {
  const { kind, conversationId, clientId, text, seen } = post;
  const said =
    kind === 'note'
      ? await addNote(ctx, { conversationId, clientId, text })
      : await postMessage(ctx, { conversationId, clientId, text, seen });
  return said.ok ? ok({ id: said.value.id }) : said;
}
