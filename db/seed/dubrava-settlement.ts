import { must } from './must.ts';
import type { DubravaCustomers } from './dubrava-customers.ts';
import { tellInvoice } from './dubrava-invoices.ts';
import { storyTime } from './story-time.ts';
import type { Ctx } from '#server/context.ts';
import { recordBankTransfer, refundPayment } from '#server/billing/index.ts';

/** «Северный ветер» pays one invoice in parts, and paid too much for another: a part went back, the rest is credit. */
export async function settlementStory(ctx: Ctx, customers: DubravaCustomers): Promise<void> {
  const time = storyTime(ctx);
  await tellInvoice(time, customers.sever, {
    number: 'СЧ-1060',
    title: 'Стойка ресепшен «Берег», три платежа',
    orderNumber: '2431',
    currency: 'RUB',
    issued: -32,
    due: 48,
    lines: [{ description: 'Стойка ресепшен «Берег»', quantity: 1, unit: 'шт.', unitPrice: 21_600_000 }],
    instalments: [
      { dueOn: time.day(-20), amount: 7_200_000 },
      { dueOn: time.day(14), amount: 7_200_000 },
      { dueOn: time.day(48), amount: 7_200_000 },
    ],
    transfers: [[-22, 7_200_000, '593']],
  });
  // Paid twice in part; some of what was too much went back, the rest is credit.
  await tellInvoice(time, customers.sever, {
    number: 'СЧ-1011',
    title: 'Панели акустические, 8 шт.',
    currency: 'RUB',
    issued: -74,
    due: -60,
    lines: [{ description: 'Панель акустическая «Мох», 600 × 600', quantity: 8, unit: 'шт.', unitPrice: 420_000 }],
    transfers: [[-63, 3_360_000, '521']],
  });
  const twice = { number: 'СЧ-1011', currency: 'RUB', amount: 840_000, reference: '524' } as const;
  const { paymentId } = must(await recordBankTransfer(time.on(-61), twice));
  must(await refundPayment(time.on(-55), { paymentId, amount: 320_000, reason: 'duplicate', reference: '208' }));
}
