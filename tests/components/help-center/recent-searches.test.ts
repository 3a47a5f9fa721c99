import { expect, it } from 'vitest';
import { withNewest } from '#components/help-center/recent-searches.ts';

it('the newest search comes first, each once, and no more than six', () => {
  expect(withNewest(['чек', 'Оплата'], ' оплата ')).toEqual(['оплата', 'чек']);
  expect(withNewest(['1', '2', '3', '4', '5', '6'], '7')).toEqual(['7', '1', '2', '3', '4', '5']);
});

it('nothing and what no one would press again is not kept', () => {
  expect(withNewest(['чек'], '   ')).toEqual(['чек']);
  expect(withNewest(['чек'], 'слово '.repeat(50))).toEqual(['чек']);
});
