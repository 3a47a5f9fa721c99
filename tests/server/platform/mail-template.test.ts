import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderMail } from '#server/platform/mail-template.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';

const LINK = 'https://help.example.com/en/reset-password/__a_b*c-d__?x=1&y=(2)';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const render = (name: string, link = LINK) => renderMail(database.db.read, 'password-reset', 'en', { name, link });
const tags = (html: string) => html.match(/<[^>]*>/g) ?? [];
const words = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

/** What means something to Markdown, HTML or the template, in any order. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '[',
        ']',
        '(',
        ')',
        '](',
        '![',
        '*',
        '**',
        '_',
        '`',
        '#',
        '\\',
        '|',
        '~~',
        '<b>',
        '&lt;',
        '&',
        '"',
      ),
      fc.constantFrom(
        'https://evil.example',
        'www.evil.example',
        'a@evil.example',
        '{link}',
        '{name}',
        '\n',
        '\r\n\r\n',
      ),
      fc.constantFrom('1. ', '- ', '> ', '    ', '---', 'я', '\u00a0', '\u2028', '\u0000'),
      fc.string(),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

test('a name in a mail is text, whatever it looks like: no links, no markup, no new lines', async () => {
  const plain = await render('X');
  await fc.assert(
    fc.asyncProperty(hostile, async (name) => {
      const { html, text, subject } = await render(name);
      const line = name.replace(/[\p{Cc}\u2028\u2029 ]+/gu, ' ').trim();
      expect(tags(html)).toEqual(tags(plain.html));
      expect(words(html)).toContain(`Hello ${line},`);
      expect(text).toBe(plain.text.replace('Hello X,', () => `Hello ${line},`));
      expect(subject).toBe(plain.subject);
    }),
    { numRuns: 300 },
  );
});

test('a link keeps its address to the letter', async () => {
  const { html, text } = await render('Anna');
  const [, href] = /href="([^"]+)"/.exec(html) ?? [];
  expect(href?.replace(/&amp;/g, '&')).toBe(LINK);
  expect(text).toContain(`Set a new password: ${LINK}\n`);
});

test('an address cannot leave its link', async () => {
  const { html } = await render('Anna', 'https://help.example.com/x) [more](https://evil.example "t');
  expect(tags(html).filter((tag) => tag.startsWith('<a'))).toHaveLength(1);
  expect(html).not.toContain('href="https://evil.example');
});
