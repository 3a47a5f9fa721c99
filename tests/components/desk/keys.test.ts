import { describe, expect, it } from 'vitest';
import { keysFor } from '#components/desk/keys.ts';

const names = (may: { take: boolean; reply: boolean }) => keysFor(may).flatMap((key) => key.names);

describe('the keys named under a conversation', () => {
  it('take a waiting one, and do not answer or resolve what nobody has taken', () => {
    expect(names({ take: true, reply: false })).toEqual(['J', 'K', 'T', 'N', '?']);
  });

  it('answer and resolve one’s own', () => {
    expect(names({ take: false, reply: true })).toEqual(['Ctrl Enter', 'J', 'K', 'R', 'N', 'E', '?']);
  });
});
