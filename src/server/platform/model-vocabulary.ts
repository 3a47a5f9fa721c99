import { createHash } from 'node:crypto';

/** Stands for a vocabulary: SHA-256 of the tokens in the order of their ids, joined by newlines. */
export const vocabularyHash = (vocabulary: readonly string[]): string =>
  createHash('sha256').update(vocabulary.join('\n')).digest('hex');

/** How SentencePiece, and byte-level BPE, mark the beginning of a word. Where nothing is marked so, WordPiece marks the rest. */
const BEGINS = /^[▁Ġ]/u;

/** Words a vocabulary has whole, in lower case, of four letters or more. */
export function wholeWords(vocabulary: readonly string[]): Set<string> {
  const marksBeginnings = vocabulary.some((token) => BEGINS.test(token));
  const words = new Set<string>();
  for (const token of vocabulary.filter((each) => typeof each === 'string')) {
    if (marksBeginnings && !BEGINS.test(token)) continue;
    const word = (marksBeginnings ? token.slice(1) : token).toLowerCase();
    if (/^\p{L}{4,}$/u.test(word)) words.add(word);
  }
  return words;
}
