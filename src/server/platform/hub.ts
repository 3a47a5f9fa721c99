import { EventEmitter } from 'node:events';

/** Tells listeners in other requests that something changed. A hint only: they re-read the truth from the database. */
export interface Hub {
  publish(topic: string): void;
  /** Returns the way to stop; stopping twice is harmless. */
  subscribe(topic: string, listener: () => void): () => void;
}

/** The embedded hub: within this process. */
export function createLocalHub(): Hub {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    publish: (topic) => {
      emitter.emit(topic);
    },
    subscribe: (topic, listener) => {
      emitter.on(topic, listener);
      return () => {
        emitter.off(topic, listener);
      };
    },
  };
}
