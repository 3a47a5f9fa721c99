import type { Hub } from './hub.ts';

/**
 * Says when to look at the database: at once, after every hint on one of the topics, and at least every `everyMs` in case a
 * hint was lost. Several hints while the caller is busy count as one. Ends, and unsubscribes, when `signal` aborts;
 * gives the signal each time, so that long work may stop early.
 */
export async function* hints(
  hub: Hub,
  topics: readonly string[],
  { signal, everyMs = 20_000 }: { signal: AbortSignal; everyMs?: number },
): AsyncGenerator<AbortSignal> {
  let due = true;
  let wake = (): void => undefined;
  const hint = () => {
    due = true;
    wake();
  };
  const stops = topics.map((topic) => hub.subscribe(topic, hint));
  const timer = setInterval(hint, everyMs);
  timer.unref();
  signal.addEventListener('abort', hint);
  try {
    while (!signal.aborted) {
      if (!due) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      due = false;
      yield signal;
    }
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', hint);
    for (const stop of stops) stop();
  }
}
