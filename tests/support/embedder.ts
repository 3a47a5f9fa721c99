import { createEmbedder } from '#server/platform/embedder-client.ts';
import type { Embedder } from '#server/platform/embedder.ts';

let shared: Promise<Embedder> | null = null;

/**
 * The encoder that ships with us, once for all files of a process: its native part loads once per process. It ends with the
 * process, so nobody closes it.
 */
export const sharedEmbedder = (): Promise<Embedder> =>
  (shared ??= createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v3', DATA_DIR: 'data' }));
