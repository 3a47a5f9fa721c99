import { tellInvoice } from './dubrava-invoices.ts';
import { must } from './must.ts';
import type { StoryTime } from './story-time.ts';
import { tellOrder } from './tell-order.ts';
import { formatDay } from '#content/format.ts';
import { placeOrder } from '#server/orders/index.ts';

/** Nordlicht Studio: in English and in euros, served from Berlin; their second order is late. */
export async function nordlichtStory(time: StoryTime, customerId: string): Promise<void> {
  const { day, on } = time;
  const common = {
    customerId,
    currency: 'EUR',
    withInstallation: false,
    address: 'Torstraße 140, 10119 Berlin',
  } as const;
  const tell = (told: Omit<Parameters<typeof tellInvoice>[2], 'currency' | 'taxRate'>) =>
    tellInvoice(time, customerId, { ...told, currency: 'EUR', taxRate: 1900 });
  const piece = (description: string, quantity: number, unitPrice: number) => ({
    description,
    quantity,
    unit: 'pcs',
    unitPrice,
  });

  must(
    await placeOrder(on(-190), {
      ...common,
      number: '2288',
      title: 'Two meeting tables',
      placedOn: day(-190),
      promisedOn: day(-152),
      lines: [
        { description: 'Meeting table “Council”', detail: '2400 × 1100, oiled oak', quantity: 2, unitPrice: 164_000 },
      ],
    }),
  );
  await tellOrder(time, '2288', [
    [-189, { type: 'accepted' }],
    [-184, { type: 'drawings_approved' }],
    [-180, { type: 'production_started' }],
    [-165, { type: 'production_step', step: 2, steps: 2, stepName: 'Assembly in the shop' }],
    [-155, { type: 'ready' }],
    [
      -153,
      {
        type: 'handed_to_carrier',
        carrier: 'Spedition Nord',
        trackingNumber: 'SN-228841',
        trackingUrl: 'https://track.spedition-nord.example/SN-228841',
      },
    ],
    [-146, { type: 'delivered', note: 'Accepted by Anna Keller' }],
  ]);
  await tell({
    number: 'DE-1987',
    title: 'Two meeting tables',
    orderNumber: '2288',
    issued: -190,
    due: -183,
    lines: [piece('Meeting table “Council”, 2400 × 1100', 2, 164_000)],
    transfers: [[-186, 328_000, 'NL-0412']],
  });

  must(
    await placeOrder(on(-58), {
      ...common,
      number: '2409',
      title: 'Studio desks for 12',
      placedOn: day(-58),
      promisedOn: day(-9),
      lines: [
        { description: 'Desk “Line”', detail: '1600 × 800, height-adjustable, oak', quantity: 12, unitPrice: 69_000 },
        { description: 'Acoustic screen “Edge”', detail: '1600 × 400, felt, moss', quantity: 12, unitPrice: 14_500 },
        { description: 'Delivery in Berlin', quantity: 1, unitPrice: 38_000 },
      ],
    }),
  );
  await tellOrder(time, '2409', [
    [-57, { type: 'accepted' }],
    [-51, { type: 'drawings_approved', note: 'Anna Keller, version 2' }],
    [-44, { type: 'production_started' }],
    [
      -23,
      { type: 'production_step', step: 5, steps: 12, stepName: 'Assembly in the shop', note: 'Tabletops are finished' },
    ],
    [
      -14,
      {
        type: 'delayed',
        newDate: day(-2),
        reason: 'The felt for the screens came in a wrong shade and was ordered again.',
      },
    ],
    [
      -6,
      {
        type: 'production_step',
        step: 9,
        steps: 12,
        stepName: 'Assembly in the shop',
        note: '9 desks of 12 are ready',
      },
    ],
    [
      -3,
      {
        type: 'delayed',
        newDate: day(4),
        reason: `The felt arrives on ${formatDay(day(1), 'en', 'day')}. The desks wait only for the screens.`,
      },
    ],
  ]);
  const desks = [
    piece('Desk “Line”, 1600 × 800', 12, 69_000),
    piece('Acoustic screen “Edge”', 12, 14_500),
    piece('Delivery in Berlin', 1, 38_000),
  ];
  await tell({
    number: 'DE-2031',
    title: 'Prepayment 50%, order 2409',
    orderNumber: '2409',
    issued: -58,
    due: -51,
    lines: [...desks, { description: 'Remaining 50% by stages', quantity: -1, unit: '', unitPrice: 520_000 }],
    transfers: [[-55, 520_000, 'NL-0533']],
  });
  await tell({
    number: 'DE-2043',
    title: 'Second part 40%, order 2409',
    orderNumber: '2409',
    issued: -5,
    due: 6,
    lines: [
      ...desks,
      { description: 'Prepayment 50%, invoice DE-2031', quantity: -1, unit: '', unitPrice: 520_000 },
      { description: 'After delivery 10%', quantity: -1, unit: '', unitPrice: 104_000 },
    ],
  });
  await tell({
    number: 'DE-2046',
    title: 'Fabric samples, second set',
    issued: -1,
    due: 13,
    lines: [piece('Sample set, wool and felt', 1, 4_800)],
  });
}

/** «Гранат»: their first order has just been accepted, the prepayment is due. */
export async function granatStory(time: StoryTime, customerId: string): Promise<void> {
  const { day, on } = time;
  must(
    await placeOrder(on(-2), {
      number: '2436',
      customerId,
      title: 'Ресепшен и зона ожидания',
      currency: 'RUB',
      placedOn: day(-2),
      promisedOn: day(35),
      withInstallation: true,
      address: 'Одинцово, Можайское ш., 8',
      lines: [
        {
          description: 'Стойка ресепшен «Исток»',
          detail: '1800 × 700, камень и дуб',
          quantity: 1,
          unitPrice: 16_400_000,
        },
        { description: 'Диван «Пауза»', detail: 'двухместный, экокожа, белый', quantity: 3, unitPrice: 4_150_000 },
        { description: 'Кресло «Осанка»', detail: 'сетка, графит', quantity: 4, unitPrice: 1_460_000 },
      ],
    }),
  );
  await tellOrder(time, '2436', [[-1, { type: 'accepted', note: 'Чертежи пришлём через 2–3 рабочих дня' }]]);
  await tellInvoice(time, customerId, {
    number: 'СЧ-1117',
    title: 'Предоплата 50 %, заказ № 2436',
    orderNumber: '2436',
    currency: 'RUB',
    issued: -1,
    due: 6,
    lines: [
      { description: 'Стойка ресепшен «Исток»', quantity: 1, unit: 'шт.', unitPrice: 16_400_000 },
      { description: 'Диван «Пауза»', quantity: 3, unit: 'шт.', unitPrice: 4_150_000 },
      { description: 'Кресло «Осанка»', quantity: 4, unit: 'шт.', unitPrice: 1_460_000 },
      { description: 'Остаток 50 % по этапам', quantity: -1, unit: '', unitPrice: 17_345_000 },
    ],
  });
}
