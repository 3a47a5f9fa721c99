/** What the index needs of the sentence encoder. */
export interface Encoder {
  readonly version: string;
  readonly dimensions: number;
  /** Words of the language. */
  readonly words: ReadonlySet<string>;
  embed(texts: readonly string[]): Promise<(Float32Array | null)[]>;
}
