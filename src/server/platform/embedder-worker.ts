import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { env, pipeline, type FeatureExtractionPipeline } from '@xenova/transformers';

export interface EmbedderRequest {
  id: number;
  texts: string[];
}
export interface EmbedderReady {
  version: string;
  dimensions: number;
}
export type EmbedderReply = { id: number; vectors: (Float32Array | null)[] } | { id: number; error: string };

interface ModelConfig {
  hidden_size: number;
  model_version?: string;
  /** SHA-256 of the tokens in the order of their ids, joined by newlines. */
  vocab_sha256?: string;
}

const { model, cacheDir } = workerData as { model: string; cacheDir: string };
const modelsDir = fileURLToPath(new URL('../../../models/', import.meta.url));
const isShipped = existsSync(`${modelsDir}${model}/config.json`);

if (!isShipped && !model.includes('/')) throw new Error(`there is no folder models/${model}`);

// A shipped model never touches the network; any other id is fetched once from the hub into the data folder.
env.localModelPath = modelsDir;
env.allowLocalModels = isShipped;
env.allowRemoteModels = !isShipped;
env.useFSCache = !isShipped;
env.cacheDir = cacheDir;

/** Texts of one run of the model; more only costs memory. */
const BATCH = 32;

const encoder: FeatureExtractionPipeline = await pipeline('feature-extraction', model);
const config = encoder.model.config as unknown as ModelConfig;
const vocabulary = encoder.tokenizer.model as { vocab: string[]; unk_token_id?: number };
const hash = createHash('sha256').update(vocabulary.vocab.join('\n')).digest('hex');
// A table without its own vocabulary gives garbage and nothing else complains.
if (config.vocab_sha256 !== undefined && config.vocab_sha256 !== hash) {
  throw new Error(`the vocabulary of ${model} is not the one its vectors were made for`);
}

/** True when at least one token of the text is known; emoji alone would all get the same vector. */
function isKnown(text: string): boolean {
  const ids: number[] = encoder.tokenizer.encode(text, null, { add_special_tokens: false });
  return ids.some((id) => id !== vocabulary.unk_token_id);
}

async function embed(texts: string[]): Promise<(Float32Array | null)[]> {
  const vectors: (Float32Array | null)[] = texts.map(() => null);
  // Nothing known means no vector at all: the mean over no tokens is NaN, which compares false without a word.
  const known = texts.flatMap((text, index) => (isKnown(text) ? [{ text, index }] : []));
  // Texts of similar length share a run, since each is padded to the longest.
  known.sort((a, b) => a.text.length - b.text.length);
  for (let from = 0; from < known.length; from += BATCH) {
    const batch = known.slice(from, from + BATCH);
    const output = await encoder(
      batch.map(({ text }) => text),
      { pooling: 'mean', normalize: true },
    );
    const data = output.data as Float32Array;
    batch.forEach(({ index }, row) => {
      const vector = data.slice(row * config.hidden_size, (row + 1) * config.hidden_size);
      vectors[index] = vector.every(Number.isFinite) ? vector : null;
    });
  }
  return vectors;
}

parentPort?.on('message', ({ id, texts }: EmbedderRequest) => {
  embed(texts).then(
    (vectors) => {
      parentPort?.postMessage({ id, vectors } satisfies EmbedderReply);
    },
    (error: unknown) => {
      parentPort?.postMessage({ id, error: String(error) } satisfies EmbedderReply);
    },
  );
});
parentPort?.postMessage({
  version: `${model}@${config.model_version ?? '0'}+${hash.slice(0, 12)}`,
  dimensions: config.hidden_size,
} satisfies EmbedderReady);
