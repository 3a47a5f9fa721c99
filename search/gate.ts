/** Many pass at once; who asks to be alone waits until they are through, and those who come later wait for them. */
export class Gate {
  readonly #inside = new Set<Promise<unknown>>();
  #alone: Promise<unknown> | null = null;

  async pass<T>(work: () => Promise<T>): Promise<T> {
    while (this.#alone) await this.#alone;
    const run = work();
    const settled = run.catch(() => undefined).finally(() => this.#inside.delete(settled));
    this.#inside.add(settled);
    return run;
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.#alone) await this.#alone;
    const run = Promise.all(this.#inside).then(work);
    const settled = run.catch(() => undefined).finally(() => (this.#alone = null));
    this.#alone = settled;
    return run;
  }
}
