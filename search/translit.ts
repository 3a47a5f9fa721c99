/**
 * How Russian is written with Latin letters in chats and mails: ISO 9:1995 and GOST 7.79-2000 (system B), passports (ICAO 9303), and
 * habit. Where one spelling stands for several letters, the likelier comes first. Longer ones are tried before shorter.
 */
const letters: readonly (readonly [latin: string, cyrillic: readonly string[]])[] = [
  ['shch', ['щ']],
  ['tsya', ['ться', 'тся']],
  ['sch', ['щ', 'сч']],
  ['tch', ['ч']],
  ['iya', ['ия']],
  ['iyu', ['ию']],
  ['kh', ['х']],
  ['zh', ['ж']],
  ['ch', ['ч']],
  ['sh', ['ш', 'щ']],
  ['ts', ['ц', 'тс']],
  ['tz', ['ц']],
  ['yo', ['е']],
  ['jo', ['е']],
  ['yu', ['ю']],
  ['ju', ['ю']],
  ['iu', ['ю', 'иу']],
  ['ya', ['я']],
  ['ja', ['я']],
  ['ia', ['ия', 'я', 'иа']],
  ['ye', ['е', 'ье']],
  ['je', ['е', 'ье']],
  ['iy', ['ий', 'ый']],
  ['ii', ['ий', 'ии']],
  ['oi', ['ой', 'ои']],
  ['ei', ['ей', 'еи']],
  ['ai', ['ай', 'аи']],
  ['ij', ['ий']],
  ['yy', ['ый']],
  ['yj', ['ый']],
  ['x', ['кс', 'х']],
  ['y', ['ы', 'й', 'и']],
  ['c', ['ц', 'к', 'с']],
  ['h', ['х']],
  ['j', ['й', 'ж']],
  ['e', ['е', 'э']],
  ['w', ['в', 'ш']],
  ['q', ['к']],
  ['4', ['ч']],
  ['a', ['а']],
  ['b', ['б']],
  ['d', ['д']],
  ['f', ['ф']],
  ['g', ['г']],
  ['i', ['и', 'й']],
  ['k', ['к']],
  ['l', ['л', 'ль']],
  ['m', ['м']],
  ['n', ['н', 'нь']],
  ['o', ['о']],
  ['p', ['п']],
  ['r', ['р', 'рь']],
  ['s', ['с', 'сь']],
  ['t', ['т', 'ть']],
  ['u', ['у', 'ю']],
  ['v', ['в']],
  ['z', ['з']],
  ["'", ['ь', '']],
];

/** Spellings that are tried for one word, likeliest first; a word of many unclear letters has thousands. */
const TRIED = 64;
const LONGEST = 24;

/** Whether a word may be Russian in Latin letters. */
export const isLatin = (word: string): boolean => /^[a-z][a-z'4]+$/.test(word);

/** The Russian words a Latin one may stand for, likeliest first: `schet` → щет, счет. Lower case, е for ё. */
export function spellingsOf(word: string): string[] {
  if (!isLatin(word) || word.length > LONGEST) return [];
  let found: { text: string; oddness: number }[] = [{ text: '', oddness: 0 }];
  for (let at = 0; at < word.length;) {
    const match = letters.find(([latin]) => word.startsWith(latin, at));
    if (!match) return [];
    const [latin, cyrillic] = match;
    found = found
      .flatMap(({ text, oddness }) => cyrillic.map((each, rank) => ({ text: text + each, oddness: oddness + rank })))
      .sort((a, b) => a.oddness - b.oddness)
      .slice(0, TRIED);
    at += latin.length;
  }
  return found.map(({ text }) => text);
}

/** Words of one letter (`s 1 yanvarya`, `u nas`): in both alphabets, so that they tell nothing. */
const single: ReadonlyMap<string, string> = new Map(
  Object.entries({ a: 'а', i: 'и', k: 'к', o: 'о', s: 'с', u: 'у', v: 'в' }),
);

/**
 * A text with its Latin words written in Cyrillic, where at least half of them turn out to be Russian words, one of them telling, and
 * fewer are words as they stand; null where it is not such a text.
 * @param isWord whether a normalized word is one; asked of both alphabets
 * @param isTelling false of words like «эта», which `ETA` would become
 */
export function inCyrillic(
  text: string,
  isWord: (word: string) => boolean,
  isTelling: (word: string) => boolean,
): string | null {
  const all = [...text.matchAll(/[\p{L}\p{M}\p{N}']+/gu)];
  const words = all.filter(([word]) => !single.has(word.toLowerCase()));
  const latin = words.filter(([word]) => isLatin(word.toLowerCase()));
  if (latin.length === 0 || latin.length < words.filter(([word]) => /\p{L}/u.test(word)).length) return null;
  const turned = latin.map((match) => {
    const word = match[0].toLowerCase();
    return { match, asIs: isWord(word), russian: spellingsOf(word).find(isWord) };
  });
  const asTurned = turned.filter(({ russian }) => russian !== undefined).length;
  if (!turned.some(({ russian }) => russian !== undefined && isTelling(russian))) return null;
  if (asTurned * 2 < latin.length || asTurned <= turned.filter(({ asIs }) => asIs).length) return null;
  const spelled = new Map(
    turned.map(({ match, asIs, russian }) => [
      match.index,
      russian ?? (asIs ? undefined : spellingsOf(match[0].toLowerCase())[0]),
    ]),
  );
  let result = text;
  for (const { 0: word, index } of all.reverse()) {
    const other = spelled.get(index) ?? single.get(word.toLowerCase());
    if (other !== undefined) result = result.slice(0, index) + other + result.slice(index + word.length);
  }
  return result;
}
