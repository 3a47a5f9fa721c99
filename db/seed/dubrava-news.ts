import type { DubravaCustomers } from './dubrava-customers.ts';
import type { DubravaUsers } from './dubrava-people.ts';
import { must } from './must.ts';
import { storyTime } from './story-time.ts';
import { formatDay } from '#content/format.ts';
import type { Ctx } from '#server/context.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import { createPost, markNewsRead, publishPost, type NewPost } from '#server/news/index.ts';

interface Told extends Omit<NewPost, 'expiresAt' | 'pinned' | 'segment' | 'customers' | 'audience'> {
  /** Days from now; null for a draft. */
  out: number | null;
  until?: number;
  pinned?: boolean;
  segment?: string;
  customers?: string[];
}

/** What «Дубрава» tells its customers: one pinned, one that will come out, some for a few only, and a draft. */
export async function newsStory(ctx: Ctx, customers: DubravaCustomers, users: DubravaUsers): Promise<void> {
  const time = storyTime(ctx);
  const editor = await viewerOfUser(ctx.db, users.lisitsyna);
  const marina = await viewerOfUser(ctx.db, users.marina);
  if (!editor || !marina) throw new Error('the demo story lost a person');
  const day = (days: number, locale: 'ru' | 'en') => formatDay(time.day(days), locale, 'day');
  const tell = async ({ out, until, pinned = false, segment, customers: named = [], ...texts }: Told) => {
    const then = { ...time.on(Math.min(out ?? -1, -1)), viewer: editor };
    const expiresAt = until === undefined ? null : new Date(ctx.clock.now().getTime() + until * 86_400_000);
    const audience = segment ? 'segment' : named.length > 0 ? 'customers' : 'everyone';
    const { postId } = must(
      await createPost(then, {
        ...texts,
        audience,
        segment: segment ?? '',
        customers: named,
        pinned: pinned ? 'on' : undefined,
        expiresAt,
      }),
    );
    if (out !== null) {
      const at = out > 0 ? new Date(ctx.clock.now().getTime() + out * 86_400_000) : null;
      must(await publishPost(then, { postId, at }));
    }
    return postId;
  };

  await tell({
    out: -60,
    until: -20,
    titleRu: 'Скидка 7 % на архивные шкафы «Крона»',
    textRu: 'До конца месяца шкафы «Крона» дешевле на 7 %. Скидка действует на новые заказы.',
    titleEn: '7% off filing cabinets “Krona”',
    textEn: 'Until the end of the month “Krona” cabinets cost 7% less. The discount holds for new orders.',
  });
  const fabrics = await tell({
    out: -23,
    titleRu: 'Новые ткани для кресел: 14 цветов шерсти',
    textRu:
      'В каталоге появилась шерсть «Тундра»: 14 цветов, от «Тумана» до «Мха».\n\n## Что важно\n\n- не выцветает: 6 баллов из 8 по светостойкости;\n- чистится сухой щёткой;\n- срок изготовления тот же.\n\nОбразцы пришлём бесплатно: [попросите их](/cabinet/tasks/new) в кабинете.',
    titleEn: 'New chair fabrics: 14 shades of wool',
    textEn:
      'The catalog has got “Tundra” wool: 14 shades, from “Mist” to “Moss”.\n\n## Good to know\n\n- it does not fade: 6 of 8 for lightfastness;\n- a dry brush cleans it;\n- it takes no longer to make.\n\nSamples are free: [ask for them](/cabinet/tasks/new) in your cabinet.',
  });
  await tell({
    out: -12,
    segment: 'постоянные',
    titleRu: 'Постоянным клиентам: выезд сборщика без доплаты',
    textRu:
      'Тем, кто заказывает у нас не первый раз, теперь раз в год бесплатно отрегулируем фурнитуру и подтянем крепёж.\n\nЧтобы выбрать день, [напишите нам](/cabinet/tasks/new).',
    titleEn: '',
    textEn: '',
  });
  await tell({
    out: -4,
    segment: 'экспорт',
    titleRu: '',
    textRu: '',
    titleEn: 'Deliveries to Germany: a new carrier',
    textEn:
      'From next month your furniture travels with a carrier from Berlin. Delivery takes **two days less**, the price stays the same.',
  });
  await tell({
    out: -3,
    pinned: true,
    titleRu: `Заказы с доставкой до Нового года принимаем по ${day(9, 'ru')}`,
    textRu: `Цех загружен до конца декабря. Всё, что оформлено по ${day(9, 'ru')} включительно, успеем собрать и привезти.\n\n> **После этой даты** заказы тоже принимаем, но отгрузим их в январе.\n\nУже размещённых заказов это не касается: их даты не изменятся.`,
    titleEn: `Order by ${day(9, 'en')} for delivery before New Year`,
    textEn: `The workshop is booked until the end of December. Whatever is ordered by ${day(9, 'en')} will be made and delivered in time.\n\n> **After that date** we take orders, too, and ship them in January.\n\nOrders you have already placed keep their dates.`,
  });
  await tell({
    out: 6,
    titleRu: 'Как работаем в праздники',
    textRu: 'С 31 декабря по 8 января цех отдыхает. Поддержка отвечает 3, 5 и 7 января с 10:00 до 16:00.',
    titleEn: 'Holiday hours',
    textEn: 'The workshop rests from 31 December to 8 January. Support answers on 3, 5 and 7 January, 10:00–16:00.',
  });
  await tell({
    out: -1,
    customers: [customers.sever],
    titleRu: 'Механизмы «Каскад»: что с вашим заказом № 2418',
    textRu:
      'Завод «Каскад» задержал подъёмные механизмы. Столы готовы и ждут только их; как только механизмы приедут, соберём всё за два дня.\n\nНовая дата стоит [в заказе](/cabinet/orders/2418).',
    titleEn: '',
    textEn: '',
  });
  await tell({
    out: null,
    titleRu: 'Экскурсия в цех для клиентов',
    textRu: 'Покажем, как рождается стол «Совет». Дата уточняется.',
    titleEn: '',
    textEn: '',
  });
  must(await markNewsRead({ ...time.on(-20), viewer: marina }, { postId: fabrics }));
}
