import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { env, pipeline, type FeatureExtractionPipeline } from '@xenova/transformers';
import { vocabularyHash, wholeWords } from './model-vocabulary.ts';
import { reasonOf } from './reason.ts';

/** What is run, and where its files are. */
export interface EmbedderSetup {
  model: string;
  /** Folder that the model is a folder of. */
  folder: string;
  /** The hub it is fetched from into `folder`; null where it is there already, and then nothing touches the network. */
  hub: string | null;
}
export interface EmbedderRequest {
  id: number;
  texts: string[];
}
export interface EmbedderReady {
  version: string;
  dimensions: number;
  words: Set<string>;
}
/** Why it cannot be used. */
export interface EmbedderRefusal {
  refused: string;
}
export type EmbedderReply = { id: number; vectors: (Float32Array | null)[] } | { id: number; error: string };

interface ModelConfig {
  model_version?: string;
  /** SHA-256 of the tokens in the order of their ids, joined by newlines. */
  vocab_sha256?: string;
  max_position_embeddings?: number;
}
interface Ids {
  data: BigInt64Array;
  dims: number[];
}
interface Encoded {
  input_ids: Ids;
  attention_mask: Ids;
}
interface States {
  data: Float32Array;
  dims: number[];
}

/** Texts of one run of the model; more only costs memory. */
const BATCH = 32;
/** Encoders that know word order were made for at most as many tokens; more is an error in some. */
const MOST_TOKENS = 512;

const setup = (isMainThread ? JSON.parse(process.argv[2] ?? '{}') : workerData) as EmbedderSetup;
const { model, folder, hub } = setup;
// What was fetched is put in its place when all of it is there and works: a broken download is never taken for a model.
const fetched = join(folder, 'fetching');
env.localModelPath = folder;
env.allowLocalModels = hub === null;
env.allowRemoteModels = hub !== null;
env.useFSCache = hub !== null;
env.cacheDir = fetched;
if (hub !== null) env.remoteHost = hub;

const isNotThere = (error: unknown): boolean => /not found locally|Could not locate file/.test(String(error));

let file = 'model_quantized.onnx';

/** The model in whole numbers, or as it is where nobody made it smaller. */
function loadModel(): Promise<FeatureExtractionPipeline> {
  return pipeline('feature-extraction', model).catch((error: unknown) => {
    if (!isNotThere(error)) throw error;
    file = 'model.onnx';
    return pipeline('feature-extraction', model, { quantized: false });
  });
}

async function load(): Promise<(texts: string[]) => Promise<(Float32Array | null)[]>> {
  if (hub !== null) rmSync(fetched, { recursive: true, force: true });
  const encoder = await loadModel();
  const config = encoder.model.config as unknown as ModelConfig;
  const vocabulary = encoder.tokenizer.model as { vocab: string[]; unk_token_id?: number };
  const hash = vocabularyHash(vocabulary.vocab);
  // A table without its own vocabulary gives garbage and nothing else complains.
  if (config.vocab_sha256 !== undefined && config.vocab_sha256 !== hash) {
    throw new Error(`the vocabulary of ${model} is not the one its vectors were made for`);
  }
  const limits = [encoder.tokenizer.model_max_length as number, config.max_position_embeddings, MOST_TOKENS];
  // Asked for with each text, it would be padded to.
  encoder.tokenizer.model_max_length = Math.min(...limits.filter((limit): limit is number => (limit ?? 0) > 0));
  /** Tokens that say nothing: padding, marks of beginning and end, and `[UNK]`, which emoji and unknown letters share. */
  const silent = new Set([...encoder.tokenizer.all_special_ids, vocabulary.unk_token_id ?? -1].map((id) => BigInt(id)));
  let dimensions = 0;
  const run = async (texts: string[]) => {
    const encoded = encoder.tokenizer(texts, { padding: true, truncation: true }) as Encoded;
    if ((encoded.input_ids.dims[1] ?? 0) === 0) return texts.map(() => null);
    const output = (await encoder.model(encoded)) as Record<string, States | undefined>;
    const states = output['last_hidden_state'] ?? output['logits'] ?? output['token_embeddings'];
    if (!states) throw new Error(`${model} gives no vector for each token`);
    dimensions = states.dims[2] ?? 0;
    return texts.map((_, row) => meanOf(states, encoded, row, silent));
  };
  await run(['1']);
  const weights = config.model_version ?? fileHash(join(hub === null ? folder : fetched, model, 'onnx', file));
  if (hub !== null) takeFetched();
  tell({
    version: `${model}@${weights}+${hash.slice(0, 12)}`,
    dimensions,
    words: wholeWords(vocabulary.vocab),
  });
  return run;
}

const fileHash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12);

function takeFetched(): void {
  const place = join(folder, model);
  mkdirSync(dirname(place), { recursive: true });
  rmSync(place, { recursive: true, force: true });
  if (existsSync(join(fetched, model))) renameSync(join(fetched, model), place);
  rmSync(fetched, { recursive: true, force: true });
}

/**
 * The unit vector of the mean of a text's token vectors; null for a text without a known token, whose mean would be NaN or the
 * same for all. Written out because the library's pooling reads every number through a proxy, forty times slower.
 */
function meanOf(
  { data, dims: [, tokens = 0, size = 0] }: States,
  { input_ids, attention_mask }: Encoded,
  row: number,
  silent: ReadonlySet<bigint>,
): Float32Array | null {
  const sum = new Float32Array(size);
  let known = false;
  for (let token = row * tokens; token < (row + 1) * tokens; token++) {
    if (attention_mask.data[token] === 0n) continue;
    known ||= !silent.has(input_ids.data[token] ?? -1n);
    for (let i = 0; i < size; i++) sum[i] = (sum[i] as number) + (data[token * size + i] as number);
  }
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return known && length > 0 && Number.isFinite(length) ? sum.map((value) => value / length) : null;
}

/** In its own thread, or in its own process. */
function tell(message: EmbedderReady | EmbedderRefusal | EmbedderReply): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
}

const ready = load();
ready.catch((error: unknown) => {
  tell({ refused: reasonOf(error) });
});

async function embed(texts: string[]): Promise<(Float32Array | null)[]> {
  const run = await ready;
  const vectors: (Float32Array | null)[] = texts.map(() => null);
  // Texts of similar length share a run, since each is padded to the longest.
  const order = texts.map((text, index) => ({ text, index })).filter(({ text }) => text.trim() !== '');
  order.sort((a, b) => a.text.length - b.text.length);
  for (let from = 0; from < order.length; from += BATCH) {
    const batch = order.slice(from, from + BATCH);
    const found = await run(batch.map(({ text }) => text));
    for (const [row, { index }] of batch.entries()) vectors[index] = found[row] ?? null;
  }
  return vectors;
}

const answer = ({ id, texts }: EmbedderRequest): void => {
  embed(texts).then(
    (vectors) => {
      tell({ id, vectors });
    },
    (error: unknown) => {
      tell({ id, error: String(error) });
    },
  );
};
parentPort?.on('message', answer);
if (!parentPort) {
  process.on('message', answer);
  // A terminal and systemd tell everyone to stop: whoever asks here ends in order first, and needs answers until then.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  // Whoever asked is gone, however it ended.
  process.on('disconnect', () => process.exit());
}
