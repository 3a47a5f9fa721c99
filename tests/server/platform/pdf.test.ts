import { expect, it } from 'vitest';
import QRCode from 'qrcode';
import { makePdf, type PdfMeta } from '#server/platform/pdf/index.ts';
import { readPdf, readPdfInfo, readQrOfPdf } from '#support/read-pdf.ts';

const meta: PdfMeta = {
  title: 'Счёт СЧ-1107',
  locale: 'ru',
  author: 'ООО «Дубрава»',
  createdAt: new Date('2026-11-19T11:00:00Z'),
  footer: 'ООО «Дубрава», +7 495 000-24-18',
};
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    cells: [`Кресло «Осанка», ряд ${String(index + 1)}`, '1 шт.', '14 600,00 ₽'],
  }));
const columns = [{ label: 'Что' }, { label: 'Сколько', num: true }, { label: 'Сумма', num: true }];

it('writes Cyrillic, digits and currency signs that another program reads back, with title, author and language', async () => {
  const pdf = await makePdf(meta, (sheet) => {
    sheet.header({ over: 'Продавец', title: 'Счёт СЧ-1107', detail: 'от 12 ноября 2026' });
    sheet.pairs([
      { label: 'Покупатель', value: 'ООО «Северный ветер», ИНН 7701 234 567' },
      { label: 'К оплате', value: '244 720,00 ₽ · €1,240.00 · $5' },
    ]);
    sheet.table({ columns, rows: rows(2), foot: [{ cells: ['Итого', '', '29 200,00 ₽'], bold: true }] });
  });
  const [page] = readPdf(pdf);
  for (const words of [
    'Счёт СЧ-1107',
    'ООО «Северный ветер», ИНН 7701 234 567',
    '244 720,00 ₽ · €1,240.00 · $5',
    'Кресло «Осанка», ряд 2',
    '29 200,00 ₽',
    'стр. 1 из 1',
    '+7 495 000-24-18',
  ]) {
    expect(page).toContain(words);
  }
  expect(readPdfInfo(pdf)).toMatchObject({ Title: meta.title, Author: meta.author, Pages: '1' });
  expect(Buffer.from(pdf).toString('latin1')).toContain('/Lang (ru-RU)');
});

it('repeats the head of a table on every page, numbers the pages and keeps the sums with the last rows', async () => {
  const pdf = await makePdf(meta, (sheet) => {
    sheet.header({ title: 'Длинный счёт' });
    sheet.table({ columns, rows: rows(100), foot: [{ cells: ['Итого', '', '1 460 000,00 ₽'] }] });
  });
  const pages = readPdf(pdf);
  expect(pages.length).toBeGreaterThan(2);
  pages.forEach((page, index) => {
    expect(page).toMatch(/Что\s+Сколько\s+Сумма/);
    expect(page).toContain(`стр. ${String(index + 1)} из ${String(pages.length)}`);
  });
  const all = pages.join('\n');
  for (let index = 1; index <= 100; index++)
    expect(all.match(new RegExp(`ряд ${String(index)}\\s`, 'g'))).toHaveLength(1);
  expect(pages.at(-1)).toContain('1 460 000,00 ₽');
});

it('wraps long words and long texts instead of losing them', async () => {
  const long = 'Длинное описание работы, которое не помещается в одну строку. '.repeat(12);
  const pdf = await makePdf(meta, (sheet) => {
    sheet.table({ columns, rows: [{ cells: [long, '1 шт.', '1,00 ₽'] }, { cells: ['Щ'.repeat(200), '1', '2,00 ₽'] }] });
  });
  const text = readPdf(pdf).join('\n');
  expect(text.match(/Длинное/g)).toHaveLength(12);
  expect(text.match(/Щ/g)).toHaveLength(200);
});

it('flows over as many pages as a text needs', async () => {
  const pdf = await makePdf({ ...meta, locale: 'en' }, (sheet) => {
    for (let index = 0; index < 120; index++) sheet.text(`Paragraph ${String(index)}.`);
  });
  const pages = readPdf(pdf);
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.join('\n')).toContain('Paragraph 119.');
  expect(pages[1]).toContain(`page 2 of ${String(pages.length)}`);
});

it('draws a QR code that a camera reads', async () => {
  const text = 'ST00012|Name=ООО «Дубрава»|PersonalAcc=40702810900000012345';
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) path += `M${String(x)} ${String(y)}h1v1h-1z`;
  }
  const pdf = await makePdf(meta, (sheet) => {
    sheet.mark({ size: modules.size, path });
  });
  expect(readQrOfPdf(pdf)).toBe(text);
});

it('gives the same bytes for the same content', async () => {
  const draw = () =>
    makePdf(meta, (sheet) => {
      sheet.table({ columns, rows: rows(3) });
    });
  expect(Buffer.from(await draw()).equals(Buffer.from(await draw()))).toBe(true);
});
