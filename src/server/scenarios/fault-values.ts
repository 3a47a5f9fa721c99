import type { Fault } from './fault.ts';

/**
 * What a fault names, for saying it in another language than that of the command line: the things in quotes in its message, in
 * order, and the spelling it proposes.
 */
export function faultValues({ message, mend }: Pick<Fault, 'message' | 'mend'>): {
  what: string;
  other: string;
  proposed: string;
} {
  const [what = '', other = ''] = quoted(message);
  const proposed = mend.startsWith('did you mean') ? (quoted(mend)[0] ?? '') : '';
  return { what, other, proposed };
}

const quoted = (text: string): string[] => [...text.matchAll(/"([^"]*)"/gu)].map((found) => found[1] ?? '');
