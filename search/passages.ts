import type { SearchDocument } from './index.ts';

/** A passage longer than this is cut at a word: the mean over many words says little about any. */
const PASSAGE_WORDS = 40;
/** A passage of fewer words takes the next sentence in. */
const ENOUGH_WORDS = 24;
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

/**
 * Sentences side by side until they say enough to be compared by meaning: the vector of a short sentence alone says little, and
 * half as many vectors are half the memory. `from` is the sentence each passage begins in.
 */
export function passagesFrom(sentences: readonly string[]): { text: string; from: number }[] {
  const passages: { text: string; from: number }[] = [];
  let open: { text: string; from: number; words: number } | null = null;
  for (const [from, sentence] of sentences.entries()) {
    for (const text of piecesOf(sentence)) {
      const words = text.split(' ').length;
      open = open
        ? { text: `${open.text} ${text}`, from: open.from, words: open.words + words }
        : { text, from, words };
      if (open.words < ENOUGH_WORDS) continue;
      passages.push(open);
      open = null;
    }
  }
  if (open && open.text.trim() !== '') passages.push(open);
  return passages;
}

/** What of a document is compared by meaning: title, questions, then its sentences; and where the sentences begin. */
export function passagesOf(document: Pick<SearchDocument, 'title' | 'questions' | 'summary' | 'body'>): {
  passages: string[];
  sentencesFrom: number;
} {
  const heads = [document.title, ...document.questions];
  const texts = passagesFrom(quotableOf(document)).map(({ text }) => text);
  return { passages: [...heads, ...texts].slice(0, PASSAGES), sentencesFrom: heads.length };
}

/** A long sentence in pieces. */
function piecesOf(sentence: string): string[] {
  const words = sentence.split(' ');
  if (words.length <= PASSAGE_WORDS) return [sentence];
  const pieces = Math.ceil(words.length / PASSAGE_WORDS);
  const size = Math.ceil(words.length / pieces);
  return Array.from({ length: pieces }, (_, i) => words.slice(i * size, (i + 1) * size).join(' '));
}
