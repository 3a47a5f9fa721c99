import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { helpfulScore, wilsonLowerBound } from '#server/help-center/index.ts';

const votes = fc.record({ yes: fc.nat(10_000), no: fc.nat(10_000) });

describe('how helpful an article is', () => {
  it('is said cautiously: never more than the plain share, never less than nothing', () => {
    fc.assert(
      fc.property(votes, ({ yes, no }) => {
        const { atLeast, of } = helpfulScore({ yes, no });
        expect(of).toBe(yes + no);
        if (of < 5) expect(atLeast).toBeNull();
        else {
          expect(atLeast).toBeGreaterThanOrEqual(0);
          expect(atLeast).toBeLessThanOrEqual(yes / of);
        }
      }),
    );
  });

  it('grows with every yes and falls with every no', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (yes, no) => {
        const at = (y: number, n: number) => wilsonLowerBound(y, y + n);
        fc.pre(yes + no > 0);
        expect(at(yes + 1, no)).toBeGreaterThanOrEqual(at(yes, no));
        expect(at(yes, no + 1)).toBeLessThanOrEqual(at(yes, no));
      }),
    );
  });

  it('is surer of the same share when more have said it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 2, max: 20 }),
        (yes, no, k) => {
          expect(wilsonLowerBound(yes * k, (yes + no) * k)).toBeGreaterThanOrEqual(wilsonLowerBound(yes, yes + no));
        },
      ),
    );
  });

  it('is the bound the literature gives', () => {
    // Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263 and 15 of 148, method 3.
    expect(wilsonLowerBound(81, 263)).toBeCloseTo(0.2553, 4);
    expect(wilsonLowerBound(15, 148)).toBeCloseTo(0.0624, 4);
    for (const of of [1, 20, 4457]) expect(wilsonLowerBound(0, of)).toBe(0);
  });
});
