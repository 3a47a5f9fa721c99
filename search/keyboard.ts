const latin = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?@#$^&';
const cyrillic = 'ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"№;:?';

const toCyrillic = new Map(Array.from(latin, (key, i) => [key, cyrillic.charAt(i)]));
const toLatin = new Map(Array.from(cyrillic, (key, i) => [key, latin.charAt(i)]));

const hasCyrillic = /\p{Script=Cyrillic}/u;
const hasLatin = /\p{Script=Latin}/u;

/**
 * The same keys pressed in the other layout (ЙЦУКЕН ↔ QWERTY): `jgkfnf` → «оплата», «зфн» → `pay`. Null for text in both
 * alphabets or in neither: nobody types that by accident.
 */
export function otherLayout(text: string): string | null {
  const cyr = hasCyrillic.test(text);
  if (cyr === hasLatin.test(text)) return null;
  const map = cyr ? toLatin : toCyrillic;
  return Array.from(text, (key) => map.get(key) ?? key).join('');
}

/** Which letters follow which in the words of a language: tells words from what comes of the wrong layout. */
export class LetterPairs {
  readonly #counts = new Map<string, number>();
  #total = 1;

  constructor(words: Iterable<string>) {
    for (const word of words) {
      for (const pair of pairsOf(word)) this.#counts.set(pair, (this.#counts.get(pair) ?? 0) + 1);
      this.#total++;
    }
  }

  /** Mean logarithm of how often a word's letters follow each other in known words: higher is likelier. */
  plausibility(word: string): number {
    const pairs = pairsOf(word);
    const sum = pairs.reduce((total, pair) => total + Math.log(((this.#counts.get(pair) ?? 0) + 0.1) / this.#total), 0);
    return sum / pairs.length;
  }
}

const pairsOf = (word: string): string[] => {
  const marked = `^${word}$`;
  return Array.from({ length: marked.length - 1 }, (_, i) => marked.slice(i, i + 2));
};
