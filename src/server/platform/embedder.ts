/** Turns text into vectors. One implementation: models through @xenova/transformers, beside everything else (embedder-client.ts). */
export interface Embedder {
  /** Name and hash of the model; stored vectors of another version must be made anew. */
  readonly version: string;
  readonly dimensions: number;
  /** Words the model has whole, in lower case: real words, which nobody should take for misspelled ones. */
  readonly words: ReadonlySet<string>;
  /** True where the model is not there: no text has a vector, words alone decide. */
  readonly isMissing?: boolean;
  /** One unit-length vector per text; null for text without anything the model knows (empty, emoji only). */
  embed(texts: readonly string[]): Promise<(Float32Array | null)[]>;
  /** Gives its memory back as soon as nobody waits for it. For whoever asks late all the same, it starts again. */
  rest?(): void;
  close(): Promise<void>;
}
