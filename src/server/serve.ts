import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import { createApp, type App } from './app.ts';
import { clientAddressOf } from './client-address.ts';
import { isEventStream, OpenAnswers } from './open-answers.ts';
import type { Config } from './platform/config.ts';
import type { Logger } from './platform/log.ts';
import { PROJECT_ROOT } from './platform/project-root.ts';
import { refuseRequest } from './request-line.ts';
import { startWork } from './start-work.ts';
import { createFileServer } from './static-files.ts';
import { subscriptions } from './subscribers.ts';

const BUILT = new URL('dist/', PROJECT_ROOT);
const STALLED_CHECK_MS = 1_000;
const DRAIN_MS = 5_000;

type Next = () => void;
type AstroHandler = (request: IncomingMessage, response: ServerResponse, next: Next, locals: object) => Promise<void>;

export interface Server {
  app: App;
  /** Stops taking requests, lets those under way finish, then closes everything. */
  close(): Promise<void>;
}

/** Starts the application and its HTTP server; prints `ready <origin>` on standard output when it can answer. */
export async function serve(config: Config): Promise<Server> {
  const [app, handler] = await Promise.all([createApp(config, subscriptions), loadPages()]);
  const { log } = app.platform;
  logRejections(log);
  const compress = compression({ filter: isCompressible }) as unknown as (
    q: IncomingMessage,
    s: ServerResponse,
    n: Next,
  ) => void;
  const serveFile = createFileServer(fileURLToPath(new URL('client/', BUILT)));
  const answers = new OpenAnswers(log);
  const warnOfProxy = warnOnceOfProxy(config, log);

  const server = createServer((request, response) => {
    answers.add(response);
    warnOfProxy(request);
    const refused = refuseRequest(request);
    if (refused) {
      response.writeHead(refused.status, refused.headers).end();
      return;
    }
    compress(request, response, () => {
      if (serveFile(request, response)) return;
      const clientAddress = clientAddressOf(request, config.TRUSTED_PROXY);
      // Every path matches a route; what Astro hands on all the same is nothing of ours.
      const nothing = () => response.writeHead(404).end();
      void handler(request, response, nothing, { app, clientAddress, drained: () => drained(response) });
    });
  });
  server.headersTimeout = 30_000;
  // A file of 20 MB over a slow line takes minutes.
  server.requestTimeout = 300_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  const watch = setInterval(() => answers.dropStalled(), STALLED_CHECK_MS).unref();
  const stopWork = startWork(app);
  app.events.start();
  console.log(`ready ${config.ORIGIN}`);

  return {
    app,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      // Their readers reconnect to the next process.
      answers.cutStreams();
      const overdue = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(overdue);
      clearInterval(watch);
      await stopWork();
      await app.close();
    },
  };
}

/**
 * The built pages. Loading them, the adapter registers a listener that swallows rejected promises nobody waits for when they
 * belong to no request, and prints the address of the request otherwise, which may hold a secret: `logRejections` takes its
 * place.
 */
async function loadPages(): Promise<AstroHandler> {
  const before = process.listeners('unhandledRejection');
  const entry = new URL('server/entry.mjs', BUILT).href;
  const { handler } = (await import(entry)) as { handler: AstroHandler };
  for (const listener of process.listeners('unhandledRejection')) {
    if (!before.includes(listener)) process.off('unhandledRejection', listener);
  }
  return handler;
}

/** Resolves at once unless the reader is slower than what was written to it. */
const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    if (!response.writableNeedDrain || response.destroyed) {
      resolve();
      return;
    }
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });

function logRejections(log: Logger): void {
  process.on('unhandledRejection', (reason) => {
    // A body that is being read when its sender goes away.
    const gone = reason instanceof Error && reason.message === 'aborted';
    log[gone ? 'debug' : 'error']({ err: reason }, 'a promise was rejected and nobody waited for it');
  });
}

function warnOnceOfProxy(config: Config, log: Logger): (request: IncomingMessage) => void {
  let warned = config.TRUSTED_PROXY > 0;
  return (request) => {
    if (warned || request.headers['x-forwarded-for'] === undefined) return;
    warned = true;
    log.warn(
      'X-Forwarded-For arrives, but TRUSTED_PROXY is 0: behind a proxy all clients count as one. Set TRUSTED_PROXY.',
    );
  };
}

function isCompressible(request: IncomingMessage, response: ServerResponse): boolean {
  return !isEventStream(response) && compression.filter(request as never, response as never);
}
