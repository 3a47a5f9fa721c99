import type { Collection, Resemblance } from './collection.ts';
import { ranking } from './settings.ts';
import type { LoadedDocument } from './store.ts';

export interface Found {
  document: LoadedDocument;
  score: number;
  cosine: number;
  /** The passage that is nearest by meaning. */
  passage: number;
}

interface Evidence {
  collection: Collection;
  /** bm25 by document number. */
  byWords: ReadonlyMap<number, number>;
  byBorrowed: ReadonlyMap<number, number>;
  byMeaning: ReadonlyMap<number, Resemblance>;
  locale: string;
  /** Also documents that do not exist in this language. */
  otherLocales: boolean;
}

/** Orders documents by one score of words and meaning; `others` are those that were not found, nearest by meaning first. */
export function rank({ collection, byWords, byBorrowed, byMeaning, locale, otherLocales }: Evidence): {
  found: Found[];
  others: Found[];
} {
  const found: Found[] = [];
  const others: Found[] = [];
  const here = new Set(
    [...collection.byNumber.values()].filter((document) => document.locale === locale).map(({ key }) => key),
  );
  // Where nothing is written in the reader's language, a weaker likeness is better than nothing.
  const likeAbroad = here.size === 0 ? ranking.meansTheSameOnlyAbroad : ranking.meansTheSameAbroad;
  for (const [number, document] of collection.byNumber) {
    const isOwn = document.locale === locale;
    if (!isOwn && (!otherLocales || here.has(document.key))) continue;
    const words = (byWords.get(number) ?? 0) + ranking.borrowed * (byBorrowed.get(number) ?? 0);
    const { cosine, passage } = byMeaning.get(number) ?? { cosine: 0, passage: 0 };
    const meaning = ranking.meaning * Math.max(0, cosine) * (isOwn ? 1 : ranking.abroad);
    const entry = { document, score: words + meaning, cosine, passage };
    const meansTheSame = cosine >= (isOwn ? ranking.meansTheSame : likeAbroad);
    (words > 0 || meansTheSame ? found : others).push(entry);
  }
  found.sort((a, b) => b.score - a.score);
  const least = (found[0]?.score ?? 0) * ranking.keep;
  return {
    found: found.filter(({ score }) => score >= least),
    others: others.sort((a, b) => b.cosine - a.cosine),
  };
}
