import { readConfig } from './platform/config.ts';
import { serve, type Server } from './serve.ts';

/** `npm start`: configuration from the environment, one process, drains on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const server = await serve(readConfig(process.env));
  stopOnSignal(server);
}

export function stopOnSignal(server: Server): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
