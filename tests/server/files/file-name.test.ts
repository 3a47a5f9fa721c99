import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanName } from '#server/files/index.ts';

describe('the name of an uploaded file', () => {
  it.each([
    ['Договор № 2418-М.pdf', 'Договор № 2418-М.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\Ирина\\акт.pdf', 'акт.pdf'],
    ['акт\u0000\r\n\t.pdf', 'акт.pdf'],
    ['счёт\u202Efdp.exe', 'счётfdp.exe'],
    ['\u2066акт\u2069\u200B.pdf', 'акт.pdf'],
    ['CON.pdf', '_CON.pdf'],
    ['lpt1.txt', '_lpt1.txt'],
    ['a<b>:"|?*.pdf', 'a_b______.pdf'],
    ['договор.exe.pdf', 'договор_exe.pdf'],
    ['страница.html  .pdf', 'страница_html.pdf'],
    ['  .. акт  2.pdf . ', 'акт 2.pdf'],
    ['и\u0306.txt', 'й.txt'],
    ['', 'file'],
    ['..', 'file'],
  ])('%j becomes %j', (raw, clean) => {
    expect(cleanName(raw)).toBe(clean);
  });

  it('is always short, plain, and the same when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        const name = cleanName(raw);
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(140);
        expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}\p{Cf}]/u);
        expect(cleanName(name)).toBe(name);
      }),
      { numRuns: 2_000 },
    );
  });
});
