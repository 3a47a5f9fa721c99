import type { ByteRange } from '../platform/files.ts';

/**
 * What a `Range` header asks of `size` bytes (RFC 9110 §14). `whole` when there is none, when it cannot be understood, or when
 * it asks for several parts: a server may ignore it then. `unsatisfiable` when it begins after the end.
 */
export function rangeOf(header: string | null, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.replaceAll(' ', '') ?? '');
  if (!match) return 'whole';
  const [, first = '', last = ''] = match;
  if (first === '') {
    // The last so many bytes.
    if (last === '') return 'whole';
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return 'whole';
  return start >= size ? 'unsatisfiable' : { start, end };
}

/** `If-None-Match` against an entity tag (RFC 9110 §13.1.2): weak comparison, lists and `*`. */
export function matchesTag(header: string | null, tag: string): boolean {
  if (header === null) return false;
  return header.split(',').some((part) => {
    const asked = part.trim().replace(/^W\//, '');
    return asked === '*' || asked === tag;
  });
}
