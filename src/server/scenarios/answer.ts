import { commands } from './run.ts';

export interface Option {
  value: string;
  /** Everything that means it, in both languages; the first is its label. */
  texts: readonly string[];
}

const ordinals: readonly (readonly string[])[] = [
  ['1', 'перв', 'first', 'один', 'one'],
  ['2', 'втор', 'second', 'два', 'two'],
  ['3', 'трет', 'third', 'три', 'three'],
  ['4', 'четверт', 'fourth', 'четыре', 'four'],
  ['5', 'пят', 'fifth', 'пять', 'five'],
];
const yesWords = [
  'да',
  'ага',
  'угу',
  'верно',
  'конечно',
  'именно',
  'точно',
  'давайте',
  'хорошо',
  'ок',
  'помогло',
  'помогли',
  'yes',
  'yep',
  'yeah',
  'sure',
  'ok',
  'okay',
  'right',
  'correct',
  'helped',
  'did',
];
const noWords = [
  'нет',
  'неа',
  'не',
  'другой',
  'другая',
  'другое',
  'no',
  'nope',
  'not',
  'other',
  'another',
  'didnt',
  'didn',
];

export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/['’]/g, '')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** "да", "yes, please" → true; "нет, другой" → false; anything longer or else → null. */
export function readYesNo(text: string, value?: string): boolean | null {
  if (value === commands.yes) return true;
  if (value === commands.no) return false;
  const words = wordsOf(text);
  if (words.length === 0 || words.length > 5) return null;
  if (words.some((word) => noWords.includes(word))) return false;
  return words.some((word) => yesWords.includes(word)) ? true : null;
}

/** Which option was meant by pressing it, or by typing its words, its number in the list or its digits; null when unclear. */
export function readOption(options: readonly Option[], text: string, value?: string): Option | null {
  const pressed = value === undefined ? undefined : options.find((option) => option.value === value);
  if (pressed) return pressed;
  const words = wordsOf(text);
  if (words.length === 0) return null;
  const plain = words.join(' ');
  const exact = options.find((option) =>
    [option.value, ...option.texts].some((each) => wordsOf(each).join(' ') === plain),
  );
  return exact ?? byDigits(options, words) ?? byPlace(options, words) ?? byWords(options, words);
}

/** An order or invoice by its number, however it is written: "2418", "№ К-2418". */
function byDigits(options: readonly Option[], words: readonly string[]): Option | null {
  const digits = words.flatMap((word) => /\d{3,}/.exec(word) ?? []);
  if (digits.length === 0) return null;
  const found = options.filter((option) => digits.some((each) => option.value.includes(each)));
  return found.length === 1 ? (found[0] ?? null) : null;
}

function byPlace(options: readonly Option[], words: readonly string[]): Option | null {
  if (words.length > 2) return null;
  const at = ordinals.findIndex((names) =>
    words.some((word) => names.some((name) => (name.length === 1 ? word === name : word.startsWith(name)))),
  );
  return options[at] ?? null;
}

/** The option most of whose words were said, when it is clearly ahead and little else was said. */
function byWords(options: readonly Option[], words: readonly string[]): Option | null {
  const scored = options
    .map((option) => ({ option, score: Math.max(...option.texts.map((text) => overlap(wordsOf(text), words))) }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (!best || best.score < 0.5 || (second && best.score - second.score < 0.15)) return null;
  return best.option;
}

function overlap(option: readonly string[], said: readonly string[]): number {
  if (option.length === 0 || said.length > option.length * 2 + 3) return 0;
  const common = option.filter((word) => said.some((other) => sameWord(word, other))).length;
  return common === 0 ? 0 : Math.max(common / option.length, said.length <= 3 ? common / said.length : 0);
}

/** Forms of one word share its beginning: доставка, доставку. */
function sameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const length = Math.min(a.length, b.length);
  if (length < 4) return false;
  const shared = Math.max(4, Math.max(a.length, b.length) - 3);
  return a.slice(0, shared) === b.slice(0, shared);
}
