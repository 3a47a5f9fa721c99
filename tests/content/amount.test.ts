import { expect, it } from 'vitest';
import { amountInField, parseAmount } from '#content/amount.ts';

it('an amount is read as people write it, in both languages', () => {
  for (const [typed, amount] of [
    ['1500', 150_000],
    ['1 500,5', 150_050],
    ['1\u00a0500,50 ₽', 150_050],
    ['1,500.50', 150_050],
    ["1'500.50", 150_050],
    ['€1.500,50', 150_050],
    ['1.234.567,89', 123_456_789],
    ['0,01', 1],
    ['1.500', 150_000],
    ['0', 0],
    ['999999999,99', 99_999_999_999],
  ] as const) {
    expect([typed, parseAmount(typed)]).toEqual([typed, amount]);
  }
});

it('what is not clearly an amount is none', () => {
  for (const typed of ['', 'сто', '-5', '1,2,3', '12..5', '1e9', '1.23.456', '1,500,50', '1234,500', '1000000000']) {
    expect([typed, parseAmount(typed)]).toEqual([typed, null]);
  }
});

it('an amount in a field is read again as itself', () => {
  for (const amount of [0, 1, 99, 100, 123_450, 99_999_999_999]) {
    expect(parseAmount(amountInField(amount))).toBe(amount);
  }
});
