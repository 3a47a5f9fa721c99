import { editDistance } from './edit-distance.ts';
import { fullReading, stemOf, type Reading } from './text.ts';

const latinOf: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p',
  р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sh', ъ: '', ы: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia',
}; // prettier-ignore

const romanize = (word: string): string => Array.from(word, (letter) => latinOf[letter] ?? letter).join('');

/** The consonants a word is heard by, with spellings of one sound made one: panthers and «пэнтерс» both give `pntrs`. */
const skeletonOf = (latin: string): string =>
  latin
    .replace(/tsch|tch|sch|ch|sh|zh|j/g, 'ч')
    .replace(/th/g, 't')
    .replace(/ph/g, 'f')
    .replace(/ck|q/g, 'k')
    .replace(/x/g, 'ks')
    .replace(/c(?=[eiy])|ts|tz|z/g, 's')
    .replace(/c/g, 'k')
    .replace(/w/g, 'v')
    .replace(/kh|gh|h/g, '')
    .replace(/g/g, 'k')
    .replace(/[aeiouy]/g, '')
    .replace(/(.)\1+/g, '$1');

/** How much of a word may be spelled otherwise; words of two consonants are alike too often. */
const UNLIKE = 0.35;
const UNLIKE_SHORT = 0.15;
const SHORT = 3;
const FOUND = 3;

/** Names and borrowed words written in the other alphabet: «диадок» and Diadoc, dubrava and «Дубрава». */
export class BorrowedWords {
  readonly #bySkeleton = { cyrillic: new Map<string, string[]>(), latin: new Map<string, string[]>() };

  readonly #termOf: Reading['termOf'];

  constructor(words: Iterable<string>, { termOf }: Reading = fullReading) {
    this.#termOf = termOf;
    for (const word of words) {
      const alphabet = alphabetOf(word);
      if (!alphabet) continue;
      const skeleton = skeletonOf(romanize(word));
      if (skeleton.length < 2) continue;
      const alike = this.#bySkeleton[alphabet].get(skeleton);
      if (alike) alike.push(word);
      else this.#bySkeleton[alphabet].set(skeleton, [word]);
    }
  }

  /** Terms of the other alphabet that sound like this word. */
  termsLike(word: string): string[] {
    const alphabet = alphabetOf(word);
    if (!alphabet) return [];
    const others = this.#bySkeleton[alphabet === 'latin' ? 'cyrillic' : 'latin'];
    const found = new Map<string, number>();
    for (const form of new Set([word, stemOf(word)])) {
      const heard = romanize(form);
      const skeleton = skeletonOf(heard);
      for (const candidate of others.get(skeleton) ?? []) {
        const spelled = romanize(candidate);
        const length = Math.max(heard.length, spelled.length);
        const unlike = editDistance(heard, spelled, Math.floor(length * UNLIKE)) / length;
        if (unlike > (skeleton.length < SHORT ? UNLIKE_SHORT : UNLIKE)) continue;
        found.set(candidate, Math.min(found.get(candidate) ?? 1, unlike));
      }
    }
    const best = [...found].sort((a, b) => a[1] - b[1]).slice(0, FOUND);
    return [
      ...new Set(
        best.filter(([, unlike]) => unlike <= (best[0]?.[1] ?? 0) + 0.1).map(([candidate]) => this.#termOf(candidate)),
      ),
    ];
  }
}

const alphabetOf = (word: string): 'cyrillic' | 'latin' | null =>
  /^[а-я]+$/.test(word) ? 'cyrillic' : /^[a-z]+$/.test(word) ? 'latin' : null;
