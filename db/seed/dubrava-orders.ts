import type { DubravaCustomers } from './dubrava-customers.ts';
import { severInvoices } from './dubrava-invoices.ts';
import { granatStory, nordlichtStory } from './dubrava-others.ts';
import { must } from './must.ts';
import { nordlichtShipments, severShipments } from './dubrava-shipments.ts';
import { tellOrder } from './tell-order.ts';
import { storyTime, type StoryTime } from './story-time.ts';
import type { Ctx } from '#server/context.ts';
import { formatDay } from '#content/format.ts';
import { setIssuer } from '#server/billing/index.ts';
import { placeOrder } from '#server/orders/index.ts';

/** Orders, invoices and payments of the three customers, as they came about. */
export async function seedOrdersAndInvoices(ctx: Ctx, customers: DubravaCustomers): Promise<void> {
  const time = storyTime(ctx);
  must(
    await setIssuer(ctx, {
      RUB: {
        name: 'ООО «Дубрава»',
        inn: '7701234567',
        kpp: '770101001',
        account: '40702810900000024180',
        bankName: 'АО «Лесной банк», Москва',
        bic: '044525999',
        correspondentAccount: '30101810000000000999',
      },
      EUR: { name: 'Dubrava Europe GmbH', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' },
    }),
  );
  await severOrders(time, customers.sever);
  await severShipments(time);
  await severInvoices(time, customers.sever);
  await nordlichtStory(time, customers.nordlicht);
  await nordlichtShipments(time);
  await granatStory(time, customers.granat);
}

async function severOrders(time: StoryTime, customerId: string): Promise<void> {
  const { day, on } = time;
  const address = 'Москва, Лесная ул., 12, 9 этаж';
  must(
    await placeOrder(on(-128), {
      number: '2377',
      customerId,
      title: 'Архив и переговорная на 6 мест',
      currency: 'RUB',
      placedOn: day(-128),
      promisedOn: day(-92),
      withInstallation: true,
      address,
      lines: [
        { description: 'Шкаф архивный «Крона»', detail: '800 × 400 × 2100, графит', quantity: 6, unitPrice: 2_780_000 },
        { description: 'Стол переговорный «Круг»', detail: 'Ø 1500, шпон дуба', quantity: 1, unitPrice: 6_970_000 },
      ],
    }),
  );
  await tellOrder(time, '2377', [
    [-127, { type: 'accepted' }],
    [-122, { type: 'drawings_approved', note: 'Марина Соколова, версия 2' }],
    [-117, { type: 'production_started' }],
    [-108, { type: 'production_step', step: 7, steps: 7, stepName: 'Сборка' }],
    [-96, { type: 'ready' }],
    [-93, { type: 'handed_to_carrier', carrier: 'машина «Дубравы»', trackingNumber: 'ДБ-2377-1' }],
    [-92, { type: 'delivered', note: 'Приняла Марина Соколова, замечаний нет' }],
    [-91, { type: 'installed' }],
  ]);
  must(
    await placeOrder(on(-45), {
      number: '2418',
      customerId,
      title: 'Переговорная и 24 места',
      currency: 'RUB',
      placedOn: day(-45),
      promisedOn: day(1),
      withInstallation: true,
      address,
      lines: [
        {
          description: 'Стол переговорный «Совет»',
          detail: '3600 × 1200, шпон дуба, масло',
          quantity: 1,
          unitPrice: 18_640_000,
        },
        {
          description: 'Стол рабочий «Линия»',
          detail: '1400 × 700, подъёмный, ЛДСП дуб',
          quantity: 24,
          unitPrice: 2_190_000,
        },
        { description: 'Тумба подкатная «Грань»', detail: '3 ящика, замок, графит', quantity: 24, unitPrice: 945_000 },
        { description: 'Доставка, подъём, сборка', detail: 'Москва, 9 этаж', quantity: 1, unitPrice: 4_800_000 },
      ],
    }),
  );
  await tellOrder(time, '2418', [
    [-44, { type: 'accepted' }],
    [-29, { type: 'drawings_approved', note: 'Марина Соколова, версия 3' }],
    [-20, { type: 'production_started' }],
    [
      -6,
      {
        type: 'production_step',
        step: 6,
        steps: 24,
        stepName: 'Сборка в цехе',
        note: 'Кромка и шпон готовы, контроль пройден',
      },
    ],
    [
      -2,
      {
        type: 'production_step',
        step: 18,
        steps: 24,
        stepName: 'Сборка в цехе',
        note: 'Собрано 18 столов из 24, тумбы готовы все',
      },
    ],
    [
      -1,
      {
        type: 'delayed',
        newDate: day(8),
        reason: `Завод «Каскад» задержал 24 подъёмных механизма, они приедут ${formatDay(day(5), 'ru', 'day')}. Столы ждут только их, остальное готово.`,
      },
    ],
  ]);
  must(
    await placeOrder(on(-9), {
      number: '2431',
      customerId,
      title: 'Стойка ресепшен',
      currency: 'RUB',
      placedOn: day(-9),
      promisedOn: day(27),
      withInstallation: true,
      address,
      lines: [
        {
          description: 'Стойка ресепшен «Берег»',
          detail: '2400 × 800 × 1100, шпон дуба, подсветка',
          quantity: 1,
          unitPrice: 21_600_000,
        },
      ],
    }),
  );
  await tellOrder(time, '2431', [
    [-8, { type: 'accepted', note: 'Поправим высоту по вашей просьбе и пришлём чертёж на согласование' }],
  ]);
}
