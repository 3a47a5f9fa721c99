import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import sirv from 'sirv';
import { createApp, type App } from './app.ts';
import { clientAddressOf } from './client-address.ts';
import type { Config } from './platform/config.ts';
import { startWork } from './start-work.ts';
import { subscriptions } from './subscribers.ts';

const BUILT = new URL('../../dist/', import.meta.url);

type Next = () => void;
type AstroHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: undefined,
  locals: object,
) => Promise<void>;

export interface Server {
  app: App;
  /** Stops taking requests, lets those under way finish, then closes everything. */
  close(): Promise<void>;
}

/** Starts the application and its HTTP server; prints `ready <origin>` on standard output when it can answer. */
export async function serve(config: Config): Promise<Server> {
  const app = await createApp(config, subscriptions);
  const stopWork = await startWork(app);
  const entry = new URL('server/entry.mjs', BUILT).href;
  const { handler } = (await import(entry)) as { handler: AstroHandler };
  const compress = compression({ filter: isCompressible }) as unknown as (
    q: IncomingMessage,
    s: ServerResponse,
    n: Next,
  ) => void;
  const files = sirv(fileURLToPath(new URL('client/', BUILT)), { etag: true, setHeaders: cacheFiles, dotfiles: false });

  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    compress(request, response, () => {
      files(request, response, () => {
        streams.add(response);
        response.once('close', () => streams.delete(response));
        const clientAddress = clientAddressOf(request, config.TRUSTED_PROXY);
        void handler(request, response, undefined, { app, clientAddress });
      });
    });
  });
  server.requestTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  app.events.start();
  console.log(`ready ${config.ORIGIN}`);

  return {
    app,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      // Event streams never end by themselves; their readers reconnect to the next process.
      for (const response of streams) if (isEventStream(response)) response.end();
      const overdue = setTimeout(() => {
        server.closeAllConnections();
      }, 5_000);
      await closed;
      clearTimeout(overdue);
      await stopWork();
      await app.close();
    },
  };
}

const isEventStream = (response: ServerResponse): boolean =>
  String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');

function isCompressible(request: IncomingMessage, response: ServerResponse): boolean {
  return !isEventStream(response) && compression.filter(request as never, response as never);
}

function cacheFiles(response: ServerResponse, pathname: string): void {
  response.setHeader('x-content-type-options', 'nosniff');
  // Built files carry a hash in their name; the rest is checked again after a day.
  response.setHeader(
    'cache-control',
    pathname.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'public, max-age=86400',
  );
}
