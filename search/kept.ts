/** Something read from a store, kept, and brought up to date once anything was committed, by this process or another. */
export class Kept<T> {
  readonly #version: () => Promise<unknown>;
  readonly #load: (before: T | null) => Promise<T>;
  readonly #mayBeBehind: (value: T) => boolean;
  #kept: { version: unknown; value: T } | null = null;
  #loading: { version: unknown; value: Promise<T> } | null = null;

  /**
   * @param load makes it, or brings the one from before up to date
   * @param mayBeBehind true where reading again takes so long that the old one answers meanwhile
   */
  constructor(
    version: () => Promise<unknown>,
    load: (before: T | null) => Promise<T>,
    mayBeBehind: (value: T) => boolean = () => false,
  ) {
    this.#version = version;
    this.#load = load;
    this.#mayBeBehind = mayBeBehind;
  }

  async current(): Promise<T> {
    const version = await this.#version();
    if (this.#kept && this.#kept.version === version) return this.#kept.value;
    if (this.#kept && this.#mayBeBehind(this.#kept.value)) {
      if (!this.#loading) this.#begin(version);
      return this.#kept.value;
    }
    return this.#upToDate(version);
  }

  /** As `current`, never behind. */
  async latest(): Promise<T> {
    const version = await this.#version();
    return this.#kept && this.#kept.version === version ? this.#kept.value : this.#upToDate(version);
  }

  async #upToDate(version: unknown): Promise<T> {
    // One that began before the last commit would not show it; two at once would change the same thing.
    while (this.#loading && this.#loading.version !== version) await this.#loading.value.catch(() => undefined);
    if (this.#kept && this.#kept.version === version) return this.#kept.value;
    return (this.#loading ?? this.#begin(version)).value;
  }

  #begin(version: unknown): { version: unknown; value: Promise<T> } {
    const value = this.#load(this.#kept?.value ?? null).then(
      (made) => {
        this.#kept = { version, value: made };
        this.#loading = null;
        return made;
      },
      (error: unknown) => {
        this.#loading = null;
        throw error;
      },
    );
    // Whoever waits hears of it; a search that answered meanwhile does not.
    value.catch(() => undefined);
    this.#loading = { version, value };
    return this.#loading;
  }
}
