import type { EmbeddedIndex } from './embedded.ts';
import type { Encoder } from './encoder.ts';
import { Follower } from './follower.ts';
import type {
  SearchAnswer,
  SearchDocument,
  SearchIndex,
  SearchRequest,
  SearchState,
  SuggestRequest,
  TitleHit,
} from './index.ts';
import { MeilisearchFinder } from './meilisearch.ts';
import { connect, isOutage, type MeilisearchAddress } from './meilisearch/connection.ts';
import { MeilisearchCopy } from './meilisearch/copy.ts';

interface Options {
  address: MeilisearchAddress;
  embedded: EmbeddedIndex;
  encoder: Encoder;
  /** Of index and encoder. */
  version: string;
  log: { warn(details: object, message: string): void };
}

/**
 * The search port with Meilisearch in front and the embedded index behind it. Everything is written to the embedded index first and
 * copied from it; Meilisearch answers while it holds exactly the same, in any other moment the embedded index does. So no
 * search and no update depends on a server that may be down, and a document that was restricted a moment ago shows nowhere.
 */
export class FallbackIndex implements SearchIndex {
  readonly kind = 'meilisearch';
  readonly #embedded: EmbeddedIndex;
  readonly #finder: MeilisearchFinder;
  readonly #follower: Follower;
  readonly #log: Options['log'];
  #stoodIn = 0;

  constructor({ address, embedded, encoder, version, log }: Options) {
    const client = connect(address);
    const { index } = address;
    this.#embedded = embedded;
    this.#log = log;
    this.#finder = new MeilisearchFinder({
      client,
      index,
      encoder,
      wordsFor: (audience) => embedded.wordsFor(audience),
      resemblances: (vector, ids) => embedded.resemblances(vector, ids),
    });
    this.#follower = new Follower({
      original: embedded,
      copy: new MeilisearchCopy({ client, index, version, dimensions: encoder.dimensions }),
      log,
      prepare: () => this.#finder.prepare(),
    });
  }

  /** Begins to bring Meilisearch up to date, in the background. */
  start(): Promise<void> {
    return this.#follower.start();
  }

  search(request: SearchRequest): Promise<SearchAnswer> {
    return this.#answer(
      () => this.#finder.search(request),
      () => this.#embedded.search(request),
    );
  }

  suggest(request: SuggestRequest): Promise<TitleHit[]> {
    return this.#answer(
      () => this.#finder.suggest(request),
      () => this.#embedded.suggest(request),
    );
  }

  async #answer<T>(ask: () => Promise<T>, standIn: () => Promise<T>): Promise<T> {
    if (this.#follower.isCurrent) {
      try {
        return await ask();
      } catch (error) {
        if (isOutage(error)) this.#follower.lost(error);
        else this.#log.warn({ err: error }, 'Meilisearch could not be asked');
      }
    }
    this.#stoodIn++;
    return standIn();
  }

  stamps(): Promise<ReadonlyMap<string, string>> {
    return this.#embedded.stamps();
  }

  async upsert(documents: SearchDocument[]): Promise<void> {
    await this.#embedded.upsert(documents);
    this.#follower.changed(documents.map(({ id }) => id));
  }

  async remove(ids: string[]): Promise<void> {
    await this.#embedded.remove(ids);
    this.#follower.changed(ids);
  }

  /** Resolves when Meilisearch holds everything too, or it is known that it cannot be reached. */
  async rebuild(documents: SearchDocument[]): Promise<void> {
    await this.#embedded.rebuild(documents);
    this.#follower.replaced();
    await this.#follower.settled();
  }

  /** Resolves when Meilisearch has caught up, or it is known that it cannot be reached. */
  settled(): Promise<void> {
    return this.#follower.settled();
  }

  async state(): Promise<SearchState> {
    const { documents } = await this.#embedded.state();
    const engine = this.#follower.isCurrent ? 'meilisearch' : 'embedded';
    return { engine, documents, stoodIn: this.#stoodIn, ...this.#follower.state };
  }

  /** Closes it while another one takes its place: resolves when this one does nothing to Meilisearch any more. */
  async retire(): Promise<void> {
    await this.#follower.retire();
    await this.#embedded.close();
  }

  async close(): Promise<void> {
    await this.#follower.close();
    await this.#embedded.close();
  }
}
