/** Turns text into vectors. One implementation: models/ through @xenova/transformers in a worker thread (embedder-client.ts). */
export interface Embedder {
  /** Name and hash of the model; stored vectors of another version must be made anew. */
  readonly version: string;
  readonly dimensions: number;
  /** Words the model has whole, in lower case: real words, which nobody should take for misspelled ones. */
  readonly words: ReadonlySet<string>;
  /** One unit-length vector per text; null for text without anything the model knows (empty, emoji only). */
  embed(texts: readonly string[]): Promise<(Float32Array | null)[]>;
  close(): Promise<void>;
}
