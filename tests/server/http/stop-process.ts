import { createLog } from '#server/platform/log.ts';
import { stopOnSignal } from '#server/stop-on-signal.ts';
import type { Server } from '#server/serve.ts';

/** A process whose server ends as the first argument says, for stopping.test.ts. Only what stopping uses is there. */
const close = (): Promise<void> => {
  if (process.argv[2] === 'never') return new Promise(() => undefined);
  return process.argv[2] === 'badly' ? Promise.reject(new Error('the index is gone')) : Promise.resolve();
};
const app = { platform: { log: createLog('info') } } as Server['app'];
stopOnSignal({ app, close }, 200);
// Keeps the process alive, as a listening server does.
setInterval(() => undefined, 1_000);
console.log('ready');
