import { must } from './must.ts';
import type { StoryTime } from './story-time.ts';
import { createInvoice, openInvoice, recordBankTransfer, voidInvoice, type NewInvoice } from '#server/billing/index.ts';

interface Told extends Omit<NewInvoice, 'customerId' | 'issuedOn' | 'dueOn' | 'taxRate'> {
  /** Days from now. */
  issued: number;
  due: number;
  taxRate?: number;
  /** Transfers that came for it: days from now, amount, number of the payment order. */
  transfers?: [days: number, amount: number, reference: string][];
  voided?: number;
}

/** Issues an invoice on its day and books what came for it. */
export async function tellInvoice(time: StoryTime, customerId: string, told: Told): Promise<void> {
  const { issued, due, transfers = [], voided, taxRate = 2200, ...rest } = told;
  const { number, currency } = rest;
  const then = time.on(issued);
  must(await createInvoice(then, { ...rest, customerId, taxRate, issuedOn: time.day(issued), dueOn: time.day(due) }));
  must(await openInvoice(then, { number }));
  for (const [days, amount, reference] of transfers) {
    must(await recordBankTransfer(time.on(days), { number, amount, currency, reference }));
  }
  if (voided !== undefined) must(await voidInvoice(time.on(voided), { number }));
}

const piece = (description: string, quantity: number, unitPrice: number) => ({
  description,
  quantity,
  unit: 'шт.',
  unitPrice,
});

/** «Северный ветер»: one invoice overdue by a week, one paid in part, the rest in order. */
export async function severInvoices(time: StoryTime, customerId: string): Promise<void> {
  const tell = (told: Omit<Told, 'currency'>) => tellInvoice(time, customerId, { ...told, currency: 'RUB' });
  const order2418 = [
    piece('Стол переговорный «Совет», 3600 × 1200, дуб', 1, 18_640_000),
    piece('Стол рабочий «Линия», 1400 × 700', 24, 2_190_000),
    piece('Тумба подкатная «Грань», 3 ящика', 24, 945_000),
    piece('Доставка, подъём и сборка', 1, 4_800_000),
  ];
  await tell({
    number: 'СЧ-0931',
    title: 'Стойка ресепшен, первый вариант',
    issued: -140,
    due: -133,
    lines: [piece('Стойка ресепшен «Берег», 2800 × 900', 1, 20_400_000)],
    voided: -136,
  });
  await tell({
    number: 'СЧ-0987',
    title: 'Шкафы архивные, остаток 50 %',
    orderNumber: '2377',
    issued: -97,
    due: -90,
    lines: [
      piece('Шкаф архивный «Крона»', 6, 2_780_000),
      piece('Стол переговорный «Круг»', 1, 6_970_000),
      { description: 'Предоплата 50 %', quantity: -1, unit: '', unitPrice: 11_825_000 },
    ],
    transfers: [[-95, 11_825_000, '488']],
  });
  await tell({
    number: 'СЧ-1042',
    title: 'Предоплата 50 %, заказ № 2418',
    orderNumber: '2418',
    issued: -45,
    due: -38,
    lines: [...order2418, { description: 'Остаток 50 % по этапам', quantity: -1, unit: '', unitPrice: 49_340_000 }],
    transfers: [[-42, 49_340_000, '571']],
  });
  await tell({
    number: 'СЧ-1089',
    title: 'Кресла «Осанка», 6 шт.',
    issued: -21,
    due: -7,
    lines: [piece('Кресло «Осанка», сетка, графит', 6, 1_460_000)],
  });
  await tell({
    number: 'СЧ-1098',
    title: 'Образцы тканей из Италии',
    issued: -14,
    due: 8,
    lines: [piece('Набор образцов, шерсть и лён', 2, 930_000)],
  });
  await tell({
    number: 'СЧ-1101',
    title: 'Тумбы «Грань», доплата за замки',
    orderNumber: '2418',
    issued: -10,
    due: -3,
    lines: [piece('Замок с мастер-ключом', 24, 135_000)],
    transfers: [[-5, 3_240_000, '607']],
  });
  await tell({
    number: 'СЧ-1107',
    title: 'Вторая часть 40 %, заказ № 2418',
    orderNumber: '2418',
    issued: -7,
    due: 5,
    lines: [
      ...order2418,
      { description: 'Предоплата 50 %, счёт СЧ-1042', quantity: -1, unit: '', unitPrice: 49_340_000 },
      { description: 'После монтажа 10 %', quantity: -1, unit: '', unitPrice: 9_868_000 },
    ],
    transfers: [[-3, 15_000_000, '612']],
  });
  await tell({
    number: 'СЧ-1115',
    title: 'Выезд сборщика, заказ № 2377',
    orderNumber: '2377',
    issued: -2,
    due: 12,
    lines: [piece('Выезд и регулировка шкафов', 1, 650_000)],
  });
}
