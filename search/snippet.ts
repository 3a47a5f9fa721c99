import type { TextPart } from './index.ts';
import { passagesFrom, quotableOf } from './passages.ts';
import { isStopWord, stemsOf, termOf, termsOf, wordsOf } from './text.ts';

/** Characters of a snippet; the page shows two or three lines. */
const LENGTH = 220;

/** Marks the words of a text that stand for one of the terms. Neighbors are marked together: «оплата счёта» is one mark. */
export function markWords(text: string, terms: ReadonlySet<string>): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  const push = (end: number, marked: boolean) => {
    if (end > at) parts.push({ text: text.slice(at, end), marked });
    at = end;
  };
  for (const { word, start, end } of wordsOf(text)) {
    if (isStopWord(word) || !terms.has(termOf(word))) continue;
    const last = parts.at(-1);
    if (last?.marked && at === start - 1 && text[at] === ' ') {
      last.text += text.slice(at, end);
      at = end;
      continue;
    }
    push(start, false);
    push(end, true);
  }
  push(text.length, false);
  return parts;
}

/** A sentence, and the passage it was compared by meaning in. */
export interface ReadSentence {
  text: string;
  passage: number;
  /** The terms it holds, once somebody asked. */
  terms: ReadonlySet<string> | null;
}

/** A document read for quoting. */
export function readSentences(document: { summary: string; body: string }): ReadSentence[] {
  const sentences = quotableOf(document);
  const begins = passagesFrom(sentences).map(({ from }) => from);
  let passage = 0;
  return sentences.map((text, i) => {
    while ((begins[passage + 1] ?? Infinity) <= i) passage++;
    return { text, passage, terms: null };
  });
}

/**
 * The passage that shows best why a document was found: the one with the most telling of the words, else the one that means
 * the same (`meant`), else the summary.
 */
export function snippetOf(
  sentences: readonly ReadSentence[],
  terms: ReadonlySet<string>,
  weightOf: (term: string) => number,
  meant: number,
): TextPart[] {
  const best = mostTelling(sentences, terms, weightOf) ?? sentenceOfPassage(sentences, meant);
  let text = sentences[best]?.text ?? '';
  for (let next = best + 1; best > 0 && next < sentences.length && text.length < LENGTH * 0.6; next++) {
    // Headings, items and table rows carry no stop of their own.
    text += `${/[\p{L}\p{N})»”]$/u.test(text) ? '.' : ''} ${sentences[next]?.text ?? ''}`;
  }
  return markWords(cutAround(text, terms), terms);
}

/** The sentence with the most telling of the words; null when none has any. */
export function mostTelling(
  sentences: readonly ReadSentence[],
  terms: ReadonlySet<string>,
  weightOf: (term: string) => number,
): number | null {
  const telling = [...terms].map((term) => ({ term, weight: weightOf(term) }));
  const mayHold = beginningsOf(terms);
  let best: number | null = null;
  let most = 0;
  for (const [i, sentence] of sentences.entries()) {
    if (!mayHold.test(sentence.text)) continue;
    const held = (sentence.terms ??= new Set(termsOf(sentence.text)));
    let weight = 0;
    for (const one of telling) if (held.has(one.term)) weight += one.weight;
    if (weight > most * 1.05) [best, most] = [i, weight];
  }
  return best;
}

/** Finds text in which a word may stand for one of the terms: reading all words of ten articles takes longer than finding them. */
function beginningsOf(terms: ReadonlySet<string>): RegExp {
  // The last letter of a stem may be another one in the text: delivery → deliveri.
  const beginnings = [...terms].flatMap((term) =>
    stemsOf(term).map((stem) => stem.slice(0, Math.max(2, stem.length - 1))),
  );
  return new RegExp(beginnings.length === 0 ? '(?!)' : beginnings.join('|').replaceAll('е', '[её]'), 'iu');
}

function sentenceOfPassage(sentences: readonly ReadSentence[], passage: number): number {
  const found = sentences.findIndex((sentence) => sentence.passage === passage);
  // Title or question meant the same: the summary answers it.
  if (passage >= 0 && found > 0) return found;
  return sentences[0]?.text === '' ? 1 : 0;
}

/** At most LENGTH characters, whole words, with the first found word among them. */
function cutAround(text: string, terms: ReadonlySet<string>): string {
  if (text.length <= LENGTH) return text;
  const first = wordsOf(text).find(({ word }) => !isStopWord(word) && terms.has(termOf(word)));
  const wanted = first && first.end > LENGTH ? first.start - LENGTH / 3 : 0;
  const from = wanted === 0 ? 0 : text.indexOf(' ', wanted) + 1;
  const until = from + LENGTH >= text.length ? text.length : text.lastIndexOf(' ', from + LENGTH);
  const piece = text.slice(from, until > from ? until : from + LENGTH).replace(/[\s.,;:–—-]+$/u, '');
  return `${from > 0 ? '…' : ''}${piece}${until < text.length ? '…' : text.slice(from + piece.length, until)}`;
}
