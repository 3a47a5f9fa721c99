import { afterAll, beforeAll, expect, it } from 'vitest';
import { attachmentNamed, csvFile, pdfFile } from '#server/http/file-answers.ts';
import type { CsvRow } from '#server/platform/csv.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { readCsv } from '#support/read-csv.ts';
import { contextOf } from './context.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function* inParts(...parts: (readonly CsvRow[])[]): AsyncGenerator<readonly CsvRow[]> {
  for (const part of parts) yield await Promise.resolve(part);
}

it('names a download in Cyrillic for those who read RFC 8187 and in ASCII for the rest', () => {
  const header = attachmentNamed('Счёт СЧ-1107.pdf');
  expect(header).toMatch(/^attachment; filename="[ -~]+\.pdf"; filename\*=UTF-8''[A-Za-z0-9!#$&+\-.^_`|~%]+$/);
  expect(decodeURIComponent(header.split("UTF-8''")[1] ?? '')).toBe('Счёт СЧ-1107.pdf');
});

it.each(['../../etc/passwd', 'a"; filename="b', 'x\r\nSet-Cookie: a=b', 'CON/..\\x', '\u202Efdp.exe'])(
  'keeps %j from naming anything but a file',
  (name) => {
    const header = attachmentNamed(name);
    const [, ascii = '', encoded = ''] = /^attachment; filename="([^"]*)"; filename\*=UTF-8''(.*)$/.exec(header) ?? [];
    for (const shown of [ascii, decodeURIComponent(encoded)]) expect(shown).not.toMatch(/["/\\\p{Cc}\p{Cf}]|^\./u);
  },
);

it('writes CSV that Excel opens right: byte order mark, lines of Windows, `;` and a decimal comma in Russian', async () => {
  const head = ['Счёт', 'За что', 'Сумма'];
  const rows = [
    ['СЧ-1107', 'Стол; «Грань» "А"\nвторая строка', { money: 24_472_000 }],
    ['СЧ-1108', 'Возврат', { money: -5 }],
    ['СЧ-1109', null, 3],
  ] as const;
  const parts = inParts(rows.slice(0, 2), [], rows.slice(2));
  const answer = csvFile(contextOf(database), { name: 'Счета.csv', locale: 'ru', head, parts });
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const text = bytes.toString('utf8');
  expect(text.split('\r\n')).toHaveLength(5);
  expect(readCsv(text, ';')).toEqual([
    head,
    ['СЧ-1107', 'Стол; «Грань» "А"\nвторая строка', '244720,00'],
    ['СЧ-1108', 'Возврат', '-0,05'],
    ['СЧ-1109', '', '3'],
  ]);
  const english = await csvFile(contextOf(database), {
    name: 'Invoices.csv',
    locale: 'en',
    head: ['a', 'b'],
    parts: inParts([[{ money: 150 }, 'x,y']]),
  }).text();
  expect(readCsv(english, ',')).toEqual([
    ['a', 'b'],
    ['1.50', 'x,y'],
  ]);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('takes the power of a formula from %j', async (text) => {
  const table = { name: 'x.csv', locale: 'en', head: ['a'], parts: inParts([[text]]) } as const;
  const answer = await csvFile(contextOf(database), table).text();
  expect(readCsv(answer, ',')[1]).toEqual([`'${text}`]);
});

it('sends a PDF to be kept', async () => {
  const answer = pdfFile(new Uint8Array([37, 80, 68, 70]), 'Чек.pdf');
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('content-length')).toBe('4');
  expect(await answer.text()).toBe('%PDF');
});

it('makes a table no faster than its reader takes it, and no further once the reader has gone', async () => {
  let made = 0;
  async function* endless(): AsyncGenerator<readonly CsvRow[]> {
    for (;;) yield await Promise.resolve([[(made += 1)]]);
  }
  const answer = csvFile(contextOf(database), { name: 'x.csv', locale: 'en', head: ['n'], parts: endless() });
  const reader = answer.body?.getReader();
  for (let piece = 0; piece < 3; piece += 1) await reader?.read();
  expect(made).toBe(2);
  await reader?.cancel();
  expect(made).toBe(2);
});
