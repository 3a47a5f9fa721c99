import type { Example, Size } from './head.ts';

/** The mean vector of each group, of unit length. */
export function meansOf(examples: readonly Example[], size: Pick<Size, 'groups' | 'dimensions'>): Float32Array[] {
  const means = Array.from({ length: size.groups }, () => new Float32Array(size.dimensions));
  for (const { vector, group } of examples) {
    const mean = means[group] as Float32Array;
    if (vector) for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] as number) + (vector[i] as number);
  }
  return means.map((mean) => {
    const length = Math.sqrt(dot(mean, mean)) || 1;
    return mean.map((value) => value / length);
  });
}

export const dot = (a: Float32Array, b: Float32Array): number => dotAt(a, b, 0);

/** The product with a part of a longer list; four sums at once, since each has to wait for its last addition. */
export function dotAt(a: Float32Array, b: Float32Array, from: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = a.length - (a.length % 4);
  for (let i = 0; i < whole; i += 4) {
    s0 += (a[i] as number) * (b[from + i] as number);
    s1 += (a[i + 1] as number) * (b[from + i + 1] as number);
    s2 += (a[i + 2] as number) * (b[from + i + 2] as number);
    s3 += (a[i + 3] as number) * (b[from + i + 3] as number);
  }
  for (let i = whole; i < a.length; i++) s0 += (a[i] as number) * (b[from + i] as number);
  return s0 + s1 + s2 + s3;
}
