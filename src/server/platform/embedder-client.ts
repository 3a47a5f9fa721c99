import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import { startHost, type EmbedderHost } from './embedder-host.ts';
import type { EmbedderReady, EmbedderRefusal, EmbedderReply, EmbedderSetup } from './embedder-worker.ts';
import type { Embedder } from './embedder.ts';
import { PROJECT_ROOT } from './project-root.ts';

const MODELS = fileURLToPath(new URL('models/', PROJECT_ROOT));

/** Vectors of recent questions: the same words come again while someone types, turns a page or asks the assistant. */
const REMEMBERED = 500;
/** Longer text is a document, not a question: not worth remembering. */
const REMEMBERED_LENGTH = 200;
/** The model reads 256 tokens; no text needs more characters for that. */
const READ_LENGTH = 2_000;

export type EmbedderConfig = Pick<Config, 'EMBEDDING_MODEL' | 'DATA_DIR'> & Partial<Pick<Config, 'EMBEDDING_HUB'>>;

/** Where the files of a model are, if they are on this machine. `models` is the folder of the shipped ones. */
export function findModel(model: string, dataDir: string, models = MODELS): 'shipped' | 'fetched' | 'nowhere' {
  // A folder that lacks some of its files is damaged, and no name of something else.
  if (existsSync(`${models}${model}`)) return 'shipped';
  return existsSync(`${dataDir}/models/${model}/config.json`) ? 'fetched' : 'nowhere';
}

/**
 * Starts the encoder beside everything else and resolves when it can answer. One that is on this machine touches no network; any
 * other is fetched from the hub, once, into `DATA_DIR/models`.
 * @param models folder of the shipped ones, with a slash at its end
 * @param signal ends what is under way
 * @throws Error when it cannot be fetched, is damaged, or its table does not belong to its vocabulary.
 */
export async function createEmbedder(config: EmbedderConfig, models = MODELS, signal?: AbortSignal): Promise<Embedder> {
  const { EMBEDDING_MODEL: model, DATA_DIR: dataDir, EMBEDDING_HUB: hub = 'https://huggingface.co' } = config;
  const fetchIt = () => start({ model, folder: `${dataDir}/models`, hub }, false, signal);
  try {
    const place = findModel(model, dataDir, models);
    if (place === 'nowhere' && model.includes('/')) return await fetchIt();
    const here = openLocalEmbedder(model, dataDir, models, signal);
    // What was fetched once may have been damaged since.
    return await (place === 'fetched' ? here.catch(fetchIt) : here);
  } catch (cause) {
    throw new Error(`EMBEDDING_MODEL: the sentence encoder "${model}" could not be loaded`, { cause });
  }
}

/** As `createEmbedder`, from what is on this machine; never touches a network. */
export function openLocalEmbedder(
  model: string,
  dataDir: string,
  models = MODELS,
  signal?: AbortSignal,
): Promise<Embedder> {
  const isFetched = findModel(model, dataDir, models) === 'fetched';
  return start({ model, folder: isFetched ? `${dataDir}/models` : models, hub: null }, !isFetched, signal);
}

async function start(setup: EmbedderSetup, isSmall: boolean, signal?: AbortSignal): Promise<Embedder> {
  signal?.throwIfAborted();
  const embedder = new HostedEmbedder(setup, isSmall);
  const stop = () => void embedder.close();
  signal?.addEventListener('abort', stop);
  try {
    await embedder.start();
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  return embedder;
}

interface Waiting {
  resolve(vectors: (Float32Array | null)[]): void;
  reject(error: Error): void;
}

class HostedEmbedder implements Embedder {
  version = '';
  dimensions = 0;
  words: ReadonlySet<string> = new Set();
  #setup: EmbedderSetup;
  readonly #isSmall: boolean;
  readonly #waiting = new Map<number, Waiting>();
  readonly #remembered = new Map<string, Float32Array | null>();
  #host: EmbedderHost | null = null;
  #ready: Promise<EmbedderHost> | null = null;
  /** Questions under way, from their first moment on. */
  #asked = 0;
  #next = 0;
  #isResting = false;
  #closed = false;

  constructor(setup: EmbedderSetup, isSmall: boolean) {
    this.#setup = setup;
    this.#isSmall = isSmall;
  }

  /** Starts it, also again after it died: the next question gets a new one. */
  start(): Promise<EmbedderHost> {
    this.#ready ??= new Promise<EmbedderHost>((resolve, reject) => {
      const lost = (error: Error) => {
        reject(error);
        if (this.#host !== host) return;
        this.#ready = this.#host = null;
        for (const waiting of this.#waiting.values()) waiting.reject(error);
        this.#waiting.clear();
      };
      const message = (said: EmbedderReady | EmbedderRefusal | EmbedderReply) => {
        if ('refused' in said) {
          lost(new Error(said.refused));
          void host.end();
        } else if ('version' in said) {
          if (this.version !== '' && this.version !== said.version) {
            lost(new Error(`the files of ${this.#setup.model} were exchanged: a restart is needed`));
            void host.end();
            return;
          }
          // Fetched once; whatever starts it again finds it here.
          this.#setup = { ...this.#setup, hub: null };
          this.version = said.version;
          this.dimensions = said.dimensions;
          this.words = said.words;
          host.hold(false);
          resolve(host);
        } else this.#answer(said);
      };
      const host = startHost(this.#setup, this.#isSmall, { message, lost });
      this.#host = host;
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
    this.#asked++;
    try {
      const host = await this.start();
      return await new Promise((resolve, reject) => {
        const id = this.#next++;
        this.#waiting.set(id, { resolve, reject });
        // The encoder alone does not keep a finished program alive; a question under way does.
        host.hold(true);
        host.post({ id, texts });
      });
    } finally {
      this.#asked--;
      this.#restIfIdle();
    }
  }

  #answer(reply: EmbedderReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#host?.hold(false);
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
    if (this.#isResting || text.length > REMEMBERED_LENGTH) return;
    this.#remembered.set(text, vector);
    if (this.#remembered.size <= REMEMBERED) return;
    const oldest = this.#remembered.keys().next();
    if (!oldest.done) this.#remembered.delete(oldest.value);
  }

  rest(): void {
    this.#isResting = true;
    this.#remembered.clear();
    this.#restIfIdle();
  }

  #restIfIdle(): void {
    if (!this.#isResting || this.#asked > 0) return;
    const host = this.#host;
    this.#ready = this.#host = null;
    void host?.end();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#host?.end();
  }
}
