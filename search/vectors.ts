/** Unit vectors in one byte a number and one scale each: a quarter of the memory, and the order of cosines hardly changes. */
export interface PackedVectors {
  codes: Int8Array;
  scales: Float32Array;
}

/** Packs vectors; a text without a vector gets zeros, which resemble nothing. */
export function packVectors(vectors: readonly (Float32Array | null)[], dimensions: number): PackedVectors {
  const codes = new Int8Array(vectors.length * dimensions);
  const scales = new Float32Array(vectors.length);
  for (const [row, vector] of vectors.entries()) {
    if (!vector) continue;
    const scale = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
    if (scale === 0) continue;
    scales[row] = scale;
    for (let i = 0; i < dimensions; i++) codes[row * dimensions + i] = Math.round((vector[i] ?? 0) / scale);
  }
  return { codes, scales };
}

/** Scales first, then codes: what is stored with a document. */
export function toBytes({ codes, scales }: PackedVectors): Buffer {
  return Buffer.concat([
    Buffer.from(scales.buffer, scales.byteOffset, scales.byteLength),
    Buffer.from(codes.buffer, codes.byteOffset, codes.byteLength),
  ]);
}

export function fromBytes(bytes: Uint8Array, dimensions: number): PackedVectors {
  const rows = bytes.byteLength / (dimensions + 4);
  // Copied, because a stored value may begin anywhere and floats must be aligned.
  const copy = new Uint8Array(bytes).buffer;
  return { scales: new Float32Array(copy, 0, rows), codes: new Int8Array(copy, rows * 4) };
}

/**
 * Products of whole numbers, summed. It runs over thousands of passages a search, so it is written for speed: four sums side by
 * side, no iterators – half the time of the plain loop.
 */
export function dotOf(question: Int8Array, codes: Int8Array, from: number): number {
  const size = question.length;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < size; i += 4) {
    a = (a + Math.imul(question[i] as number, codes[from + i] as number)) | 0;
    b = (b + Math.imul(question[i + 1] as number, codes[from + i + 1] as number)) | 0;
    c = (c + Math.imul(question[i + 2] as number, codes[from + i + 2] as number)) | 0;
    d = (d + Math.imul(question[i + 3] as number, codes[from + i + 3] as number)) | 0;
  }
  return a + b + c + d;
}

/** How much the second nearest passage of a document counts beside the nearest: one that speaks of it twice means it more. */
const SECOND = 0.15;

/** How near a document's nearest passages are to a question, and which is the nearest; `passages` of them are looked at. */
export function resemblanceOf(
  question: PackedVectors,
  { codes, scales }: PackedVectors,
  passages = scales.length,
): { cosine: number; passage: number } {
  const size = question.codes.length;
  let best = 0;
  let second = 0;
  let passage = 0;
  for (let row = 0; row < passages; row++) {
    const value = dotOf(question.codes, codes, row * size) * (scales[row] as number);
    if (value > best) [second, best, passage] = [best, value, row];
    else if (value > second) second = value;
  }
  if (passages === 1) second = best;
  return { cosine: (best * (1 - SECOND) + second * SECOND) * (question.scales[0] ?? 0), passage };
}
