import { createHash } from 'node:crypto';

/** What was learned from the same texts is not learned again: content is read anew every minute and seldom differs. */
const REMEMBERED = 3;

/** Remembers the last results of long work by what it was made of. */
export class LearnedBefore<T> {
  readonly #known = new Map<string, Promise<T>>();

  /** Forgets all but the last result. */
  keepLatest(): void {
    const latest = [...this.#known.keys()].at(-1);
    for (const key of this.#known.keys()) if (key !== latest) this.#known.delete(key);
  }

  /** @param parts everything the result depends on */
  of(parts: readonly string[], learn: () => Promise<T>): Promise<T> {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(`${part.length}:${part}`);
    const key = hash.digest('base64');
    const known = this.#known.get(key);
    if (known) return known;
    const result = learn();
    this.#known.set(key, result);
    result.catch(() => this.#known.delete(key));
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    return result;
  }
}
