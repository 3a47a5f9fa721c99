import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '#search/edit-distance.ts';
import { LetterPairs, otherLayout } from '#search/keyboard.ts';
import { sentencesOf } from '#search/passages.ts';
import { markWords } from '#search/snippet.ts';
import { cleanQuery, isStopWord, normalizeWord, QUERY_LENGTH, stemOf, termOf, termsOf, wordsOf } from '#search/text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 400 });
const letters = (alphabet: string, least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength: least, maxLength: most });
const russianWord = letters('абвгдежзийклмнопрстуфхцчшщъыьэюя', 1, 20);

describe('a question is cleaned', () => {
  it('to bounded, visible, single-line text, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 10_000 }), (typed) => {
        const clean = cleanQuery(typed);
        expect(clean.length).toBeLessThanOrEqual(QUERY_LENGTH);
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}]|\s\s|^\s|\s$/u);
        expect(clean.isWellFormed() || !typed.isWellFormed()).toBe(true);
      }),
    );
  });

  it('without changing the letter case, which is shown again', () => {
    expect(cleanQuery('  Где\u00a0мой\u200b  ЧЕК?\n')).toBe('Где мой ЧЕК?');
  });

  it('with compatibility forms made plain and half a character cut off', () => {
    expect(cleanQuery('ﬁles №５')).toBe('files No5');
    expect(cleanQuery(`${'а'.repeat(QUERY_LENGTH - 1)}😀`)).toBe('а'.repeat(QUERY_LENGTH - 1));
  });
});

describe('words', () => {
  it('are found where they stand, in any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { word, start, end } of wordsOf(text)) {
          expect(normalizeWord(text.slice(start, end))).toBe(word);
          expect(word).not.toBe('');
        }
      }),
    );
  });

  it('drop the signs that composed numbers bring along', () => {
    expect(wordsOf('⅐ ⑴ ⒈').map(({ word }) => word)).toEqual(['17', '1', '1']);
  });

  it('never carry query syntax, so nothing typed can break a search', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { word } of wordsOf(text)) expect(word).toMatch(/^[\p{L}\p{M}\p{N}]+$/u);
      }),
    );
  });

  it('are the same with е and ё, in any case, composed or not', () => {
    expect(normalizeWord('СЧЁТ')).toBe('счет');
    expect(normalizeWord('сче\u0308т')).toBe('счет');
    expect(normalizeWord('й')).toBe(normalizeWord('и\u0306'));
  });

  it('have one stem for the forms of a word', () => {
    const forms = ['счёт', 'счета', 'счетов', 'счётом'].map((word) => stemOf(normalizeWord(word)));
    expect(new Set(forms)).toEqual(new Set(['счет']));
    expect(stemOf('invoices')).toBe(stemOf('invoice'));
    expect(stemOf('нпо4')).toBe('нпо4');
  });

  it('of one family have one term, though Snowball keeps them apart', () => {
    for (const family of [
      'оплата оплатить оплаченный оплачено оплатил',
      'возврат вернуть возвращать',
      'стул кресло',
      'pay paid payment',
    ]) {
      expect(new Set(family.split(' ').map(termOf)).size).toBe(1);
    }
    expect(termOf('оплата')).not.toBe(termOf('возврат'));
  });

  it('give the same term however often they are asked for', () => {
    fc.assert(fc.property(russianWord, (word) => termOf(word) === termOf(word)));
  });

  it('that tell nothing are left out; numbers are not', () => {
    expect(termsOf('Как мне оплатить счёт № 7?')).toEqual([termOf('оплатить'), 'счет', '7']);
    expect(isStopWord('the')).toBe(true);
  });
});

describe('the other keyboard layout', () => {
  it('turns both ways', () => {
    expect(otherLayout('jgkfnf cxtnf')).toBe('оплата счета');
    expect(otherLayout('cx`n')).toBe('счёт');
    expect(otherLayout('зфн')).toBe('pay');
    expect(otherLayout('GHBDTN')).toBe('ПРИВЕТ');
  });

  it('turned twice gives what was typed', () => {
    fc.assert(
      fc.property(russianWord, (word) => {
        expect(otherLayout(otherLayout(word) ?? '') ?? word).toBe(word);
      }),
      { examples: [['счет']] },
    );
  });

  it('is not tried for text in both alphabets or in none', () => {
    expect(otherLayout('QR-код')).toBeNull();
    expect(otherLayout('2418 !')).toBeNull();
  });

  it('is told from words by their letters', () => {
    const known = new LetterPairs(['привет', 'ответ', 'приехать', 'letter', 'present', 'hello']);
    expect(known.plausibility('привет')).toBeGreaterThan(known.plausibility('ghbdtn'));
  });
});

describe('edit distance', () => {
  const word = letters('абвг', 0, 9);
  it('is a distance: zero for itself, the same both ways, never above the longer word', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, a, 2)).toBe(0);
        expect(editDistance(a, b, 20)).toBe(editDistance(b, a, 20));
        expect(editDistance(a, b, 20)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  it('says only that it is above the limit once it is', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, limit) => {
        const exact = editDistance(a, b, 20);
        expect(editDistance(a, b, limit)).toBe(exact <= limit ? exact : limit + 1);
      }),
    );
  });

  it('counts two swapped letters as one mistake', () => {
    expect(editDistance('опалтить', 'оплатить', 2)).toBe(1);
  });
});

describe('passages', () => {
  it('lose no word when a text is parted into sentences', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(wordsOf(sentencesOf(text).join(' ')).map(({ word }) => word)).toEqual(
          wordsOf(text).map(({ word }) => word),
        );
      }),
    );
  });

  it('do not end at abbreviations', () => {
    expect(sentencesOf('Дербеневская наб., 7, стр. 2. Вход со двора.')).toEqual([
      'Дербеневская наб., 7, стр. 2.',
      'Вход со двора.',
    ]);
  });

  it('keep their text when words are marked', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const terms = new Set(termsOf(text).slice(0, 3));
        expect(
          markWords(text, terms)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('mark neighbors together and every form of a word', () => {
    const terms = new Set(termsOf('оплата счёта'));
    expect(markWords('Оплатить счёт можно, счета видны.', terms)).toEqual([
      { text: 'Оплатить счёт', marked: true },
      { text: ' можно, ', marked: false },
      { text: 'счета', marked: true },
      { text: ' видны.', marked: false },
    ]);
  });
});
