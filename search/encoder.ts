/** What the index needs of the sentence encoder. */
export interface Encoder {
  readonly version: string;
  readonly dimensions: number;
  /** Words of the language. */
  readonly words: ReadonlySet<string>;
  /** True where the model is not there: texts get no vectors. What is stored meanwhile is marked, and encoded once there is one. */
  readonly isMissing?: boolean;
  embed(texts: readonly string[]): Promise<(Float32Array | null)[]>;
}

/** A text as it is encoded, articles and questions alike: with е for ё, as most people type. */
export const asEncoded = (text: string): string => text.replaceAll('ё', 'е').replaceAll('Ё', 'Е');
