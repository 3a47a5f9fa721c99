import { setImmediate } from 'node:timers/promises';

/** Learning goes on in the thread that answers: nobody waits longer than this for it, ms. */
const SLICE_MS = 8;

/** Returns a function that long work calls between its steps: now and then it lets everything else go first. */
export function breather(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < SLICE_MS) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
}
