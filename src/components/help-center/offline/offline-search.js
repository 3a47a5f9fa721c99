/* global document, location */
// Searches the file it stands in: no network, nothing but the index at its end. Also makes that index (offline-index.ts), so
// that both sides cut text into words alike.

const LEAST = 2;
/** Words that have only these first letters in common have nothing to do with each other. */
const SHORTEST = 4;
const MOST = 20;
const AROUND = 90;

/**
 * Words as they are looked up: small letters, ё as е, nothing but letters and digits.
 * @param {string} text
 * @returns {string[]}
 */
export const wordsOf = (text) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * The words that begin with these letters: their places in the sorted list, from the first to before the last.
 * @param {readonly string[]} words
 * @param {string} start
 * @returns {[number, number]}
 */
function range(words, start) {
  /** @param {(word: string) => boolean} isBefore */
  const place = (isBefore) => {
    let low = 0;
    let high = words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(words[middle] ?? '')) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return [place((word) => word < start), place((word) => word < start || word.startsWith(start))];
}

/**
 * What a word of the question finds: itself and words that begin with it, then words that begin like it does, since another form
 * of it has another ending. The more has to be left off, the less it counts.
 * @param {{words: readonly string[], at: readonly (readonly number[])[]}} index
 * @param {string} asked
 * @returns {{start: string, scores: Map<number, number>}}
 */
function lookUp(index, asked) {
  /** @type {Map<number, number>} */
  const scores = new Map();
  let start = asked;
  for (let length = asked.length; length >= Math.min(asked.length, SHORTEST); length--) {
    // Two letters are what most endings take; three only where nothing else is found.
    if (asked.length - length > (scores.size > 0 ? 2 : 3)) break;
    const head = asked.slice(0, length);
    const [first, end] = range(index.words, head);
    if (first === end) continue;
    start = head;
    for (let i = first; i < end; i++) {
      const postings = index.at[i] ?? [];
      const factor = (length / asked.length) ** 2 * (length / (index.words[i] ?? head).length);
      for (let j = 0; j < postings.length; j += 2) {
        const article = postings[j] ?? 0;
        scores.set(article, Math.max(scores.get(article) ?? 0, (postings[j + 1] ?? 0) * factor));
      }
    }
  }
  return { start, scores };
}

/**
 * Articles by how well they answer, best first: those with every word of the question before those with some.
 * @param {{words: readonly string[], at: readonly (readonly number[])[]}} index
 * @param {string} question
 * @returns {{articles: number[], starts: string[]}} numbers of articles, and what found words begin with
 */
export function search(index, question) {
  const asked = [...new Set(wordsOf(question))].filter((word) => word.length >= LEAST).slice(0, 12);
  const found = asked.map((word) => lookUp(index, word));
  /** @type {Map<number, {words: number, score: number}>} */
  const totals = new Map();
  for (const { scores } of found) {
    for (const [article, score] of scores) {
      const total = totals.get(article) ?? { words: 0, score: 0 };
      totals.set(article, { words: total.words + 1, score: total.score + score });
    }
  }
  const most = Math.max(0, ...[...totals.values()].map(({ words }) => words));
  const articles = [...totals]
    .filter(([, { words }]) => words === most)
    .sort(([a, one], [b, other]) => other.score - one.score || a - b)
    .map(([article]) => article);
  return { articles, starts: found.filter(({ scores }) => scores.size > 0).map(({ start }) => start) };
}

/**
 * Cuts a text where found words begin and end.
 * @param {string} text
 * @param {readonly string[]} starts
 * @returns {{text: string, marked: boolean}[]}
 */
export function markWords(text, starts) {
  return text.split(/([\p{L}\p{N}]+)/u).map((part) => {
    const [word = ''] = wordsOf(part);
    return { text: part, marked: word !== '' && starts.some((start) => word.startsWith(start)) };
  });
}

/**
 * The words around the first that was found.
 * @param {string} text
 * @param {readonly string[]} starts
 */
export function passageOf(text, starts) {
  let offset = 0;
  for (const part of markWords(text, starts)) {
    if (part.marked) break;
    offset += part.text.length;
  }
  if (offset >= text.length) offset = 0;
  const from = offset < AROUND ? 0 : text.indexOf(' ', offset - AROUND) + 1;
  const to = text.indexOf(' ', offset + 2 * AROUND);
  return `${from > 0 ? '… ' : ''}${to < 0 ? text.slice(from) : `${text.slice(from, to)} …`}`;
}

function start() {
  const form = /** @type {HTMLFormElement} */ (document.getElementById('_search'));
  const input = /** @type {HTMLInputElement} */ (form.querySelector('input'));
  const list = /** @type {HTMLElement} */ (document.getElementById('_found'));
  const status = /** @type {HTMLElement} */ (document.getElementById('_status'));
  const index = JSON.parse(document.getElementById('_index')?.textContent ?? '{}');
  const articles = [...document.querySelectorAll('article')];

  /** @param {string} text @param {readonly string[]} starts */
  const marked = (text, starts) =>
    markWords(text, starts).map((part) => {
      if (!part.marked) return part.text;
      const mark = document.createElement('mark');
      mark.textContent = part.text;
      return mark;
    });

  const show = () => {
    const question = input.value.trim();
    const answer = search(index, question);
    const rows = answer.articles.slice(0, MOST).flatMap((number) => {
      const article = articles[number];
      if (!article) return [];
      const row = document.createElement('li');
      const link = document.createElement('a');
      link.href = `#${article.id}`;
      link.append(...marked(article.querySelector('h3')?.textContent ?? '', answer.starts));
      const passage = document.createElement('p');
      // As it is laid out: cells and lines are apart.
      const body = /** @type {HTMLElement | null} */ (article.querySelector('.text'));
      const text = (body?.innerText ?? '').replaceAll(/\s+/g, ' ').trim();
      passage.append(...marked(passageOf(text, answer.starts), answer.starts));
      row.append(link, passage);
      return [row];
    });
    list.replaceChildren(...rows);
    list.hidden = rows.length === 0;
    const said = rows.length > 0 ? form.dataset['found'] : form.dataset['nothing'];
    status.textContent =
      question.length < LEAST
        ? ''
        : (said ?? '').replace('{count}', String(answer.articles.length)).replace('{query}', question);
  };

  form.hidden = false;
  document.getElementById('_by_browser')?.remove();
  input.addEventListener('input', show);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    show();
    const first = list.querySelector('a');
    if (first) location.hash = first.hash;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.activeElement === input) {
      input.value = '';
      show();
    } else if (event.key === '/' && document.activeElement !== input && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      input.focus();
    }
  });
  // The browser may have kept what was typed.
  show();
}

if (typeof document !== 'undefined' && document.getElementById('_index')) start();
