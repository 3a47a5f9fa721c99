import { readConfig } from './platform/config.ts';
import { serve } from './serve.ts';
import { stopOnSignal } from './stop-on-signal.ts';

export { stopOnSignal };

/** `npm start`: configuration from the environment, one process, drains on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  stopOnSignal(await serve(readConfig(process.env)));
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
