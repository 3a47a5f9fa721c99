import { Worker } from 'node:worker_threads';
import type { Config } from './config.ts';
import type { EmbedderReady, EmbedderReply, EmbedderRequest } from './embedder-worker.ts';
import type { Embedder } from './embedder.ts';
import { PROJECT_ROOT } from './project-root.ts';

const WORKER = new URL('src/server/platform/embedder-worker.ts', PROJECT_ROOT);

/** Vectors of recent questions: the same words come again while someone types, turns a page or asks the assistant. */
const REMEMBERED = 500;
/** Longer text is a document, not a question: not worth remembering. */
const REMEMBERED_LENGTH = 200;
/** The model reads 256 tokens; no text needs more characters for that. */
const READ_LENGTH = 2_000;

/**
 * Starts the encoder in its own thread and resolves when it can answer.
 * @param models folder of the shipped ones, with a slash at its end
 * @throws Error when the model is missing or its table does not belong to its vocabulary.
 */
export async function createEmbedder(
  config: Pick<Config, 'EMBEDDING_MODEL' | 'DATA_DIR'>,
  models?: string,
): Promise<Embedder> {
  const embedder = new WorkerEmbedder(config.EMBEDDING_MODEL, config.DATA_DIR, models);
  try {
    await embedder.start();
  } catch (cause) {
    throw new Error(`EMBEDDING_MODEL: the sentence encoder "${config.EMBEDDING_MODEL}" could not be loaded`, { cause });
  }
  return embedder;
}

interface Waiting {
  resolve(vectors: (Float32Array | null)[]): void;
  reject(error: Error): void;
}

class WorkerEmbedder implements Embedder {
  version = '';
  dimensions = 0;
  words: ReadonlySet<string> = new Set();
  readonly #workerData: { model: string; cacheDir: string; models: string | undefined };
  readonly #waiting = new Map<number, Waiting>();
  readonly #remembered = new Map<string, Float32Array | null>();
  #worker: Worker | null = null;
  #ready: Promise<Worker> | null = null;
  #next = 0;
  #closed = false;

  constructor(model: string, dataDir: string, models: string | undefined) {
    this.#workerData = { model, cacheDir: `${dataDir}/models`, models };
  }

  /** Starts the thread, also again after it died: the next question gets a new one. */
  start(): Promise<Worker> {
    this.#ready ??= new Promise<Worker>((resolve, reject) => {
      // Text in, vectors out: a small heap is enough, and keeps the thread's garbage from growing with the machine.
      const worker = new Worker(WORKER, {
        workerData: this.#workerData,
        resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 },
      });
      this.#worker = worker;
      worker.on('message', (message: EmbedderReady | EmbedderReply) => {
        if ('version' in message) {
          this.version = message.version;
          this.dimensions = message.dimensions;
          this.words = message.words;
          worker.unref();
          resolve(worker);
        } else this.#answer(message);
      });
      const lost = (error: Error) => {
        reject(error);
        this.#ready = null;
        this.#worker = null;
        for (const waiting of this.#waiting.values()) waiting.reject(error);
        this.#waiting.clear();
      };
      worker.on('error', (error) => {
        lost(error instanceof Error ? error : new Error(String(error)));
      });
      worker.on('exit', (code) => {
        lost(new Error(`the sentence encoder ended with code ${code}`));
      });
    });
    return this.#ready;
  }

  async embed(texts: readonly string[]): Promise<(Float32Array | null)[]> {
    const cut = texts.map((text) => text.slice(0, READ_LENGTH).trim());
    const unknown = [...new Set(cut.filter((text) => text !== '' && !this.#remembered.has(text)))];
    const fresh = new Map<string, Float32Array | null>();
    if (unknown.length > 0) {
      const vectors = await this.#ask(unknown);
      unknown.forEach((text, i) => {
        fresh.set(text, vectors[i] ?? null);
      });
    }
    const answer = cut.map((text) => fresh.get(text) ?? this.#recall(text));
    for (const [text, vector] of fresh) this.#remember(text, vector);
    return answer;
  }

  async #ask(texts: string[]): Promise<(Float32Array | null)[]> {
    if (this.#closed) throw new Error('the sentence encoder is closed');
    const worker = await this.start();
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      this.#waiting.set(id, { resolve, reject });
      // The thread alone does not keep a finished program alive; a question under way does.
      worker.ref();
      worker.postMessage({ id, texts } satisfies EmbedderRequest);
    });
  }

  #answer(reply: EmbedderReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    if ('vectors' in reply) waiting?.resolve(reply.vectors);
    else waiting?.reject(new Error(reply.error));
  }

  #recall(text: string): Float32Array | null {
    const vector = this.#remembered.get(text);
    if (vector === undefined) return null;
    this.#remembered.delete(text);
    this.#remembered.set(text, vector);
    return vector;
  }

  #remember(text: string, vector: Float32Array | null): void {
    if (text.length > REMEMBERED_LENGTH) return;
    this.#remembered.set(text, vector);
    if (this.#remembered.size <= REMEMBERED) return;
    const oldest = this.#remembered.keys().next();
    if (!oldest.done) this.#remembered.delete(oldest.value);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
  }
}
