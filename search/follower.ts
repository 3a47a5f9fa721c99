import type { EmbeddedIndex } from './embedded.ts';
import type { MeilisearchCopy } from './meilisearch/copy.ts';
import type { KeptDocument } from './stored-document.ts';

/** Documents read together while they are copied. */
const BATCH = 200;
/** Milliseconds between tries while Meilisearch does not answer: at first, and at most. */
const RETRY = { first: 250, most: 30_000 };
/** Milliseconds between looks whether it is still there and holds what it should. */
const LOOK = 15_000;
/** Milliseconds that copying may still take when the process ends; the next start copies the rest. */
const FAREWELL = 2_000;

interface Options {
  original: EmbeddedIndex;
  copy: MeilisearchCopy;
  log: { warn(details: object, message: string): void };
  /** Makes sure that searches would be answered; rejects when not. */
  prepare: () => Promise<void>;
}

/**
 * Keeps Meilisearch the same as the embedded index, which is always written first. Whatever happens in between (it is down, its
 * key is wrong, a task fails, this process ends), what each of them holds is compared by stamps and the difference is copied.
 */
export class Follower {
  readonly #options: Options;
  /** Changed since they were copied. */
  readonly #changed = new Set<string>();
  /** Being copied. */
  #copying: readonly string[] = [];
  /** It must be asked what it holds, because something may have been missed. */
  #mustCompare = true;
  #mustRebuild = false;
  #hasCompared = false;
  #working: Promise<void> | null = null;
  #since: Date | null = null;
  #problem: string | null = null;
  #retryAfter = RETRY.first;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** True while Meilisearch answers and holds exactly what the embedded index holds. */
  get isCurrent(): boolean {
    return this.#since !== null && this.#working === null && !this.#isBehind;
  }

  get #isBehind(): boolean {
    return this.#mustCompare || this.#mustRebuild || this.#changed.size > 0;
  }

  get state(): { reachableSince: Date | null; behindBy: number | null; problem: string | null } {
    const behindBy = this.#hasCompared ? new Set([...this.#changed, ...this.#copying]).size : null;
    return { reachableSince: this.#since, behindBy, problem: this.#problem };
  }

  /** Begins to follow. An original that is empty is about to be filled: until then there is nothing to follow. */
  async start(): Promise<void> {
    if ((await this.#options.original.count()) > 0) this.#work();
  }

  /** Notes that documents were put in, changed or removed. They are copied in the background. */
  changed(ids: readonly string[]): void {
    for (const id of ids) this.#changed.add(id);
    if (this.#problem === null) this.#work();
  }

  /** Notes that everything was replaced. */
  replaced(): void {
    this.#mustRebuild = true;
    if (this.#problem === null) this.#work();
  }

  /** Notes that Meilisearch did not answer. */
  lost(error: unknown): void {
    this.#mustCompare = true;
    this.#stop(error);
  }

  /** Resolves when Meilisearch holds everything, or it is known that it cannot be reached. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  /** Ends for good: resolves when nothing of it can reach Meilisearch any more, however long that takes. */
  async retire(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.settled();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    const farewell = new Promise((resolve) => setTimeout(resolve, FAREWELL).unref());
    await Promise.race([this.#working, farewell]);
  }

  #work(): void {
    if (this.#working || this.#closed) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#working = this.#copyAll()
      .then(() => {
        this.#succeed();
      })
      .catch((error: unknown) => {
        this.#mustCompare = true;
        this.#stop(error);
      })
      .finally(() => {
        this.#working = null;
        this.#copying = [];
        // Something may have changed after the last look at what had.
        if (this.#since && this.#isBehind) this.#work();
      });
  }

  async #copyAll(): Promise<void> {
    if (this.#since === null) await this.#options.prepare();
    while (!this.#closed && this.#isBehind) {
      if (this.#mustRebuild || this.#mustCompare) await this.#copyDifference();
      else await this.#copyChanged();
    }
  }

  async #copyDifference(): Promise<void> {
    const { original, copy } = this.#options;
    const isRebuild = this.#mustRebuild;
    // Whatever changes from here on is noted again.
    this.#mustRebuild = this.#mustCompare = false;
    this.#changed.clear();
    try {
      const wanted = await original.stored();
      const held = isRebuild ? new Map<string, string>() : await copy.stamps();
      const all = [...wanted.keys()];
      const different = all.filter((id) => wanted.get(id) !== held.get(id));
      const gone = [...held.keys()].filter((id) => !wanted.has(id));
      this.#copying = [...different, ...gone];
      this.#hasCompared = true;
      if (held.size === 0) await copy.replaceAll(this.#read(all, []));
      else {
        await copy.put(this.#read(different, gone));
        await copy.remove(gone);
      }
    } catch (error) {
      this.#mustRebuild ||= isRebuild;
      throw error;
    }
  }

  async #copyChanged(): Promise<void> {
    const { copy } = this.#options;
    const ids = [...this.#changed];
    this.#changed.clear();
    this.#copying = ids;
    const gone: string[] = [];
    await copy.put(this.#read(ids, gone));
    await copy.remove(gone);
  }

  /** Documents as they are now, some at a time; adds those that are not there any more to `gone`. */
  async *#read(ids: readonly string[], gone: string[]): AsyncGenerator<KeptDocument[]> {
    for (let from = 0; from < ids.length; from += BATCH) {
      const asked = ids.slice(from, from + BATCH);
      const documents = await this.#options.original.kept(asked);
      const present = new Set(documents.map(({ id }) => id));
      gone.push(...asked.filter((id) => !present.has(id)));
      yield documents;
    }
  }

  #succeed(): void {
    if (this.#closed) return;
    if (this.#problem !== null) this.#options.log.warn({}, 'Meilisearch answers again and has caught up');
    this.#since ??= new Date();
    this.#problem = null;
    this.#retryAfter = RETRY.first;
    this.#later(LOOK, () => void this.#look());
  }

  #stop(error: unknown): void {
    if (this.#closed) return;
    // What was being copied may have arrived or not: comparing will tell, until then it counts as missing.
    for (const id of this.#copying) this.#changed.add(id);
    const reason = reasonOf(error);
    // Once for each break, however many searches meet it.
    if (this.#problem === null) {
      this.#options.log.warn({ reason }, 'Meilisearch cannot be used: the built-in index answers until it can');
    }
    this.#since = null;
    this.#problem = reason;
    this.#later(this.#retryAfter, () => {
      this.#work();
    });
    this.#retryAfter = Math.min(this.#retryAfter * 2, RETRY.most);
  }

  /** Notices that it is gone, or holds less than it should, without waiting for a search to meet it. */
  async #look(): Promise<void> {
    try {
      const [wanted, held] = await Promise.all([this.#options.original.count(), this.#options.copy.count()]);
      if (!this.isCurrent) return;
      if (wanted === held) this.#later(LOOK, () => void this.#look());
      else {
        this.#mustCompare = true;
        this.#work();
      }
    } catch (error) {
      if (this.#working === null) this.lost(error);
    }
  }

  #later(delay: number, action: () => void): void {
    if (this.#closed) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(action, delay);
    this.#timer.unref();
  }
}

/** What went wrong in words, down to the first cause; they name the server and never its key. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${reasonOf(error.cause)}` : error.message;
}
