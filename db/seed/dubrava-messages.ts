import type { DubravaUsers } from './dubrava-people.ts';
import { must } from './must.ts';
import { storyTime } from './story-time.ts';
import type { App } from '#server/app.ts';
import type { Ctx } from '#server/context.ts';
import {
  noteRead,
  postMessage,
  resolveConversation,
  saveDraft,
  startConversation,
} from '#server/conversations/index.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';

/** What customers wrote to their manager: about an order that waits for lifts, an invoice, and earlier things. */
export async function messagesStory(app: App, users: DubravaUsers): Promise<void> {
  const time = storyTime(app.ctx(systemViewer('tell the demo story')));
  const person = async (userId: string): Promise<UserViewer> => {
    const viewer = await viewerOfUser(app.db, userId);
    if (!viewer) throw new Error('the demo story lost a person');
    return viewer;
  };
  const [marina, anna, gromov] = [await person(users.marina), await person(users.anna), await person(users.gromov)];
  const at = (viewer: UserViewer, days: number, hour: number): Ctx<UserViewer> => ({
    ...time.on(days, hour),
    viewer,
  });
  let said = 0;
  const say = async (ctx: Ctx<UserViewer>, conversationId: string, text: string): Promise<void> => {
    const { sequence } = must(
      await postMessage(ctx, { conversationId, clientId: `story-said-${String(++said)}`, text }),
    );
    must(await noteRead(ctx, { conversationId, upTo: sequence }));
  };
  const start = async (
    ctx: Ctx<UserViewer>,
    clientId: string,
    about: { kind: 'order' | 'invoice'; key: string },
    text: string,
  ) =>
    must(await startConversation(ctx, { locale: ctx.viewer.locale, kind: 'manager', clientId, about, text }))
      .conversationId;

  const archive = await start(
    at(marina, -90, 8),
    'story-manager-archive',
    { kind: 'order', key: '2377' },
    'Илья, монтажники закончили архив, всё ровно. Спасибо! Можно ли потом докупить такие же шкафы?',
  );
  await say(
    at(gromov, -90, 9),
    archive,
    'Марина, рад слышать! Шкафы «Крона» делаем постоянно, цвет графит тоже. Понадобятся — повторите заказ из кабинета, я посчитаю.',
  );
  must(await noteRead(at(marina, -90, 10), { conversationId: archive, upTo: 2 }));
  must(await resolveConversation(at(gromov, -90, 10), { conversationId: archive, topics: ['orders'] }));

  const lifts = await start(
    at(marina, -1, 10),
    'story-manager-lifts',
    { kind: 'order', key: '2418' },
    'Илья, увидела новую дату по столам. Переезд у нас назначен, хотя бы часть мест привезёте раньше?',
  );
  await say(
    at(gromov, -1, 11),
    lifts,
    'Марина, добрый день. Тумбы отправил сегодня, они у вас будут завтра. Столы ждут только механизмы: как приедут, соберём за два дня.',
  );
  await say(at(marina, -1, 12), lifts, 'Хорошо, тумбы примем. А можно два стола без подъёма на время?');
  await say(
    at(gromov, -1, 13),
    lifts,
    'Можно: привезём два стола «Линия» из зала на время, без доплаты. Подойдёт завтра после 15:00?',
  );

  const rest = await start(
    at(marina, -1, 13),
    'story-manager-invoice',
    { kind: 'invoice', key: 'СЧ-1107' },
    'Илья, бухгалтерия просит разбить этот счёт на два платежа. Так можно?',
  );
  must(await saveDraft(at(marina, -1, 14), { place: rest, text: 'Первую половину оплатим в пятницу, вторую' }));

  const felt = await start(
    at(anna, -2, 9),
    'story-manager-felt',
    { kind: 'order', key: '2409' },
    'Hello Ilya, nine desks are here and look great. Is the felt for the screens on its way?',
  );
  await say(
    at(gromov, -2, 10),
    felt,
    'Hello Anna, glad you like them. The right felt has left the mill, we expect it in three days and ship the screens the day after.',
  );
}
