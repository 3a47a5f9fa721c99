import { expect, it } from 'vitest';
import { askedNumber } from '#components/cabinet/asked-number.ts';

it('takes a number alone for a number, however it is written', () => {
  expect(askedNumber('2418')).toBe('2418');
  expect(askedNumber(' сч-1089 ')).toBe('СЧ-1089');
  expect(askedNumber('№ 2418')).toBe('2418');
  expect(askedNumber('Заказ №2418')).toBe('2418');
  expect(askedNumber('счёт СЧ-1089')).toBe('СЧ-1089');
  expect(askedNumber('invoice de-2046')).toBe('DE-2046');
  expect(askedNumber('order No. 2409')).toBe('2409');
});

it('leaves questions to the help center', () => {
  for (const query of ['', 'заказ', 'где заказ 2418', 'оплата', '2418 доставка', 'чек за 2025 год']) {
    expect(askedNumber(query), query).toBeNull();
  }
});
