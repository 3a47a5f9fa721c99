/** 32 signs to a word. */
export const wordsOfSigns = (dimensions: number): number => Math.ceil(dimensions / 32);

/** Writes the signs of a vector's numbers: vectors that point the same way differ in few of them. */
export function writeSigns(vector: ArrayLike<number>, from: number, dimensions: number, signs: Int32Array, at: number) {
  const words = wordsOfSigns(dimensions);
  for (let word = 0; word < words; word++) {
    let bits = 0;
    const until = Math.min(32, dimensions - word * 32);
    for (let i = 0; i < until; i++) if ((vector[from + word * 32 + i] as number) > 0) bits |= 1 << i;
    signs[at + word] = bits;
  }
}

/** Words whose bits are counted before their bytes are added up: four bytes of at most 255, which 15 pairs of words do not exceed. */
const TOGETHER = 30;

/**
 * In how many signs the vector at a place differs from a question. It runs over everything there is, so it is written for speed:
 * bits are counted by sums side by side (Hacker's Delight, 5-1), two words at a time, and the bytes of many words added up once.
 */
export function differenceAt(question: Int32Array, signs: Int32Array, at: number): number {
  const size = question.length;
  let total = 0;
  for (let from = 0; from < size; from += TOGETHER) {
    const until = Math.min(from + TOGETHER, size);
    let bytes = 0;
    for (let i = from; i < until; i += 2) {
      let v = (question[i] as number) ^ (signs[at + i] as number);
      let w = i + 1 < size ? (question[i + 1] as number) ^ (signs[at + i + 1] as number) : 0;
      v -= (v >>> 1) & 0x55555555;
      w -= (w >>> 1) & 0x55555555;
      v = (v & 0x33333333) + ((v >>> 2) & 0x33333333) + (w & 0x33333333) + ((w >>> 2) & 0x33333333);
      bytes += (v & 0x0f0f0f0f) + ((v >>> 4) & 0x0f0f0f0f);
    }
    total += (bytes & 0xff) + ((bytes >>> 8) & 0xff) + ((bytes >>> 16) & 0xff) + (bytes >>> 24);
  }
  return total;
}

/** The largest difference that at most about `wanted` of the rows do not exceed. */
export function nearestDifference(differences: Uint16Array, rows: number, wanted: number, most: number): number {
  const histogram = new Uint32Array(most + 1);
  for (let row = 0; row < rows; row++) {
    const difference = differences[row] as number;
    if (difference <= most) histogram[difference] = (histogram[difference] as number) + 1;
  }
  let counted = 0;
  for (let difference = 0; difference <= most; difference++) {
    counted += histogram[difference] as number;
    if (counted >= wanted) return difference;
  }
  return most;
}
