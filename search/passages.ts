import type { SearchDocument } from './index.ts';

/** A passage longer than this is cut at a word: the mean over many words says little about any. */
const PASSAGE_WORDS = 40;
/** Passages of one document that are compared by meaning; the rest is found by its words. */
const PASSAGES = 400;
/** Abbreviations after which a sentence goes on. */
const ABBREVIATION =
  /(?:^|[\s(«])(?:\p{L}|г|ул|стр|корп|кв|руб|тыс|млн|им|см|рис|табл|напр|т\. ?[едкп]|etc|e\.g|i\.e|no|vs|mr|ms|dr|st)\.$/iu;

/** The sentences of a plain text; lines part sentences as well. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const line of text.split(/\n+/)) {
    let sentence = '';
    for (const part of line.split(/(?<=[.!?…]["»”’)]?)\s+/u)) {
      sentence = sentence === '' ? part : `${sentence} ${part}`;
      if (ABBREVIATION.test(sentence)) continue;
      sentences.push(sentence);
      sentence = '';
    }
    if (sentence !== '') sentences.push(sentence);
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

/** The quotable sentences of a document: its summary as one (the body begins by saying the same), then those of its body. */
export const quotableOf = ({ summary, body }: { summary: string; body: string }): string[] => [
  summary,
  ...sentencesOf(body),
];

/** What of a document is compared by meaning: title, questions, then its sentences in pieces; and where the sentences begin. */
export function passagesOf(document: Pick<SearchDocument, 'title' | 'questions' | 'summary' | 'body'>): {
  passages: string[];
  sentencesFrom: number;
} {
  const heads = [document.title, ...document.questions];
  return {
    passages: [...heads, ...quotableOf(document).flatMap(piecesOf)].slice(0, PASSAGES),
    sentencesFrom: heads.length,
  };
}

/** A long sentence in pieces. */
export function piecesOf(sentence: string): string[] {
  const words = sentence.split(' ');
  if (words.length <= PASSAGE_WORDS) return [sentence];
  const pieces = Math.ceil(words.length / PASSAGE_WORDS);
  const size = Math.ceil(words.length / pieces);
  return Array.from({ length: pieces }, (_, i) => words.slice(i * size, (i + 1) * size).join(' '));
}
