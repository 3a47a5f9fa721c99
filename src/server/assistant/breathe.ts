import { setImmediate, setTimeout } from 'node:timers/promises';

/** Learning goes on in the thread that answers: nobody waits longer than this for it, ms. */
const SLICE_MS = 3;
/** Others took their turn when it was that long, ms: then they get more time than learning had, since few are done in one turn. */
const BUSY_MS = 0.5;
const REST_MS = 8;

/** Returns a function that long work calls between its steps: now and then it lets everything else go first. */
export function breather(): () => Promise<void> | undefined {
  let since = performance.now();
  const rest = async (): Promise<void> => {
    const asked = performance.now();
    await setImmediate();
    if (performance.now() - asked > BUSY_MS) await setTimeout(REST_MS);
    since = performance.now();
  };
  return () => (performance.now() - since < SLICE_MS ? undefined : rest());
}
