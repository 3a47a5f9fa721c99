/** Something read from a store, kept, and read again once anything was committed, by this process or another. */
export class Kept<T> {
  readonly #version: () => Promise<unknown>;
  readonly #load: () => Promise<T>;
  #kept: { version: unknown; value: T } | null = null;
  #loading: { version: unknown; value: Promise<T> } | null = null;

  constructor(version: () => Promise<unknown>, load: () => Promise<T>) {
    this.#version = version;
    this.#load = load;
  }

  async current(): Promise<T> {
    const version = await this.#version();
    if (this.#kept && this.#kept.version === version) return this.#kept.value;
    // One that began before the last commit would not show it.
    if (this.#loading?.version !== version) this.#begin(version);
    return this.#loading?.value ?? this.current();
  }

  #begin(version: unknown): void {
    const loading = { version, value: this.#load() };
    this.#loading = loading;
    loading.value
      .then((value) => {
        if (this.#loading === loading) this.#kept = { version, value };
      })
      .catch(() => undefined)
      .finally(() => {
        if (this.#loading === loading) this.#loading = null;
      });
  }
}
