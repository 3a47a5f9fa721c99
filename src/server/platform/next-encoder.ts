import type { Embedder } from './embedder.ts';

/** The encoder that was configured, while it does not answer yet; what an administrator is told of it. */
export class NextEncoder {
  /** As it was configured. */
  readonly model: string;
  /** Loads it, or fetches it from the hub; the signal ends that. */
  readonly open: (signal?: AbortSignal) => Promise<Embedder>;
  /** What is done about it; `waiting`: until it is tried again. */
  step: 'loading' | 'encoding' | 'learning' | 'waiting' = 'loading';
  /** Articles that have its vectors, of how many. */
  done = 0;
  of = 0;
  /** Why the last try failed, in its own words. */
  problem: string | null;

  constructor(model: string, open: NextEncoder['open'], problem: string | null = null) {
    this.model = model;
    this.open = open;
    this.problem = problem;
  }
}
