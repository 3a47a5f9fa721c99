import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fewerVectors } from '#search/meilisearch/fewer-vectors.ts';
import { packVectors } from '#search/vectors.ts';

const DIMENSIONS = 8;
const vector = fc
  .array(fc.integer({ min: -100, max: 100 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .filter((numbers) => numbers.some((number) => number !== 0))
  .map((numbers) => Float32Array.from(numbers, (number) => number / Math.hypot(...numbers)));
const fewer = (vectors: Float32Array[], most: number) =>
  fewerVectors(packVectors(vectors, DIMENSIONS), DIMENSIONS, most);
const cosine = (one: ArrayLike<number>, other: ArrayLike<number>) => {
  const numbers = Array.from(one);
  const dot = numbers.reduce((sum, number, i) => sum + number * (other[i] ?? 0), 0);
  return dot / (Math.hypot(...numbers) * Math.hypot(...Array.from(other)) || 1);
};

describe('fewer vectors of a document', () => {
  it('are as many as there were, and the same, up to the most', () => {
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 8 }), (vectors) => {
        const kept = fewer(vectors, 8);
        expect(kept).toHaveLength(vectors.length);
        for (const [i, one] of vectors.entries()) expect(cosine(one, kept[i] ?? [])).toBeGreaterThan(0.99);
      }),
    );
  });

  it('are never more than the most, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.array(vector, { minLength: 9, maxLength: 40 }),
        fc.integer({ min: 1, max: 8 }),
        (vectors, most) => {
          const kept = fewer(vectors, most);
          expect(kept).toHaveLength(most);
          expect(kept.flatMap((one) => [...one]).every(Number.isFinite)).toBe(true);
        },
      ),
    );
  });

  it('stand for those that are most alike', () => {
    const east = [1, 0.1, 0, 0, 0, 0, 0, 0];
    const near = [1, 0, 0.1, 0, 0, 0, 0, 0];
    const north = [0, 0, 0, 1, 0, 0, 0, 0];
    const up = [0, 0, 0, 0, 0, 0, 1, 0];
    const [together, ...others] = fewer(
      [east, north, near, up].map((numbers) => Float32Array.from(numbers)),
      3,
    );
    expect(cosine(together ?? [], [1, 0.05, 0.05, 0, 0, 0, 0, 0])).toBeGreaterThan(0.99);
    expect(cosine(others[0] ?? [], north)).toBeGreaterThan(0.99);
    expect(cosine(others[1] ?? [], up)).toBeGreaterThan(0.99);
  });

  it('leave out texts that mean nothing', () => {
    expect(fewerVectors(packVectors([null, Float32Array.from([1, 0, 0, 0, 0, 0, 0, 0])], 8), 8, 8)).toHaveLength(1);
  });
});
