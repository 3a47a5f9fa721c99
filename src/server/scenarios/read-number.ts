const words: Record<string, number> = {
  ноль: 0,
  zero: 0,
  один: 1,
  одна: 1,
  одну: 1,
  одно: 1,
  one: 1,
  два: 2,
  две: 2,
  two: 2,
  три: 3,
  three: 3,
  четыре: 4,
  four: 4,
  пять: 5,
  five: 5,
  шесть: 6,
  six: 6,
  семь: 7,
  seven: 7,
  восемь: 8,
  eight: 8,
  девять: 9,
  nine: 9,
  десять: 10,
  ten: 10,
  одиннадцать: 11,
  eleven: 11,
  двенадцать: 12,
  twelve: 12,
  тринадцать: 13,
  thirteen: 13,
  четырнадцать: 14,
  fourteen: 14,
  пятнадцать: 15,
  fifteen: 15,
  шестнадцать: 16,
  sixteen: 16,
  семнадцать: 17,
  seventeen: 17,
  восемнадцать: 18,
  eighteen: 18,
  девятнадцать: 19,
  nineteen: 19,
  двадцать: 20,
  twenty: 20,
  тридцать: 30,
  thirty: 30,
  сорок: 40,
  forty: 40,
  пятьдесят: 50,
  fifty: 50,
  шестьдесят: 60,
  sixty: 60,
  семьдесят: 70,
  seventy: 70,
  восемьдесят: 80,
  eighty: 80,
  девяносто: 90,
  ninety: 90,
  сто: 100,
  hundred: 100,
};

/** Longer answers say something else. */
const WORDS = 8;

/**
 * The one number of a text: `5`, `1 200,5`, `1,200.50`, `-3`, `двадцать пять`, `twenty-five`. Null when there is none or more
 * than one. Groups of digits and the decimal sign are those of CLDR for ru and en.
 */
export function readNumber(text: string): number | null {
  const plain = text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace('\u2212', '-')
    .trim();
  if (plain.split(/\s+/).length > WORDS) return null;
  const found = [
    ...plain.matchAll(
      /(?<![\p{L}\d])-?\d{1,3}(?:[ ,]\d{3})+(?:[.,]\d{1,6})?(?!\d)|(?<![\p{L}\d])-?\d+(?:[.,]\d{1,6})?(?!\d)/gu,
    ),
  ];
  if (found.length > 1) return null;
  const [digits] = found[0] ?? [];
  if (digits !== undefined) return numberOf(digits);
  return wordNumber(plain);
}

function numberOf(digits: string): number | null {
  const grouped = /^-?\d{1,3}(?:[ ,]\d{3})+(?:[.,]\d{1,6})?$/.test(digits) && !/^-?\d+,\d{3}$/.test(digits);
  // "1,200" is a group of thousands in English and has three places in no price or size: read as a group.
  const plain = grouped || /^-?[1-9]\d{0,2},\d{3}$/.test(digits) ? ungroup(digits) : digits.replace(',', '.');
  const value = Number(plain);
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : null;
}

function ungroup(digits: string): string {
  const fraction = /[.,](\d{1,2}|\d{4,6})$/.exec(digits) ?? /\.(\d{3})$/.exec(digits);
  const whole = fraction ? digits.slice(0, fraction.index) : digits;
  return `${whole.replace(/[ ,]/g, '')}${fraction ? `.${fraction[1] ?? ''}` : ''}`;
}

/** Hundred, tens and ones, said in this order. */
function wordNumber(plain: string): number | null {
  const said = (plain.match(/\p{L}+/gu) ?? []).flatMap((word) =>
    Object.hasOwn(words, word) ? [words[word] ?? 0] : [],
  );
  const rising = said.some((value, at) => at > 0 && !follows(said[at - 1] ?? 0, value));
  return said.length === 0 || rising ? null : said.reduce((sum, value) => sum + value, 0);
}

const follows = (before: number, value: number): boolean =>
  (before === 100 && value < 100) || (before >= 20 && before < 100 && value < 10);
