import { termOf, wordsOf } from '#search/text.ts';

/** What a text is made of: stems (`w`), pairs of stems (`p`) and the letters of each word with its edges (`c`), counted. */
export type Features = ReadonlyMap<string, number>;

const GRAMS = [3, 4, 5];

export function featuresOf(text: string): Features {
  const features = new Map<string, number>();
  const add = (feature: string) => features.set(feature, (features.get(feature) ?? 0) + 1);
  let before: string | null = null;
  for (const { word } of wordsOf(text)) {
    const stem = termOf(word);
    add(`w${stem}`);
    if (before !== null) add(`p${before} ${stem}`);
    before = stem;
    const edged = ` ${word} `;
    for (const size of GRAMS) {
      for (let i = 0; i === 0 || i + size <= edged.length; i++) add(`c${edged.slice(i, i + size)}`);
    }
  }
  return features;
}

export const isLetters = (feature: string): boolean => feature.startsWith('c');
