import { describe, expect, it } from 'vitest';
import { compareContents, mergeContents, type Content } from '#server/help-center/index.ts';

const of = (body: string): Content => ({ title: 'Оплата', summary: '', questions: [], body });
const words = (many: number, step: number) => Array.from({ length: many }, (_, i) => `w${String((i * step) % 97)}`);

/** @returns milliseconds */
function took(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

describe('two texts that are compared', () => {
  it('say word by word what changed in a paragraph of ordinary length', () => {
    const paragraph = words(250, 3).join(' ');
    const [body] = compareContents(of(`${paragraph} раньше так`), of(`${paragraph} теперь иначе`));
    const marked = body?.lines.flatMap(({ parts }) => parts.filter((part) => part.marked).map(({ text }) => text));
    expect(marked).toEqual(['раньше', 'так', 'теперь', 'иначе']);
  });

  it.each([
    ['a paragraph of ten thousand words', words(10_000, 3).join(' '), words(10_000, 5).join(' ')],
    ['ten thousand lines, every other one empty', words(10_000, 3).join('\n\n'), words(10_000, 5).join('\n\n')],
    ['nothing but empty lines', '\n'.repeat(50_000), `${'\n'.repeat(25_000)}x${'\n'.repeat(25_000)}`],
  ])('keep nobody waiting: %s', (_, one, other) => {
    expect(took(() => compareContents(of(one), of(other)))).toBeLessThan(1_000);
    expect(took(() => mergeContents(of('x'), of(one), of(other)))).toBeLessThan(1_000);
  });

  it('lose nothing where they are too long to be joined line by line: a person decides', () => {
    const [base, mine, theirs] = [3, 5, 7].map((step) => words(20_000, step).join('\n\n'));
    const merged = mergeContents(of(base ?? ''), of(mine ?? ''), of(theirs ?? ''));
    expect(merged.content.body).toBe(mine);
    expect(merged.conflicts).toEqual([{ field: 'body', base, mine, theirs }]);
    expect(mergeContents(of(base ?? ''), of(base ?? ''), of(theirs ?? ''))).toEqual({
      content: of(theirs ?? ''),
      conflicts: [],
    });
  });
});
