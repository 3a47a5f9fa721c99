import type { TextPart } from './index.ts';
import { sentencesOf } from './passages.ts';
import { isStopWord, termOf, wordsOf } from './text.ts';

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

/**
 * The passage that shows best why a document was found: the one with the most telling of the words, else the one that means
 * the same, else the summary.
 */
export function snippetOf(
  document: { summary: string; body: string },
  terms: ReadonlySet<string>,
  weightOf: (term: string) => number,
  meant: string | null,
): TextPart[] {
  const sentences = [...sentencesOf(document.summary), ...sentencesOf(document.body)];
  const weights = sentences.map((sentence) => {
    const found = new Set(wordsOf(sentence).flatMap(({ word }) => (isStopWord(word) ? [] : [termOf(word)])));
    return [...terms].reduce((sum, term) => sum + (found.has(term) ? weightOf(term) : 0), 0);
  });
  let best = 0;
  for (const [i, weight] of weights.entries()) if (weight > (weights[best] ?? 0) * 1.05) best = i;
  if ((weights[best] ?? 0) === 0 && meant !== null)
    best = Math.max(
      0,
      sentences.findIndex((sentence) => sentence.includes(meant)),
    );
  let text = sentences[best] ?? '';
  for (let next = best + 1; next < sentences.length && text.length < LENGTH * 0.6; next++)
    text += ` ${sentences[next] ?? ''}`;
  return markWords(cutAround(text, terms), terms);
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
