import { readYesNo } from '../scenarios/index.ts';
import type { Choice } from '../conversations/index.ts';

/** What people write about the walk itself instead of an answer: the buttons under a question, in words. */
export type SpokenMove = 'back' | 'restart' | 'resume';

const moves: [move: SpokenMove, words: RegExp][] = [
  [
    'back',
    /^(?:(?:давай(?:те)?|верни(?:сь|тесь)?|верн[её]мся|вернуться|на|один|шаг|вопрос|хочу|можно|go|step|one|please|пожалуйста|ой|нет) )*(?:назад|back|предыдущий (?:вопрос|шаг)|previous (?:question|step))(?: (?:пожалуйста|please))?$/u,
  ],
  [
    'back',
    /^(?:(?:ой|нет|хочу|можно|i|oops|no|want to|can i|let me) )*(?:ошиб(?:ся|лась)|я ошиб(?:ся|лась)|(?:изменить|исправить|поменять|изменю) (?:мой |прошлый |последний |предыдущий )?ответ|(?:change|correct) (?:my |the )?(?:last |previous )?answer|made a mistake)$/u,
  ],
  [
    'restart',
    /^(?:(?:давай(?:те)?|хочу|можно|нет|let us|lets|please|i want to|can we) )*(?:(?:нач(?:ать|н[её]м|ни|ните) )?(?:сначала|с начала|заново)|start (?:over|again)|restart|begin again|from the (?:beginning|start))(?: (?:пожалуйста|please))?$/u,
  ],
  [
    'resume',
    /^(?:(?:ок|хорошо|ладно|давай(?:те)?|ok|okay|please|lets|let us) )*(?:продолж(?:ить|им|аем|ай|айте|и|ите)|верн[её]мся|верн(?:уться|ись|итесь)|continue|resume|carry on|go on)(?: (?:пожалуйста|please))?$/u,
  ],
];

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** "назад", "start over", "продолжим": a move, and nothing else; null for anything more. */
export function moveIn(text: string): SpokenMove | null {
  const said = plain(text);
  return moves.find(([, words]) => words.test(said))?.[0] ?? null;
}

/** Words that agree or refuse and say nothing else. */
const bare =
  /^(?:(?:да|нет|неа|ага|угу|ок|окей|хорошо|ладно|понятно|ясно|конечно|давай(?:те)?|пожалуйста|спасибо|не надо|не нужно|yes|no|nope|yep|yeah|ok|okay|sure|please|thanks|fine|got it|i see|no need) ?)+$/u;

/** Whether a message only agrees or refuses; null when it says more. "Понятно" is neither, yet nothing is asked either. */
export function bareAnswer(text: string): 'yes' | 'no' | 'noted' | null {
  const said = plain(text);
  if (!bare.test(said)) return null;
  if (/^(?:не (?:надо|нужно)|no need)/u.test(said)) return 'no';
  const answer = readYesNo(said);
  return answer === null ? 'noted' : answer ? 'yes' : 'no';
}

/** Which of the things to be pressed was written instead: by its words or its place; a bare yes means the only one. */
export function writtenChoice(choices: readonly Choice[], text: string): Choice | null {
  const answer = bareAnswer(text);
  const named = choices.filter(({ value }) => !COMMANDS.includes(value));
  const person = choices.find(({ value }) => value === '/human');
  if (answer === 'yes') {
    const [only, another] = named.length > 0 ? named : person ? [person] : [];
    return another ? null : (only ?? null);
  }
  if (answer === 'no') return choices.find(({ value }) => value === '/none') ?? null;
  const said = plain(text);
  return choices.find(({ label }) => plain(label) === said) ?? numberedChoice(choices, text);
}

/** The one whose number was written; null for any other text. */
export function numberedChoice(choices: readonly Choice[], text: string): Choice | null {
  const said = plain(text);
  return /^\d$/u.test(said) ? (choices[Number(said) - 1] ?? null) : null;
}

/** Ways out that stand beside what is offered. */
const COMMANDS: readonly string[] = ['/human', '/none'];
