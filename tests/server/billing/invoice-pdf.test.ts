import { afterEach, beforeEach, expect, it } from 'vitest';
import { invoicePdf, recordBankTransfer, setIssuer, voidInvoice } from '#server/billing/index.ts';
import { setVisibility } from '#server/customers/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { readPdf, readPdfInfo, readQrOfPdf } from '#support/read-pdf.ts';
import { openShop, type Shop } from './shop.ts';

const reader = { locale: 'ru', timeZone: 'Europe/Moscow' } as const;
let shop: Shop;
let customerId: string;
let owner: UserViewer;
beforeEach(async () => {
  shop = await openShop();
  customerId = await shop.customer('ООО «Северный ветер»');
  owner = await shop.member(customerId, 'owner');
  await setIssuer(shop.system, {
    RUB: {
      name: 'ООО «Дубрава»',
      inn: '7701234567',
      kpp: '770101001',
      account: '40702810400000123456',
      bankName: 'АО «Пример Банк»',
      bic: '044525999',
      correspondentAccount: '30101810400000000999',
    },
    EUR: { name: 'Dubrava OOO', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' },
  });
});
afterEach(() => shop.close());

const linesOf = (pdf: Uint8Array | undefined) => readPdf(pdf ?? new Uint8Array()).join('\n');

it('prints seller, buyer, lines, tax, payments and the account, with the code that pays exactly what is due', async () => {
  const number = await shop.invoice(customerId, 39_472_000, {
    title: 'Вторая часть, заказ № 2418',
    orderNumber: '2418',
  });
  await recordBankTransfer(shop.system, { number, amount: 15_000_000, currency: 'RUB', reference: '612' });
  const paper = await invoicePdf(shop.as(owner), number, reader);
  const text = linesOf(paper?.bytes);
  for (const words of [
    `Счёт ${number}`,
    'Заказ № 2418',
    'ООО «Дубрава»',
    'ООО «Северный ветер»',
    '394 720,00 ₽',
    'НДС 22 %',
    '150 000,00 ₽',
    '244 720,00 ₽',
    'п/п № 612',
    '40702 810 4',
    'стр. 1 из 1',
  ]) {
    expect(text).toContain(words);
  }
  expect(paper?.name).toBe(`Счёт ${number}.pdf`);
  expect(readPdfInfo(paper?.bytes ?? new Uint8Array())['Pages']).toBe('1');
  const code = readQrOfPdf(paper?.bytes ?? new Uint8Array());
  const [header, ...fields] = code.split('|');
  expect(header).toBe('ST00012');
  expect(Object.fromEntries(fields.map((field) => field.split('=', 2)))).toMatchObject({
    Name: 'ООО «Дубрава»',
    PersonalAcc: '40702810400000123456',
    BIC: '044525999',
    CorrespAcc: '30101810400000000999',
    PayeeINN: '7701234567',
    Sum: '24472000',
  });
});

it('carries the SEPA code in euros and speaks English to an English reader', async () => {
  const number = await shop.invoice(customerId, 124_000, { currency: 'EUR' });
  const paper = await invoicePdf(shop.as(owner), number, { ...reader, locale: 'en' });
  expect(linesOf(paper?.bytes)).toContain('€1,240.00');
  const code = readQrOfPdf(paper?.bytes ?? new Uint8Array()).split('\n');
  expect(code.slice(0, 4)).toEqual(['BCD', '002', '1', 'SCT']);
  expect(code.slice(4, 8)).toEqual(['COBADEFFXXX', 'Dubrava OOO', 'DE89370400440532013000', 'EUR1240.00']);
});

it('has no code once there is nothing to pay', async () => {
  const paid = await shop.invoice(customerId, 100);
  await recordBankTransfer(shop.system, { number: paid, amount: 100, currency: 'RUB', reference: '1' });
  const voided = await shop.invoice(customerId, 100);
  await voidInvoice(shop.system, { number: voided });
  for (const [number, words] of [
    [paid, 'Оплачен 19 ноября 2026'],
    [voided, 'Счёт аннулирован'],
  ] as const) {
    const paper = await invoicePdf(shop.as(owner), number, reader);
    const text = linesOf(paper?.bytes);
    expect(text).toContain(words);
    expect(text).not.toContain('QR');
  }
});

it('leaves out what the company does not show: lines and tax', async () => {
  await setVisibility(shop.system, {
    scope: 'customer',
    target: customerId,
    hides: ['invoice.lines', 'invoice.tax'],
    shows: [],
  });
  const viewer = await shop.member(customerId, 'accountant');
  const number = await shop.invoice(customerId, 5_000, {
    title: 'Стулья',
    lines: [{ description: 'Секретная строка', quantity: 1, unit: 'шт.', unitPrice: 5_000 }],
  });
  const text = linesOf((await invoicePdf(shop.as(viewer), number, reader))?.bytes);
  expect(text).toContain('Стулья');
  expect(text).not.toContain('Секретная строка');
  expect(text).not.toContain('НДС');
});

it('is nothing to another customer, to a member without invoices, and as a draft', async () => {
  const number = await shop.invoice(customerId, 100);
  const stranger = await shop.member(await shop.customer('Гранат'), 'owner');
  const colleague = await shop.member(customerId, 'member');
  for (const viewer of [stranger, colleague]) expect(await invoicePdf(shop.as(viewer), number, reader)).toBeNull();
});
