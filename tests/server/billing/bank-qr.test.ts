import fc from 'fast-check';
import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { epcPayment, gostPayment, sepaText } from '#server/billing/bank-qr.ts';
import { isIban } from '#server/billing/issuer.ts';
import { qrSymbol } from '#server/platform/qr-symbol.ts';
import { bankDetails } from '#server/billing/requisites.ts';

const RUB = {
  name: 'ООО «Дубрава»',
  inn: '7701234567',
  kpp: '770101001',
  account: '40702810900000024180',
  bankName: 'АО «Лесной банк», Москва',
  bic: '044525999',
  correspondentAccount: '30101810000000000999',
};
const EUR = { name: 'Dubrava Europe GmbH', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' };
const owed = { number: 'СЧ-1107', issuedOn: '2026-11-12', currency: 'RUB', taxRate: 2200, due: 24_472_000 };

/** Reads a drawn symbol back as a camera would: dark modules on white with a quiet zone. */
function scan(symbol: { size: number; path: string }): string | undefined {
  const scale = 4;
  const side = (symbol.size + 8) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of symbol.path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let dy = 0; dy < scale; dy++) {
      const from = ((Number(y) + 4) * scale + dy) * side + (Number(x) + 4) * scale;
      for (let dx = 0; dx < Number(width) * scale; dx++) pixels.fill(0, (from + dx) * 4, (from + dx) * 4 + 3);
    }
  }
  const found = jsQR(pixels, side, side);
  return found ? Buffer.from(found.binaryData).toString('utf8') : undefined;
}

const fieldsOf = (text: string) => {
  const separator = text.charAt(7);
  return text
    .slice(8)
    .split(separator)
    .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]);
};

describe('the code for transfers in rubles (GOST R 56042-2014)', () => {
  it('carries every field in the order of the standard, the sum in kopecks', () => {
    const details = bankDetails({ RUB }, owed);
    const text = details?.qr ? scan(details.qr) : undefined;
    expect(text?.slice(0, 8)).toBe('ST00012|');
    expect(fieldsOf(text ?? '')).toEqual([
      ['Name', 'ООО «Дубрава»'],
      ['PersonalAcc', '40702810900000024180'],
      ['BankName', 'АО «Лесной банк», Москва'],
      ['BIC', '044525999'],
      ['CorrespAcc', '30101810000000000999'],
      ['Sum', '24472000'],
      ['Purpose', 'Счёт СЧ-1107 от 12.11.2026, в т. ч. НДС 22 %'],
      ['PayeeINN', '7701234567'],
      ['KPP', '770101001'],
    ]);
  });

  it('takes another separator when a value contains the usual one', () => {
    const text = gostPayment({ ...RUB, name: 'ООО «А|Б»' }, { amount: 1, purpose: 'x' });
    expect(text?.startsWith('ST00012~Name=ООО «А|Б»~PersonalAcc=')).toBe(true);
  });

  it('survives any name and purpose: the fields come back unchanged, or there is no code', () => {
    const word = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 60 })
      .map((text) => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim());
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 99_999_999_999 }), (name, purpose, amount) => {
        const text = gostPayment({ ...RUB, name }, { amount, purpose });
        if (text === null) return;
        const fields = Object.fromEntries(fieldsOf(text)) as Record<string, string>;
        expect(fields['Name']).toBe(name);
        expect(fields['Purpose']).toBe(purpose);
        expect(fields['Sum']).toBe(String(amount));
      }),
    );
  });

  it('is not made when a value is longer than the standard allows, or nothing is due', () => {
    expect(gostPayment({ ...RUB, bankName: 'б'.repeat(46) }, { amount: 1, purpose: 'x' })).toBeNull();
    expect(gostPayment({ ...RUB, name: 'н'.repeat(140) }, { amount: 1, purpose: 'x' })).toBeNull();
    expect(gostPayment(RUB, { amount: 1, purpose: 'п'.repeat(211) })).toBeNull();
    expect(gostPayment(RUB, { amount: 0, purpose: 'x' })).toBeNull();
  });
});

describe('the code for SEPA transfers (EPC069-12)', () => {
  it('has the lines of version 002 and no line after the last one filled', () => {
    const details = bankDetails({ EUR }, { ...owed, number: 'DE-2043', currency: 'EUR', due: 124_005 });
    const text = details?.qr ? scan(details.qr) : undefined;
    expect(text?.split('\n')).toEqual([
      'BCD',
      '002',
      '1',
      'SCT',
      'COBADEFFXXX',
      'Dubrava Europe GmbH',
      'DE89370400440532013000',
      'EUR1240.05',
      '',
      '',
      'Invoice DE-2043',
    ]);
  });

  it('spells Cyrillic in the letters every SEPA bank knows', () => {
    expect(sepaText('Счёт СЧ-1107 «Щука» № 5')).toBe('Schet SCH-1107 SHCHuka No 5');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(sepaText(text)).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]*$/);
      }),
    );
  });

  it('holds from one cent to 999 999 999.99 and within 331 bytes', () => {
    const at = (amount: number) => epcPayment(EUR, { amount, purpose: 'Invoice 1' });
    expect(at(1)).toContain('\nEUR0.01\n');
    expect(at(99_999_999_999)).toContain('\nEUR999999999.99\n');
    expect(at(0)).toBeNull();
    expect(at(100_000_000_000)).toBeNull();
    expect(epcPayment(EUR, { amount: 1, purpose: 'x'.repeat(141) })).toBeNull();
    const longest = epcPayment({ ...EUR, name: 'N'.repeat(70) }, { amount: 99_999_999_999, purpose: 'x'.repeat(140) });
    expect(longest === null ? null : qrSymbol(longest, 13)).not.toBeNull();
  });

  it('knows an account number by its check digits', () => {
    expect(isIban('DE89370400440532013000')).toBe(true);
    expect(isIban('DE88370400440532013000')).toBe(false);
  });
});

it('no code is shown for a currency without an account', () => {
  expect(bankDetails({ RUB }, { ...owed, currency: 'EUR' })).toBeNull();
  expect(bankDetails({ RUB, EUR }, { ...owed, currency: 'USD' })).toBeNull();
});
