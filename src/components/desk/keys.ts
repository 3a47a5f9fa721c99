import type { WordKey } from '#content/words.ts';
import type { Workspace } from '#server/desk/index.ts';

export interface KeyHint {
  names: readonly string[];
  word: WordKey;
}

/** The keys that do something now: who has not taken a conversation can neither answer nor resolve it. */
export const keysFor = ({ take, reply }: Workspace['may']): KeyHint[] => [
  ...(reply ? [{ names: ['Ctrl Enter'], word: 'desk.keys.send' } as const] : []),
  { names: ['J', 'K'], word: 'desk.keys.move' },
  ...(take ? [{ names: ['T'], word: 'desk.keys.take' } as const] : []),
  ...(reply ? [{ names: ['R'], word: 'desk.keys.reply' } as const] : []),
  { names: ['N'], word: 'desk.keys.note' },
  ...(reply ? [{ names: ['E'], word: 'desk.keys.resolve' } as const] : []),
  { names: ['?'], word: 'desk.keys.all' },
];
