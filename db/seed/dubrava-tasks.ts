import type { DubravaCustomers } from './dubrava-customers.ts';
import type { DubravaUsers } from './dubrava-people.ts';
import { must } from './must.ts';
import { storyTime } from './story-time.ts';
import type { Ctx } from '#server/context.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import { cancelTask, commentOnTask, completeTask, createTask, startTask, type NewTask } from '#server/tasks/index.ts';

type Who = keyof DubravaUsers;
/** What somebody did so many days from now (negative: before). */
type Said = [days: number, who: Who, act: 'comment' | 'pass' | 'start' | 'complete' | 'cancel', text?: string];

interface Told extends Omit<NewTask, 'customerId' | 'dueOn'> {
  by: Who;
  /** Days from now. */
  asked: number;
  due?: number;
  then?: Said[];
}

/** What the two sides ask of each other; «Гранат» has nothing yet. */
export async function tasksStory(ctx: Ctx, customers: DubravaCustomers, users: DubravaUsers): Promise<void> {
  const time = storyTime(ctx);
  const at = async (days: number, who: Who, hour?: number): Promise<Ctx> => {
    const viewer = await viewerOfUser(ctx.db, users[who]);
    if (!viewer) throw new Error('the demo story lost a person');
    return { ...time.on(days, hour), viewer };
  };
  const tell = async (customerId: string, { by, asked, due, then = [], ...task }: Told): Promise<void> => {
    const dueOn = due === undefined ? null : time.day(due);
    const { taskId } = must(await createTask(await at(asked, by), { ...task, customerId, dueOn }));
    for (const [index, [days, who, act, text = '']] of then.entries()) {
      const then = await at(days, who, 10 + index);
      const input = { taskId, text, clientId: `story-${String(index)}` };
      if (act === 'start') must(await startTask(then, input));
      else if (act === 'complete') must(await completeTask(then, input));
      else if (act === 'cancel') must(await cancelTask(then, input));
      else must(await commentOnTask(then, { ...input, pass: act === 'pass' }));
    }
  };
  const order = (key: string) => ({ kind: 'order', key }) as const;
  const marina = { customerAssigneeId: users.marina };
  const gromov = { companyAssigneeId: users.gromov };
  const sever = (told: Told) => tell(customers.sever, told);

  await sever({
    by: 'gromov',
    asked: -40,
    due: -36,
    title: 'Подтвердите адрес и этаж для доставки',
    subject: order('2418'),
    ...marina,
    ...gromov,
    then: [[-38, 'marina', 'complete', 'Всё верно: Лесная, 12, 9 этаж, грузовой лифт работает с 8:00.']],
  });
  await sever({
    by: 'gromov',
    asked: -33,
    due: -28,
    title: 'Согласуйте чертежи переговорной, версия 3',
    text: 'Стол «Совет» стал на 100 мм уже, люк для розеток сдвинут к окну.',
    subject: order('2418'),
    ...marina,
    ...gromov,
    then: [
      [-31, 'marina', 'pass', 'Люк можно оставить по центру? Розетки в полу посередине.'],
      [-30, 'gromov', 'pass', 'Можно, вернули в центр. Остальное без изменений.'],
      [-29, 'marina', 'complete', 'Согласовано, запускайте.'],
    ],
  });
  await sever({
    by: 'marina',
    asked: -25,
    title: 'Привезите образец дуба с маслом',
    ...marina,
    then: [[-24, 'marina', 'cancel', 'Посмотрели в шоуруме, образец больше не нужен.']],
  });
  await sever({
    by: 'kovaleva',
    asked: -6,
    due: -2,
    title: 'Пришлите доверенность на получение мебели',
    text: 'Нужна доверенность по форме М-2 на того, кто примет заказ № 2418. Можно скан, оригинал отдадите водителю.',
    subject: order('2418'),
    companyAssigneeId: users.kovaleva,
    remindEveryDays: 2,
  });
  await sever({
    by: 'gromov',
    asked: -3,
    due: 2,
    title: 'Согласуйте чертёж стойки ресепшен',
    text: 'Высоту поправили по вашей просьбе: 1100 мм вместо 1050.\n\nПосмотрите лист 3: там же вывод кабеля для подсветки. Как согласуете, отдадим в раскрой.',
    subject: order('2431'),
    ...marina,
    ...gromov,
    remindEveryDays: 3,
    then: [[-1, 'gromov', 'comment', 'Марина, на листе 3 добавили второй вывод кабеля, как просил ваш электрик.']],
  });
  await sever({
    by: 'gromov',
    asked: -5,
    due: 6,
    title: 'Выберите ткань для кресел «Осанка»',
    text: 'Осталось выбрать между «Туманом» и «Графитом», обе есть на складе.',
    ...marina,
    ...gromov,
    then: [[-1, 'marina', 'pass', 'А «Мох» к этой партии успеет? Хотели бы его для четырёх кресел.']],
  });
  await sever({
    by: 'marina',
    asked: -4,
    due: 7,
    title: 'Поставьте на две тумбы кодовые замки',
    text: 'Тумбы у руководителей: вместо ключей — код на четыре цифры.',
    subject: order('2418'),
    ...marina,
    then: [
      [-3, 'kovaleva', 'start'],
      [-2, 'kovaleva', 'comment', 'Замки заказали, поставим при монтаже. Цена та же.'],
    ],
  });
  await sever({
    by: 'marina',
    asked: -2,
    title: 'Нужен сертификат на плиту для пожарной инспекции',
    subject: order('2418'),
    then: [[-1, 'safin', 'pass', 'На всю партию или только на столы? Для столов сертификат уже есть.']],
  });

  const anna = { customerAssigneeId: users.anna };
  await tell(customers.nordlicht, {
    by: 'anna',
    asked: -20,
    title: 'Send the assembly guide in German',
    ...anna,
    then: [
      [-19, 'kovaleva', 'start'],
      [-17, 'kovaleva', 'complete', 'It is in the mail together with the spare screws.'],
    ],
  });
  await tell(customers.nordlicht, {
    by: 'gromov',
    asked: -2,
    due: 1,
    title: 'Approve the new shade of felt',
    text: 'The mill sent “Moss 41” instead of “Moss 40”: a touch darker. The screens can be cut as soon as you say yes.',
    subject: order('2409'),
    ...anna,
    ...gromov,
    then: [[-1, 'gromov', 'comment', 'A piece of it is on its way to you by courier.']],
  });
}
