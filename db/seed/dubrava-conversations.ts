import type { DubravaUsers } from './dubrava-people.ts';
import type { App } from '#server/app.ts';
import {
  handOff,
  postMessage,
  resolveConversation,
  startConversation,
  takeConversation,
} from '#server/conversations/index.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';

async function viewer(app: App, userId: string): Promise<UserViewer> {
  const found = await viewerOfUser(app.db, userId);
  if (!found) throw new Error('the demo story lost a person');
  return found;
}

function must<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(`the demo story was refused: ${result.error.message}`);
  return result.value;
}

/** Two conversations that already reached people: one waits in the queue, one was resolved. */
export async function conversationsStory(app: App, users: DubravaUsers): Promise<void> {
  const asSystem = app.ctx(systemViewer('tell the demo story'));
  const asPavel = app.ctx(await viewer(app, users.pavel));
  const asOlga = app.ctx(await viewer(app, users.olga));
  const asSafin = app.ctx(await viewer(app, users.safin));

  const lift = must(
    await startConversation(asPavel, {
      locale: 'ru',
      clientId: 'story-lift',
      text: 'У нас грузовой лифт глубиной 2,1 м. Войдёт ли столешница 3,6 м или понадобится подъём по лестнице?',
    }),
  );
  must(
    await handOff(asSystem, {
      conversationId: lift.conversationId,
      queue: 'delivery',
      reason: 'assistant.reason.noAnswer',
      summary: {
        request: 'Войдёт ли столешница 3,6 м в лифт глубиной 2,1 м',
        reason: 'assistant.reason.noAnswer',
        path: [],
        answers: [],
        candidates: [],
      },
    }),
  );

  const act = must(
    await startConversation(asOlga, {
      locale: 'ru',
      clientId: 'story-act',
      text: 'Нужен акт сверки за третий квартал, с печатью.',
    }),
  );
  must(
    await handOff(asSystem, {
      conversationId: act.conversationId,
      queue: 'documents',
      reason: 'assistant.reason.asked',
      summary: {
        request: 'Акт сверки за третий квартал, с печатью',
        reason: 'assistant.reason.asked',
        path: [],
        answers: [],
        candidates: [],
      },
    }),
  );
  must(await takeConversation(asSafin, { conversationId: act.conversationId }));
  must(
    await postMessage(asSafin, {
      conversationId: act.conversationId,
      clientId: 'story-act-answer',
      text: 'Ольга, добрый день! Подготовил акт за третий квартал, подписанный скан ушёл на вашу почту, оригинал отправим завтра.',
    }),
  );
  must(await resolveConversation(asSafin, { conversationId: act.conversationId, topics: ['documents'] }));
}
