import type { Fault } from './fault.ts';

/**
 * What a fault names, for saying it in another language than that of the command line: the things in quotes in its message, in
 * order, what is to be added, and the spelling it proposes.
 */
export function faultValues({ message, mend }: Pick<Fault, 'message' | 'mend'>): {
  what: string;
  other: string;
  last: string;
  add: string;
  proposed: string;
} {
  const named = quoted(message);
  const [what = '', other = ''] = named;
  const add = mend.startsWith('add "') ? (quoted(mend)[0] ?? '') : '';
  const proposed = mend.startsWith('did you mean') ? (quoted(mend)[0] ?? '') : '';
  return { what, other, last: named.at(-1) ?? '', add, proposed };
}

const quoted = (text: string): string[] => [...text.matchAll(/"([^"]*)"/gu)].map((found) => found[1] ?? '');
