import type { Server } from './serve.ts';

/** Longer than anything that ends in order takes; supervisors usually kill after 30 s or more. */
const STOP_MS = 20_000;

/** Ends the process when it is asked to: in order, and in any case after `withinMs`. What is left undone the next start finishes. */
export function stopOnSignal(server: Server, withinMs = STOP_MS): void {
  const { log } = server.app.platform;
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      log.error({ withinMs }, 'could not stop in time');
      process.exit(1);
    }, withinMs).unref();
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
