import type { Config } from './config.ts';
import { createEmbedder, findModel, openLocalEmbedder } from './embedder-client.ts';
import type { Embedder } from './embedder.ts';
import type { Logger } from './log.ts';
import { NextEncoder } from './next-encoder.ts';
import { reasonOf } from './reason.ts';

/** What the vectors of the search index that is there were made by. */
export interface MadeBy {
  version: string;
  dimensions: number;
}
export interface Encoders {
  /** Answers from the start on. */
  embedder: Embedder;
  /** The configured one, when something must be done before it answers. */
  nextEncoder: NextEncoder | null;
}
type Settings = Pick<Config, 'EMBEDDING_MODEL' | 'EMBEDDING_HUB' | 'DATA_DIR'>;

/**
 * Chooses the encoder to begin with, so that search and assistant answer from the first moment and never wait for a model or for
 * vectors: the configured one, where the index was made by it or holds nothing yet; else the one the index was made by, or words
 * alone where that one is gone. The configured one is then prepared in the background. Nothing here touches a network.
 * @param made null when there is no index, or an empty one
 * @throws Error naming EMBEDDING_MODEL when no such folder is shipped: that is a wrong value, and stops the start
 */
export async function openEncoders(
  settings: Settings,
  made: MadeBy | null,
  log: Pick<Logger, 'error' | 'warn'>,
  models?: string,
): Promise<Encoders> {
  const { EMBEDDING_MODEL: model, DATA_DIR: dataDir } = settings;
  const place = findModel(model, dataDir, models);
  const create: NextEncoder['open'] = (signal) => createEmbedder(settings, models, signal);
  const next = (open = create, problem: string | null = null) => new NextEncoder(model, open, problem);
  if (made && modelOf(made.version) !== model) {
    if (place === 'nowhere' && !model.includes('/')) throw noSuchFolder(model);
    return { embedder: await openOld(made, settings, log, models), nextEncoder: next() };
  }
  if (place === 'nowhere') {
    if (!model.includes('/')) throw noSuchFolder(model);
    log.warn(`EMBEDDING_MODEL: ${model} is fetched; until it is here, search and assistant go on with words alone`);
    return { embedder: wordsAlone(made), nextEncoder: next() };
  }
  try {
    const embedder = await openLocalEmbedder(model, dataDir, models);
    if (!made || embedder.version === made.version) return { embedder, nextEncoder: null };
    log.warn(`the files of ${model} are others than those the index was made by: words alone until it is made anew`);
    let opened: Embedder | null = embedder;
    const openOnce: NextEncoder['open'] = async (signal) => {
      const first = opened ?? (await create(signal));
      opened = null;
      return first;
    };
    return { embedder: wordsAlone(made), nextEncoder: next(openOnce) };
  } catch (error) {
    log.error({ err: error }, 'the sentence encoder cannot be read: search and assistant go on with words alone');
    return { embedder: wordsAlone(made), nextEncoder: next(undefined, reasonOf(error)) };
  }
}

/** `owner/name@1.0.0+0123456789ab` → `owner/name`; empty for what was made by words alone. */
export const modelOf = (version: string): string => version.slice(0, Math.max(0, version.lastIndexOf('@')));

const noSuchFolder = (model: string): Error => new Error(`EMBEDDING_MODEL: there is no folder models/${model}`);

async function openOld(
  made: MadeBy,
  { EMBEDDING_MODEL: model, DATA_DIR: dataDir }: Settings,
  log: Pick<Logger, 'error' | 'warn'>,
  models?: string,
): Promise<Embedder> {
  const old = modelOf(made.version);
  if (old === '') {
    log.warn(`search and assistant go on with words alone until ${model} is ready`);
    return wordsAlone(made);
  }
  const missing = `the sentence encoder ${old} is gone: words alone until ${model} takes over`;
  try {
    if (findModel(old, dataDir, models) !== 'nowhere') {
      const embedder = await openLocalEmbedder(old, dataDir, models);
      if (embedder.version === made.version) {
        log.warn(`search and assistant go on with ${old} until ${model} is ready`);
        return embedder;
      }
      await embedder.close();
    }
    log.warn(missing);
  } catch (error) {
    log.warn({ err: error }, missing);
  }
  return wordsAlone(made);
}

/** No text has a vector. What is stored meanwhile is marked by the index, and made anew by an encoder. */
const wordsAlone = (made: MadeBy | null): Embedder => ({
  version: made?.version ?? 'words-alone',
  // Of vectors that are never there; their signs are kept by 32.
  dimensions: made?.dimensions ?? 32,
  words: new Set(),
  isMissing: true,
  embed: (texts) => Promise.resolve(texts.map(() => null)),
  close: () => Promise.resolve(),
});
