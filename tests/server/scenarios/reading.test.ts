import { describe, expect, it } from 'vitest';
import { readEmail, readPhone } from '#server/platform/read-contact.ts';
import { readDay } from '#server/scenarios/read-day.ts';
import { readNumber } from '#server/scenarios/read-number.ts';

/** A Thursday. */
const today = '2026-11-19';

describe('reading what people type', () => {
  it.each([
    ['5 декабря', '2026-12-05'],
    ['05.12.2026', '2026-12-05'],
    ['5.12.26', '2026-12-05'],
    ['05.12', '2026-12-05'],
    ['5/12/2026', '2026-12-05'],
    ['2026-12-05', '2026-12-05'],
    ['давайте 5-го декабря', '2026-12-05'],
    ['суббота, 5 декабря', '2026-12-05'],
    ['Dec 5', '2026-12-05'],
    ['December 5th, 2027', '2027-12-05'],
    ['the 5th of December please', '2026-12-05'],
    ['10 января', '2027-01-10'],
    ['19 ноября', '2026-11-19'],
    ['сегодня', '2026-11-19'],
    ['Завтра', '2026-11-20'],
    ['послезавтра утром', '2026-11-21'],
    ['the day after tomorrow', '2026-11-21'],
    ['tomorrow', '2026-11-20'],
    ['через неделю', '2026-11-26'],
    ['через 3 дня', '2026-11-22'],
    ['через две недели', '2026-12-03'],
    ['in two weeks', '2026-12-03'],
    ['через месяц', '2026-12-19'],
    ['в пятницу', '2026-11-20'],
    ['в четверг', '2026-11-26'],
    ['в следующую пятницу', '2026-11-27'],
    ['next Friday', '2026-11-27'],
    ['on Monday', '2026-11-23'],
    ['в среду после обеда', '2026-11-25'],
    ['25-го', '2026-11-25'],
    ['5 числа', '2026-12-05'],
    ['on the 25th', '2026-11-25'],
    ['5', '2026-12-05'],
  ])('reads "%s" as %s', (text, day) => {
    expect(readDay(text, today)).toBe(day);
  });

  it.each([
    ['вчера', '2026-11-18'],
    ['позавчера', '2026-11-17'],
    ['неделю назад', '2026-11-12'],
    ['3 days ago', '2026-11-16'],
    ['в понедельник', '2026-11-16'],
    ['в прошлую пятницу', '2026-11-13'],
    ['5 декабря', '2025-12-05'],
    ['12.11', '2026-11-12'],
  ])('reads "%s" as %s when the day has passed', (text, day) => {
    expect(readDay(text, today, 'past')).toBe(day);
  });

  it.each([
    '',
    'не знаю',
    '31 февраля',
    '32.13.2026',
    'не завтра',
    'в понедельник или во вторник',
    'мартини',
    '5 столов',
    '12:30',
    '2418',
    'когда вам удобно, мы весь день на месте и ждём звонка от водителя',
    '01.01.9999',
  ])('takes "%s" for no day', (text) => {
    expect(readDay(text, today)).toBeNull();
  });

  it.each([
    ['5', 5],
    ['12 штук', 12],
    ['1 200', 1200],
    ['1\u00a0200,50', 1200.5],
    ['1,200.50', 1200.5],
    ['2,5', 2.5],
    ['2.5', 2.5],
    ['-3', -3],
    ['двадцать пять', 25],
    ['три стула', 3],
    ['twenty-five', 25],
    ['сто двадцать', 120],
  ])('reads "%s" as the number %d', (text, number) => {
    expect(readNumber(text)).toBe(number);
  });

  it.each(['', 'много', '2 или 3', 'К2418', 'два или три', '9'.repeat(40)])('takes "%s" for no one number', (text) => {
    expect(readNumber(text)).toBeNull();
  });

  it.each([
    ['моя почта Ivan.Petrov@Example.com, пишите', 'ivan.petrov@example.com'],
    ['a+b@mail.example.co.uk', 'a+b@mail.example.co.uk'],
  ])('finds the address in "%s"', (text, address) => {
    expect(readEmail(text)).toBe(address);
  });

  it.each(['ivan@localhost', 'ivan petrov', 'a@b.example или c@d.example', `${'a'.repeat(250)}@b.example`])(
    'finds no address in "%s"',
    (text) => {
      expect(readEmail(text)).toBeNull();
    },
  );

  it.each([
    ['+7 495 123-45-67', '+74951234567'],
    ['8 (495) 123-45-67', '+74951234567'],
    ['звоните 9161234567', '+79161234567'],
    ['+44 20 7946 0958', '+442079460958'],
    ['0049 30 901820', '+4930901820'],
  ])('reads "%s" as %s', (text, phone) => {
    expect(readPhone(text)).toBe(phone);
  });

  it.each(['', '123', '12345', '4951234', '+7 495 123-45-67 или 8 916 123-45-67', '+123456789012345678'])(
    'takes "%s" for no phone number',
    (text) => {
      expect(readPhone(text)).toBeNull();
    },
  );
});
