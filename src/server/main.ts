/** `npm start`: configuration from the environment, one process, drains on SIGTERM and SIGINT. */
import { readConfig } from './platform/config.ts';
import { serve } from './serve.ts';
import { stopOnSignal } from './stop-on-signal.ts';

try {
  stopOnSignal(await serve(readConfig(process.env)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
