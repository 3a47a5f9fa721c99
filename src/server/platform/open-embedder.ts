import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import { createEmbedder } from './embedder-client.ts';
import type { Embedder } from './embedder.ts';
import type { Logger } from './log.ts';
import { PROJECT_ROOT } from './project-root.ts';

const MODELS = fileURLToPath(new URL('models/', PROJECT_ROOT));

/**
 * Starts the encoder. A shipped model whose files are missing or damaged does not stop the application: the log says so, and search and
 * assistant go on with words alone. A model that somebody configured and that is not there is a wrong value, and stops the start.
 * @throws Error naming EMBEDDING_MODEL
 */
export async function openEmbedder(
  config: Pick<Config, 'EMBEDDING_MODEL' | 'DATA_DIR'>,
  log: Pick<Logger, 'error'>,
  models = MODELS,
): Promise<Embedder> {
  try {
    return await createEmbedder(config, models);
  } catch (error) {
    if (!existsSync(`${models}${config.EMBEDDING_MODEL}`)) throw error;
    log.error({ err: error }, 'the sentence encoder cannot be read: search and assistant go on with words alone');
    return wordsAlone();
  }
}

/** No text has a vector. Whatever is stored with the vectors of a model is made anew, and again once the model is mended. */
const wordsAlone = (): Embedder => ({
  version: 'words-alone',
  // Of vectors that are never there; their signs are kept by 32.
  dimensions: 32,
  words: new Set(),
  embed: (texts) => Promise.resolve(texts.map(() => null)),
  close: () => Promise.resolve(),
});
