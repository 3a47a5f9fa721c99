import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { env, pipeline, type FeatureExtractionPipeline } from '@xenova/transformers';
import { PROJECT_ROOT } from './project-root.ts';

export interface EmbedderRequest {
  id: number;
  texts: string[];
}
export interface EmbedderReady {
  version: string;
  dimensions: number;
  words: Set<string>;
}
export type EmbedderReply = { id: number; vectors: (Float32Array | null)[] } | { id: number; error: string };

interface ModelConfig {
  hidden_size: number;
  model_version?: string;
  /** SHA-256 of the tokens in the order of their ids, joined by newlines. */
  vocab_sha256?: string;
}

const { model, cacheDir, models } = workerData as { model: string; cacheDir: string; models: string | undefined };
const modelsDir = models ?? fileURLToPath(new URL('models/', PROJECT_ROOT));
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

interface Ids {
  data: BigInt64Array;
  dims: number[];
}
interface Encoded {
  input_ids: Ids;
  attention_mask: Ids;
}

/** Tokens that say nothing: padding, marks of beginning and end, and `[UNK]`, which emoji and unknown letters share. */
const sayNothing = new Set(
  [...encoder.tokenizer.all_special_ids, vocabulary.unk_token_id ?? -1].map((id) => BigInt(id)),
);

async function embed(texts: string[]): Promise<(Float32Array | null)[]> {
  const vectors: (Float32Array | null)[] = texts.map(() => null);
  // Texts of similar length share a run, since each is padded to the longest.
  const order = texts.map((text, index) => ({ text, index })).filter(({ text }) => text.trim() !== '');
  order.sort((a, b) => a.text.length - b.text.length);
  for (let from = 0; from < order.length; from += BATCH) {
    const batch = order.slice(from, from + BATCH);
    const encoded = encoder.tokenizer(
      batch.map(({ text }) => text),
      { padding: true, truncation: true },
    ) as Encoded;
    const tokens = encoded.input_ids.dims[1] ?? 0;
    if (tokens === 0) continue;
    const output = (await encoder.model(encoded)) as { last_hidden_state: { data: Float32Array } };
    const states = output.last_hidden_state.data;
    for (const [row, { index }] of batch.entries()) vectors[index] = meanOf(states, encoded, row, tokens);
  }
  return vectors;
}

/**
 * The unit vector of the mean of a text's token vectors; null for a text without a known token, whose mean would be NaN or the
 * same for all. Written out because the library's pooling reads every number through a proxy, forty times slower.
 */
function meanOf(
  states: Float32Array,
  { input_ids, attention_mask }: Encoded,
  row: number,
  tokens: number,
): Float32Array | null {
  const size = config.hidden_size;
  const sum = new Float32Array(size);
  let known = false;
  for (let token = row * tokens; token < (row + 1) * tokens; token++) {
    if (attention_mask.data[token] === 0n) continue;
    known ||= !sayNothing.has(input_ids.data[token] ?? -1n);
    for (let i = 0; i < size; i++) sum[i] = (sum[i] as number) + (states[token * size + i] as number);
  }
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return known && length > 0 && Number.isFinite(length) ? sum.map((value) => value / length) : null;
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
  words: new Set(vocabulary.vocab.filter((token) => /^\p{L}{4,}$/u.test(token))),
} satisfies EmbedderReady);
