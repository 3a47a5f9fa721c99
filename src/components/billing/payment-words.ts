import type { Words } from '#content/words.ts';
import type { PaymentView } from '#server/billing/index.ts';

/** How money came. */
export const methodWords = (t: Words, payment: Pick<PaymentView, 'method' | 'reference'>): string =>
  payment.method === 'bank_transfer'
    ? t('payment.transfer', { reference: payment.reference ?? '' })
    : t(`payment.${payment.method}`);
