import { copyDifference, differenceOf } from './changeover.ts';
import { EmbeddedIndex } from './embedded.ts';
import type { Encoder } from './encoder.ts';
import { Gate } from './gate.ts';
import { indexFiles, removeIndexFile } from './index-files.ts';
import type {
  MovableSearchIndex,
  PreparedIndex,
  Progress,
  SearchAnswer,
  SearchDocument,
  SearchIndex,
  SearchRequest,
  SearchState,
  SuggestRequest,
  TitleHit,
} from './index.ts';
import { INDEX_VERSION } from './settings.ts';
import { SearchStore } from './store.ts';

/** So few documents are encoded while writers wait. */
const FEW = 16;

/** What answers with the embedded index of one encoder: itself, or Meilisearch in front of it. */
export interface Front extends SearchIndex {
  /** Begins what it does beside answering. */
  start?(): Promise<void>;
  /** Closes it for good while another one answers. */
  retire?(): Promise<void>;
}

interface Generation {
  front: Front;
  embedded: EmbeddedIndex;
  path: string;
  /** Of index and encoder. */
  version: string;
  number: number;
  /** Searches under way. */
  users: number;
  /** Called when the last of them is done. */
  idle: (() => void) | null;
}

interface Options {
  dataDir: string;
  log: { warn(details: object, message: string): void };
  /** Puts in front of an embedded index what answers with it. */
  front: (embedded: EmbeddedIndex, encoder: Encoder, version: string) => Front;
}

/**
 * The search port, which can be moved to another encoder while it answers. Each encoder has an index file of its own, so that no search
 * ever compares vectors of two: the new one is filled from the old one in the background, gets every change that comes meanwhile,
 * and is exchanged for it between two searches.
 */
export class SwitchingIndex implements MovableSearchIndex {
  readonly #options: Options;
  readonly #gate = new Gate();
  #now: Generation;
  #retiring: Promise<void> = Promise.resolve();

  constructor(options: Options, first: Pick<Generation, 'embedded' | 'path' | 'version' | 'number'>, encoder: Encoder) {
    this.#options = options;
    this.#now = this.#generation(first, encoder);
  }

  get kind(): SearchIndex['kind'] {
    return this.#now.front.kind;
  }

  #generation(of: Pick<Generation, 'embedded' | 'path' | 'version' | 'number'>, encoder: Encoder): Generation {
    return { ...of, front: this.#options.front(of.embedded, encoder, of.version), users: 0, idle: null };
  }

  async start(): Promise<void> {
    await this.#now.front.start?.();
  }

  search(request: SearchRequest): Promise<SearchAnswer> {
    return this.#ask((front) => front.search(request));
  }

  suggest(request: SuggestRequest): Promise<TitleHit[]> {
    return this.#ask((front) => front.suggest(request));
  }

  stamps(): Promise<ReadonlyMap<string, string>> {
    return this.#ask((front) => front.stamps());
  }

  state(): Promise<SearchState> {
    return this.#ask((front) => front.state());
  }

  upsert(documents: SearchDocument[]): Promise<void> {
    return this.#gate.pass(() => this.#now.front.upsert(documents));
  }

  remove(ids: string[]): Promise<void> {
    return this.#gate.pass(() => this.#now.front.remove(ids));
  }

  rebuild(documents: SearchDocument[]): Promise<void> {
    return this.#gate.pass(() => this.#now.front.rebuild(documents));
  }

  async #ask<T>(question: (front: Front) => Promise<T>): Promise<T> {
    const now = this.#now;
    now.users++;
    try {
      return await question(now.front);
    } finally {
      now.users--;
      if (now.users === 0) now.idle?.();
    }
  }

  async prepare(encoder: Encoder, progress: Progress = {}): Promise<PreparedIndex> {
    const before = this.#now;
    const version = `${INDEX_VERSION}:${encoder.version}`;
    const next = await this.#openNext(version, encoder);
    const catchUp = async (most = 0): Promise<boolean> => {
      const difference = await differenceOf(before.embedded, next.embedded);
      const changes = difference.different.length + difference.gone.length;
      if (most > 0 && changes > most) return false;
      await copyDifference(before.embedded, next.embedded, difference, progress);
      return true;
    };
    try {
      await catchUp();
      await next.embedded.warm();
    } catch (error) {
      await next.embedded.close();
      throw error;
    }
    return {
      discard: () => next.embedded.close(),
      commit: async (atOnce) => {
        // Most of what changed meanwhile is taken over beside everything else, the rest while nobody writes.
        while (!(await this.#gate.alone(() => this.#exchange(before, next, () => catchUp(FEW), atOnce))))
          await catchUp();
        this.#retiring = this.#retire(before).catch((error: unknown) => {
          this.#options.log.warn({ err: error }, 'the search index of the former encoder could not be put away');
        });
      },
    };
  }

  async #openNext(version: string, encoder: Encoder): Promise<Generation> {
    const before = this.#now;
    // An encoder that was missing has come back: what it made is there, only the rest has to be.
    const isSame = before.version === version;
    const number = isSame ? before.number : before.number + 1;
    let path = before.path;
    if (!isSame) {
      const { serving, other } = await indexFiles(this.#options.dataDir);
      const coming = serving.path === before.path ? other : serving;
      path = coming.path;
      if (coming.version !== version) removeIndexFile(path);
    }
    const store = new SearchStore(path);
    try {
      await (isSame ? store.prepare(version) : store.prepare(version, number));
    } catch (error) {
      await store.close();
      // The one that answers stays as it is.
      if (!isSame) removeIndexFile(path);
      throw error;
    }
    return this.#generation({ embedded: new EmbeddedIndex(store, encoder), path, version, number }, encoder);
  }

  async #exchange(
    before: Generation,
    next: Generation,
    catchUp: () => Promise<boolean>,
    atOnce?: () => void,
  ): Promise<boolean> {
    if (!(await catchUp())) return false;
    await next.embedded.warm();
    if (next.path !== before.path) await next.embedded.arrive();
    this.#now = next;
    atOnce?.();
    return true;
  }

  /** Ends the old one when nobody uses it any more, and has the new one do what only one may do at a time. */
  async #retire(old: Generation): Promise<void> {
    if (old.users > 0) await new Promise<void>((resolve) => (old.idle = resolve));
    await (old.front.retire?.() ?? old.front.close());
    if (old.path !== this.#now.path) removeIndexFile(old.path);
    await this.start();
  }

  async tidy(): Promise<void> {
    const { serving, other } = await indexFiles(this.#options.dataDir);
    if (serving.path === this.#now.path) removeIndexFile(other.path);
  }

  async close(): Promise<void> {
    await this.#retiring;
    await this.#now.front.close();
  }
}
